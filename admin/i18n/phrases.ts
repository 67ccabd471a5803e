/** A tree of messages as it is written: leaves are texts, keys of a leaf are joined by dots. */
export interface Messages {
  readonly [key: string]: string | Messages | undefined
}

/** Texts by their whole key, such as 'ra.action.save'. */
export function flatten(messages: Messages): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (part: Messages, prefix: string) => {
    for (const [key, value] of Object.entries(part))
      if (typeof value === 'string') found.set(prefix + key, value)
      else if (value) walk(value, `${prefix}${key}.`)
  }
  walk(messages, '')
  return found
}

type Values = Readonly<Record<string, unknown>>

/**
 * A text with its values filled in: %{name} by the value of that name, where there is one. react-admin's English texts say
 * one and many things differently, with |||| between; the number is smart_count.
 */
export function phrase(text: string, values: Values, locale: string): string {
  return formOf(text, values.smart_count, locale).replace(/%\{(.*?)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined || value === null ? whole : String(value)
  })
}

function formOf(text: string, count: unknown, locale: string): string {
  const forms = count === undefined || count === null ? [] : text.split('||||')
  const form = locale === 'en' && count !== 1 ? (forms[1] ?? forms[0]) : forms[0]
  return form?.trim() ?? text
}
