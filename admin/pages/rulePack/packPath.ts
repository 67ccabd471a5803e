/** A place in a draft: field names and places in lists. */
export type PackPath = readonly (string | number)[]

/** The place as violations name it: indicators[0].rule.to. */
export function pathText(path: PackPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a place; undefined where there is none. */
export function getIn(document: unknown, path: PackPath): unknown {
  let value = document
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined
    else value = isFields(value) ? value[step] : undefined
  }
  return value
}

/** The document with another value at a place; lists and objects on the way are made where they are missing. */
export function setIn(document: unknown, path: PackPath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list = Array.isArray(document) ? [...document] : []
    list[step] = setIn(list[step], rest, value)
    return list
  }
  const fields = isFields(document) ? document : {}
  return { ...fields, [step]: setIn(fields[step], rest, value) }
}

/** The path with codes in the place of numbers in lists, as the rules name their fields. */
export function namesOf(document: unknown, path: PackPath): readonly string[] {
  return path.map((step, index) => {
    if (typeof step === 'string') return step
    const code = getIn(document, [...path.slice(0, index + 1), 'code'])
    return typeof code === 'string' ? code : String(step)
  })
}
