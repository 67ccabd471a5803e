import type { I18nProvider } from 'ra-core'
import { noteLocale } from './locale.ts'
import { flatten, phrase } from './phrases.ts'
import { zh } from './zh.ts'

const LOCALES = [
  { locale: 'zh', name: '中文' },
  { locale: 'en', name: 'English' },
]

async function english(): Promise<typeof zh> {
  const { en } = await import('./en.ts')
  return en
}

function startLocale(): string {
  return window.localStorage.getItem('RaStorebencao.locale')?.includes('en') ? 'en' : 'zh'
}

let locale = 'zh'
let texts = flatten(zh)

/** Chinese is in the first load, English is loaded on demand. A key without a text is shown as it is. */
const provider: I18nProvider = {
  translate: (key, values = {}) =>
    phrase(texts.get(key) ?? (typeof values._ === 'string' ? values._ : key), values, locale),
  changeLocale: async wanted => {
    texts = flatten(wanted === 'en' ? await english() : zh)
    locale = wanted
    noteLocale(wanted)
  },
  getLocale: () => locale,
  getLocales: () => LOCALES,
}

noteLocale('zh')

/** Chinese first; the stored choice of English is applied before the first screen. */
export async function readyI18nProvider(): Promise<I18nProvider> {
  if (startLocale() === 'en') await provider.changeLocale('en')
  return provider
}
