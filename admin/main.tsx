import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { readyI18nProvider } from './i18n/i18nProvider.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const i18nProvider = await readyI18nProvider()
createRoot(root).render(
  <StrictMode>
    <App i18nProvider={i18nProvider} />
  </StrictMode>,
)
// The fallback font for systems without Chinese glyphs; nothing waits for it.
void import('./font.ts')
