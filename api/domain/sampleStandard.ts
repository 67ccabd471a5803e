import { compare, type Fraction, fraction, parseDecimal } from './fraction.ts'
import type { Named } from './indicators.ts'
import { fieldsOf, isFields, listOf, nameOf, oneOf, unique, whole } from './shape.ts'
import { type Violation, violation } from './violation.ts'

/** number: measured, has limits · choice: one of few findings · text: noted, never judged. */
export const FIELD_KINDS = ['number', 'choice', 'text'] as const

/** One field of a quality standard (1-domain §4). Limits are decimals as text, so that they stay exact. */
export interface StandardField {
  readonly code: string
  readonly name: Named
  readonly kind: (typeof FIELD_KINDS)[number]
  /** '%', 'mg/kg'; empty where there is none. */
  readonly unit: string
  readonly min: string | null
  readonly max: string | null
  /** Places to which a measured value is rounded before it meets its limit. */
  readonly decimals: number
  /** choice only: what may be found, and which of it passes. */
  readonly choices: readonly string[]
  readonly accepted: readonly string[]
  /** Where the limit comes from. */
  readonly source: string
}

/** The standard of a spec. */
export interface QualityStandard {
  readonly fields: readonly StandardField[]
}

/** A measured value: exact; `below` when only known to be less than this (limit of quantitation). */
export interface Measured {
  readonly value: Fraction
  readonly below: boolean
}

const FIELDS_MAX = 40
const TEXT_MAX = 200
const DECIMALS_MAX = 6
/** How laboratories write that nothing was found. */
const NOTHING_FOUND: readonly string[] = ['ND', 'N.D.', '未检出']

/** A limit or measured value: a decimal that is not negative, exact; null for anything else. */
export function parseAmount(text: string): Fraction | null {
  const value = parseDecimal(text)
  return value === null || value.n < 0n ? null : value
}

/**
 * A value of a number field: `10.2`, `<0.05` (less than the limit of quantitation), `ND` or `未检出` (nothing found);
 * null for anything else.
 */
export function parseMeasured(text: string): Measured | null {
  if (NOTHING_FOUND.includes(text.toUpperCase())) return { value: fraction(0), below: false }
  const isBelow = text.startsWith('<') || text.startsWith('＜')
  const value = parseAmount(isBelow ? text.slice(1).trim() : text)
  return value && { value, below: isBelow }
}

/**
 * Rounds half to even at a decimal place, as laboratories round before they compare with a limit
 * (中国药典 凡例; GB/T 8170). In: not negative.
 */
export function roundPlaces(value: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places)
  const whole = (value.n * scale) / value.d
  const twiceRest = 2n * (value.n * scale - whole * value.d)
  const isUp = twiceRest > value.d || (twiceRest === value.d && whole % 2n === 1n)
  return fraction(isUp ? whole + 1n : whole, scale)
}

/** The limit as it is printed: `≤ 10.0%`, `0.5–3.0 mg/kg`, `符合`; empty for a field that is only noted. */
export function limitText({ kind, min, max, unit, accepted }: StandardField): string {
  if (kind === 'choice') return accepted.join('、')
  if (kind === 'text') return ''
  const tail = unit === '%' || unit === '' ? unit : ` ${unit}`
  if (min !== null && max !== null) return `${min}–${max}${tail}`
  if (min !== null) return `≥ ${min}${tail}`
  return max === null ? '' : `≤ ${max}${tail}`
}

function checkField(found: Violation[], value: unknown, path: string): void {
  const names = ['code', 'name', 'kind', 'unit', 'min', 'max', 'decimals', 'choices', 'accepted', 'source']
  const field = fieldsOf(found, value, path, names)
  if (!field) return
  if (typeof field.code !== 'string' || !/^[a-zA-Z0-9]{1,20}$/.test(field.code))
    found.push(violation('notOneOf', `${path}.code`, { allowed: 'A–Z a–z 0–9 (1–20)' }))
  nameOf(found, field.name, `${path}.name`)
  oneOf(found, field.kind, `${path}.kind`, FIELD_KINDS)
  whole(found, field.decimals, `${path}.decimals`, 0, DECIMALS_MAX)
  for (const name of ['unit', 'source'])
    if (typeof field[name] !== 'string' || field[name].length > TEXT_MAX)
      found.push(violation('tooLong', `${path}.${name}`, { max: TEXT_MAX }))
  const limits = [field.min, field.max].map(limit => (typeof limit === 'string' ? parseAmount(limit) : null))
  for (const [i, name] of ['min', 'max'].entries())
    if (field[name] !== null && limits[i] === null) found.push(violation('notANumber', `${path}.${name}`))
  if (limits[0] && limits[1] && compare(limits[0], limits[1]) > 0)
    found.push(violation('outOfRange', `${path}.max`, { min: String(field.min), max: String(field.max) }))
  checkChoices(found, field, path)
}

function checkChoices(found: Violation[], field: Readonly<Record<string, unknown>>, path: string): void {
  const lists = [field.choices, field.accepted]
  if (!lists.every(list => Array.isArray(list) && list.every(one => typeof one === 'string' && one !== ''))) {
    found.push(violation('required', `${path}.choices`))
    return
  }
  const [choices = [], accepted = []] = lists as string[][]
  if (field.kind === 'choice' && (accepted.length === 0 || choices.length < 2))
    found.push(violation('tooShort', `${path}.choices`, { min: 2 }))
  for (const one of accepted)
    if (!choices.includes(one)) found.push(violation('notOneOf', `${path}.accepted`, { allowed: choices.join('、') }))
}

/** Checks a standard of the catalogue: fields known, codes unique, limits exact and in order. Empty: it may be used. */
export function checkStandard(value: unknown, path = 'standard'): Violation[] {
  const found: Violation[] = []
  const fields = listOf(found, isFields(value) ? value.fields : undefined, `${path}.fields`)
  if (fields.length > FIELDS_MAX) found.push(violation('outOfRange', `${path}.fields`, { min: 1, max: FIELDS_MAX }))
  fields.forEach((field, i) => {
    checkField(found, field, `${path}.fields[${i}]`)
  })
  unique(
    found,
    fields.flatMap(one => (isFields(one) && typeof one.code === 'string' ? [one.code] : [])),
    path,
    'code',
  )
  return found
}

const isStandard = (value: unknown, found: readonly Violation[]): value is QualityStandard => found.length === 0

/** The standard, if it keeps every rule of {@link checkStandard}; else null. */
export function parseStandard(value: unknown): QualityStandard | null {
  return isStandard(value, checkStandard(value)) ? value : null
}
