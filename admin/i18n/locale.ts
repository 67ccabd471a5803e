/** The two languages of the screens. */
export type ScreenLocale = 'zh' | 'en'

let present: ScreenLocale = 'zh'

/** The language in use, for request headers and for formats outside of React. */
export function currentLocale(): ScreenLocale {
  return present
}

/** Notes the language in use; called by the i18n provider only. */
export function noteLocale(locale: string): void {
  present = locale === 'en' ? 'en' : 'zh'
  document.documentElement.lang = present === 'zh' ? 'zh-CN' : 'en'
}
