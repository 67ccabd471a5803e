/** Readers for documents of unknown shape (JSON): they note every violation with its path instead of throwing. */

import { type Violation, violation } from './violation.ts'

/** Collects violations of one document; every reader returns a usable value after it has noted what is wrong. */
export type Found = Violation[]

/** An object of unknown fields. */
export type Fields = Readonly<Record<string, unknown>>

const TEXT_MAX = 200
const LIST_MAX = 200

/** Whether the value is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object with no other fields than these; null if it is no object. */
export function fieldsOf(found: Found, value: unknown, path: string, names: readonly string[]): Fields | null {
  if (!isFields(value)) {
    found.push(violation('required', path))
    return null
  }
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) found.push(violation('unknownField', join(path, name), { name: name.slice(0, 50) }))
  }
  return value
}

/** The path of a field: join('review', 'strata') = 'review.strata'. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** A whole number within the range; 0 if it is none. */
export function whole(found: Found, value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    found.push(violation(value === undefined ? 'required' : 'notANumber', path))
    return 0
  }
  if (value < min || value > max) found.push(violation('outOfRange', path, { min, max }))
  return value
}

/** An object of whole numbers, each within its range, beside the fields named in `others`. */
export function wholes(
  found: Found,
  value: unknown,
  path: string,
  ranges: Readonly<Record<string, readonly [number, number]>>,
  others: readonly string[] = [],
): Fields {
  const fields = fieldsOf(found, value, path, [...Object.keys(ranges), ...others])
  if (!fields) return {}
  for (const [name, [min, max]] of Object.entries(ranges)) whole(found, fields[name], join(path, name), min, max)
  return fields
}

/** One of the allowed values. */
export function oneOf(found: Found, value: unknown, path: string, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) found.push(violation('notOneOf', path, { allowed: allowed.join(', ') }))
}

/** A text of 1 to 200 characters; null if it is none. */
export function text(found: Found, value: unknown, path: string): string | null {
  if (typeof value !== 'string') found.push(violation(value === undefined ? 'required' : 'notText', path))
  else if (value.trim() === '') found.push(violation('required', path))
  else if (value.length > TEXT_MAX) found.push(violation('tooLong', path, { max: TEXT_MAX }))
  else return value
  return null
}

/** A name in both languages. */
export function nameOf(found: Found, value: unknown, path: string): void {
  const fields = fieldsOf(found, value, path, ['zh', 'en'])
  if (!fields) return
  text(found, fields.zh, join(path, 'zh'))
  text(found, fields.en, join(path, 'en'))
}

/** A list of at most 200 entries; empty if it is none, so that a hostile document is not walked. */
export function listOf(found: Found, value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) found.push(violation('required', path))
  else if (value.length > LIST_MAX) found.push(violation('outOfRange', path, { min: 0, max: LIST_MAX }))
  else return value
  return []
}

/** No text twice among the values; `field` names where in each entry it stands. */
export function unique(found: Found, values: readonly unknown[], path: string, field: string): void {
  values.forEach((value, index) => {
    if (typeof value !== 'string' || values.indexOf(value) === index) return
    found.push(violation('duplicate', join(`${path}[${index}]`, field), { value }))
  })
}

/** The `code` of each entry. */
export function codes(values: readonly unknown[]): readonly unknown[] {
  return values.map(value => (isFields(value) ? value.code : undefined))
}
