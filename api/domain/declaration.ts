import { type Fraction, parseDecimal } from './fraction.ts'
import type { Indicator, IndicatorLevel } from './indicators.ts'
import { isStorableText } from './plainText.ts'
import { isWholeKg } from './quantity.ts'
import { type Violation, violation } from './violation.ts'

const ANSWER_TEXT_MAX = 2_000

/** An answer to an indicator: yes or no, the code of a tier, a number (as number or decimal text), or a description. */
export type AnswerValue = boolean | string | number

/** The indicators that are answered once at this level (1-domain §3.1). */
export function answersFor(level: IndicatorLevel, indicators: readonly Indicator[]): Indicator[] {
  return indicators.filter(indicator => indicator.level === level)
}

/**
 * What an indicator is answered and judged for, within one supplier: 'company', 'variety:<code>' or 'lot:<code>'. Answers
 * and scores of one subject are given once and reused in every declaration it appears in (1-domain §2, stage 8).
 */
export function subjectKey(level: IndicatorLevel, varietyCode: string, lotCode: string): string {
  if (level === 'company') return 'company'
  return level === 'variety' ? `variety:${varietyCode}` : `lot:${lotCode}`
}

/** The exact number behind an answer; null if it is none. NaN, infinities and exponents are none. */
export function answerNumber(value: unknown): Fraction | null {
  if (typeof value === 'number') return parseDecimal(String(value))
  return typeof value === 'string' ? parseDecimal(value) : null
}

function checkNumber(value: unknown, mayBeNegative: boolean, wholeOnly: boolean): Violation[] {
  const number = answerNumber(value)
  if (!number) return [violation('notANumber')]
  if (wholeOnly && number.d !== 1n) return [violation('notANumber')]
  return number.n < 0n && !mayBeNegative ? [violation('outOfRange', undefined, { min: 0, max: '∞' })] : []
}

function checkDescription(value: unknown): Violation[] {
  if (typeof value !== 'string' || !isStorableText(value)) return [violation('notText')]
  if (value.trim() === '') return [violation('required')]
  return value.length > ANSWER_TEXT_MAX ? [violation('tooLong', undefined, { max: ANSWER_TEXT_MAX })] : []
}

function checkValue({ rule }: Indicator, value: unknown): Violation[] {
  switch (rule.type) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : [violation('notOneOf', undefined, { allowed: 'true, false' })]
    case 'tier': {
      const allowed = rule.tiers.map(tier => tier.code)
      const isTier = typeof value === 'string' && allowed.includes(value)
      return isTier ? [] : [violation('notOneOf', undefined, { allowed: allowed.join(', ') })]
    }
    case 'linear':
      return checkNumber(value, true, false)
    case 'deduction':
      return checkNumber(value, false, true)
    case 'rank':
      return checkNumber(value, false, false)
    case 'expert':
      return checkDescription(value)
  }
}

/** Checks that an answer has the form its indicator's rule asks for. Empty if it has. */
export function checkAnswer(indicator: Indicator, value: unknown, path = indicator.code): Violation[] {
  return checkValue(indicator, value).map(found => violation(found.code, path, found.params))
}

/** What the register knows about a supplier. */
export interface SupplierStanding {
  readonly code: string
  readonly licenceNo: string
  readonly hasGmp: boolean
  readonly hasTraceability: boolean
  readonly blacklisted: boolean
}

/** Whether a supplier may declare at all: licence, GMP, traceability, not blacklisted (1-domain §2, stage 5). */
export function checkEligibility(supplier: SupplierStanding): Violation[] {
  const found: Violation[] = []
  if (supplier.licenceNo.trim() === '') found.push(violation('licenceMissing', 'licenceNo'))
  if (!supplier.hasGmp) found.push(violation('gmpMissing', 'hasGmp'))
  if (!supplier.hasTraceability) found.push(violation('traceabilityMissing', 'hasTraceability'))
  if (supplier.blacklisted) found.push(violation('blacklisted', undefined, { supplier: supplier.code }))
  return found
}

/** A supplier and the group of companies under one control or one legal representative; null if it stands alone. */
export interface RelatedStanding {
  readonly code: string
  readonly relatedGroup: string | null
}

/**
 * Companies under one control, or with one person in charge, may not both bid for one lot (招标投标法实施条例 34).
 * `declared` are the suppliers that have already declared for the lot. The refusal does not name them.
 */
export function checkRelated(
  supplier: RelatedStanding,
  declared: readonly RelatedStanding[],
  lot: string,
): Violation[] {
  if (supplier.relatedGroup === null) return []
  const isRelated = declared.some(other => other.code !== supplier.code && other.relatedGroup === supplier.relatedGroup)
  return isRelated ? [violation('relatedSupplier', undefined, { lot })] : []
}

/** A declaration as it stands when it is submitted: capacity, and the codes of indicators with an answer, and with a file. */
export interface DeclarationDraft {
  readonly lot: string
  readonly capacityKg: number
  readonly answered: ReadonlySet<string>
  readonly proved: ReadonlySet<string>
}

/** Indicators of a declaration that ask for evidence and have no file. */
export function unproved(indicators: readonly Indicator[], proved: ReadonlySet<string>): string[] {
  return indicators.filter(one => one.evidence !== null && !proved.has(one.code)).map(one => one.code)
}

/**
 * Whether a declaration is complete: capacity above 0, an answer to each of the 14 indicators, and a file for each that
 * asks for evidence (1-domain §2, stage 5). Whether the file shows it, and is still valid, is for people to judge.
 */
export function checkDeclaration(draft: DeclarationDraft, indicators: readonly Indicator[]): Violation[] {
  const found: Violation[] = []
  if (!isWholeKg(draft.capacityKg) || draft.capacityKg === 0) {
    found.push(violation('capacityMissing', `${draft.lot}.capacityKg`))
  }
  const missing = indicators.map(indicator => indicator.code).filter(code => !draft.answered.has(code))
  if (missing.length > 0) {
    found.push(violation('incomplete', draft.lot, { count: missing.length, missing: missing.join(', ') }))
  }
  const bare = unproved(indicators, draft.proved)
  if (bare.length > 0) {
    found.push(
      violation('evidenceMissing', draft.lot, { lot: draft.lot, count: bare.length, missing: bare.join(', ') }),
    )
  }
  return found
}
