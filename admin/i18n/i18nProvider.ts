import polyglotI18nProvider from 'ra-i18n-polyglot'
import { noteLocale } from './locale.ts'
import { zh } from './zh.ts'

async function english(): Promise<typeof zh> {
  const { en } = await import('./en.ts')
  return en
}

function startLocale(): string {
  return window.localStorage.getItem('RaStorebencao.locale')?.includes('en') ? 'en' : 'zh'
}

const provider = polyglotI18nProvider(
  locale => {
    noteLocale(locale)
    // English is loaded on demand; polyglot wants the first language at once.
    return locale === 'en' ? english() : zh
  },
  'zh',
  [
    { locale: 'zh', name: '中文' },
    { locale: 'en', name: 'English' },
  ],
  { allowMissing: true },
)

noteLocale('zh')

/** Chinese first; the stored choice of English is applied before the first screen. */
export async function readyI18nProvider(): Promise<typeof provider> {
  if (startLocale() === 'en') await provider.changeLocale('en')
  return provider
}
