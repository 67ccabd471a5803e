import { compare, div, type Fraction, fraction, min as lesser, mean, ONE, sub, ZERO } from './fraction.ts'
import { limitText, parseAmount, parseMeasured, roundPlaces, type StandardField } from './sampleStandard.ts'
import { toCenti } from './scoring.ts'
import { type Violation, violation } from './violation.ts'

/** Values by code of the field, as the laboratory wrote them. */
export type SampleValues = Readonly<Record<string, string>>

/** A verdict that two people changed, and why. */
export interface VerdictOverride {
  readonly field: string
  readonly passed: boolean
  readonly reason: string
}

/** One field of a sample against its limit. */
export interface FieldVerdict {
  readonly field: string
  readonly value: string
  readonly limit: string
  /** null: noted, not judged. */
  readonly passed: boolean | null
  /** The reason, when two people decided otherwise than the limits do; else null. */
  readonly override: string | null
}

/** A sample against its whole standard. */
export interface SampleVerdict {
  readonly passed: boolean
  readonly fields: readonly FieldVerdict[]
  readonly failures: readonly FieldVerdict[]
  /** 0–100 points in hundredths: how far inside its limits the sample is; 0 for one that failed. */
  readonly scoreCenti: number
}

const VALUE_MAX = 100

/**
 * What is wrong with the values of one sample: a field that the standard does not have, text in a number field, a finding
 * that is no choice, or a limit of quantitation too coarse to judge by. With `complete` every field has to be there.
 */
export function checkValues(
  standard: readonly StandardField[],
  values: SampleValues,
  path: string,
  complete = false,
): Violation[] {
  const known = new Map(standard.map(field => [field.code, field]))
  const unknown = Object.keys(values)
    .filter(code => !known.has(code))
    .map(code => violation('unknownField', `${path}.${code.slice(0, 20)}`, { name: code.slice(0, 20) }))
  return [
    ...unknown,
    ...standard.flatMap(field => {
      const value = values[field.code] ?? ''
      if (value === '') return complete ? [violation('required', `${path}.${field.code}`)] : []
      return checkValue(field, value, `${path}.${field.code}`)
    }),
  ]
}

function checkValue(field: StandardField, value: string, path: string): Violation[] {
  if (value.length > VALUE_MAX) return [violation('tooLong', path, { max: VALUE_MAX })]
  if (field.kind === 'text') return []
  if (field.kind === 'choice')
    return field.choices.includes(value) ? [] : [violation('notOneOf', path, { allowed: field.choices.join('、') })]
  const measured = parseMeasured(value)
  if (!measured) return [violation('notANumber', path)]
  return isWithin(field, value) === null ? [violation('tooCoarse', path, { limit: limitText(field) })] : []
}

const limitsOf = ({ min, max }: StandardField) => ({
  min: min === null ? null : parseAmount(min),
  max: max === null ? null : parseAmount(max),
})

/** Whether a number keeps its limits; null when it is only known to be below a value that decides nothing. */
function isWithin(field: StandardField, text: string): boolean | null {
  const measured = parseMeasured(text)
  if (!measured) return null
  const { min, max } = limitsOf(field)
  const value = roundPlaces(measured.value, field.decimals)
  const isUnderMax = max === null || compare(value, max) <= 0
  if (!measured.below) return isUnderMax && (min === null || compare(value, min) >= 0)
  // Less than the limit of quantitation: passes below a maximum, fails below a minimum, else says nothing.
  if (min !== null) return compare(measured.value, min) <= 0 ? false : null
  return isUnderMax ? true : null
}

function judgeField(field: StandardField, value: string, override: VerdictOverride | undefined): FieldVerdict {
  const computed =
    field.kind === 'text'
      ? null
      : field.kind === 'choice'
        ? field.accepted.includes(value)
        : (isWithin(field, value) ?? false)
  const passed = override ? override.passed : computed
  return { field: field.code, value, limit: limitText(field), passed, override: override?.reason ?? null }
}

/** How far inside its limits a number is: 0 on the limit, 1 at nothing found, at twice the minimum or in the middle. */
function margin(field: StandardField, text: string): Fraction | null {
  const measured = parseMeasured(text)
  const { min, max } = limitsOf(field)
  if (field.kind !== 'number' || !measured || (min === null && max === null)) return null
  const value = roundPlaces(measured.value, field.decimals)
  const share = (part: Fraction, whole: Fraction) => (whole.n === 0n ? ONE : clamp(div(part, whole)))
  if (min !== null && max !== null) {
    const half = div(sub(max, min), fraction(2))
    const inside = compare(sub(value, min), sub(max, value)) < 0 ? sub(value, min) : sub(max, value)
    return share(inside, half)
  }
  return max === null ? share(sub(value, min ?? ZERO), min ?? ZERO) : share(sub(max, value), max)
}

const clamp = (share: Fraction): Fraction => (compare(share, ZERO) < 0 ? ZERO : lesser(ONE, share))

/**
 * Judges a sample against its standard (1-domain §2, stage 11): it passes when every judged field keeps its limits, the
 * measured value rounded to the standard's places first. Computed, never typed; what two people decided otherwise stands
 * and says so. The score for ties is the mean margin of the measured fields [D].
 * @param values checked by {@link checkValues}; a missing one does not pass
 */
export function judgeSample(
  standard: readonly StandardField[],
  values: SampleValues,
  overrides: readonly VerdictOverride[] = [],
): SampleVerdict {
  const changed = new Map(overrides.map(one => [one.field, one]))
  const fields = standard.map(field => judgeField(field, values[field.code] ?? '', changed.get(field.code)))
  const failures = fields.filter(verdict => verdict.passed === false)
  const margins = standard.flatMap(field => margin(field, values[field.code] ?? '') ?? [])
  const passed = failures.length === 0
  const points = margins.length === 0 ? fraction(100) : mean(margins.map(one => div(one, fraction(1, 100))))
  return { passed, fields, failures, scoreCenti: passed ? toCenti(points) : 0 }
}

/**
 * What stands after a retest: its verdict is final (药品质量抽查检验管理办法, 复验); without one, the first.
 */
export const finalVerdict = (first: SampleVerdict, retest: SampleVerdict | null): SampleVerdict => retest ?? first
