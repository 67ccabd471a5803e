import { canonicalBytes, canonicalJson } from './bytes.ts'
import type { Indicator } from './indicators.ts'
import { compareCodes } from './order.ts'
import { isStorableText } from './plainText.ts'
import type { ReviewPhase } from './reviewPlan.ts'
import { checkScore, fromCenti, judgeItem, needsReason } from './scoring.ts'
import { type Violation, violation } from './violation.ts'

const REASON_MAX = 2_000

/** One score as an expert gives it, in hundredths of a point. */
export interface GivenScore {
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly reason: string | null
}

/** What a sheet asks for. */
export interface SheetQuestions {
  readonly indicators: readonly Indicator[]
  /** Proposals of the rules by indicator code, hundredths of a point; indicators without one are absent. */
  readonly proposals: ReadonlyMap<string, number>
  /** Percent of the maximum by which a score may differ from the proposal without a reason. */
  readonly reasonPercent: number
}

/** Checks a written reason: some text of at most 2,000 characters that can be stored and hashed. */
export function checkReason(reason: string, path: string): Violation[] {
  if (reason.trim() === '') return [violation('reasonRequired', path)]
  if (reason.length > REASON_MAX) return [violation('tooLong', path, { max: REASON_MAX })]
  return isStorableText(reason) ? [] : [violation('notText', path)]
}

function checkGiven(score: GivenScore, { indicators, proposals, reasonPercent }: SheetQuestions, path: string) {
  const indicator = indicators.find(one => one.code === score.indicatorCode)
  if (!indicator)
    return [violation('unknownCode', `${path}.indicatorCode`, { value: score.indicatorCode.slice(0, 50) })]
  const found = checkScore(score.pointsCenti, indicator.points, `${path}.pointsCenti`)
  if (score.reason !== null && score.reason !== '') found.push(...checkReason(score.reason, `${path}.reason`))
  const proposal = proposals.get(indicator.code)
  if (found.length > 0 || proposal === undefined || (score.reason ?? '').trim() !== '') return found
  const isFar = needsReason(fromCenti(score.pointsCenti), [fromCenti(proposal)], indicator.points, reasonPercent)
  return isFar ? [violation('reasonRequired', `${path}.reason`)] : []
}

/**
 * Checks the scores of one sheet: each indicator asked for exactly once, points between 0 and its maximum, a written
 * reason where a score differs from the rule's proposal by more than the pack allows (1-domain §3.2).
 */
export function checkSheet(scores: readonly GivenScore[], questions: SheetQuestions, path: string): Violation[] {
  const given = new Set<string>()
  const found = scores.flatMap((score, index) => {
    const at = `${path}.scores[${index}]`
    if (given.has(score.indicatorCode))
      return [violation('duplicate', `${at}.indicatorCode`, { value: score.indicatorCode.slice(0, 50) })]
    given.add(score.indicatorCode)
    return checkGiven(score, questions, at)
  })
  const missing = questions.indicators.map(one => one.code).filter(code => !given.has(code))
  if (missing.length > 0)
    found.push(violation('incomplete', `${path}.scores`, { count: missing.length, missing: missing.join(', ') }))
  return found
}

/** A score as it is hashed: a reason is private, its SHA-256 (hex) stands for it; null without one. */
export type HashedScore = readonly [indicatorCode: string, pointsCenti: number, reasonHash: string | null]

/** A submitted sheet by business codes. */
export interface SubmittedSheet {
  readonly tender: string
  readonly phase: ReviewPhase
  readonly supplier: string
  readonly subjectKey: string
  readonly part: string
  readonly panel: boolean
  readonly slot: number
  /** The expert's label of the draw: names are secret until the result is public (招标投标法 37). */
  readonly expert: string
  readonly scores: readonly HashedScore[]
}

/** Canonical bytes of a submitted sheet, its scores by indicator code: what is hashed and signed (integrity design §4). */
export function sheetBytes(sheet: SubmittedSheet): Uint8Array {
  const { tender, phase, supplier, subjectKey, part, panel, slot, expert } = sheet
  const scores = [...sheet.scores].sort(([a], [b]) => compareCodes(a, b))
  return canonicalBytes({ tender, phase, supplier, subjectKey, part, panel, slot, expert, scores })
}

/** What an expert signs at the end of a review: every sheet of theirs that counts, by its hash. */
export interface ReviewStatement {
  readonly tender: string
  readonly phase: ReviewPhase
  readonly expert: string
  /** SHA-256 of each sheet (sheetBytes), hex. */
  readonly sheets: readonly string[]
}

/** Canonical bytes of a statement, hashes in order: what the expert's key signs (招标投标法 53: all sign). */
export function statementBytes(statement: ReviewStatement): Uint8Array {
  return canonicalBytes({ ...statement, kind: 'bencao.review/1', sheets: [...statement.sheets].sort(compareCodes) })
}

/**
 * The indicators on which the two blind scores lie further apart than the threshold, so that a third expert decides
 * (1-domain §3.2). In: points in hundredths by indicator code. Out: in the order of the indicators.
 */
export function disputedCodes(
  indicators: readonly Indicator[],
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
  thresholdPercent: number,
): string[] {
  return indicators
    .filter(({ code, points }) => {
      const scores = [first.get(code), second.get(code)].filter(score => score !== undefined)
      return judgeItem(scores.map(fromCenti), points, thresholdPercent).status === 'needsArbitration'
    })
    .map(indicator => indicator.code)
}

/** How an item's points came about: two who agree, the third expert, a panel without its extremes. */
export type ItemBasis = 'mean' | 'arbitrated' | 'trimmed'

/** A judged item of a declaration with the scores it rests on, for the hash of the freeze. */
export interface FrozenItem {
  readonly lot: string
  readonly supplier: string
  readonly indicator: string
  readonly numerator: bigint
  readonly denominator: bigint
  readonly basis: ItemBasis
  /** Hundredths of a point in slot order; the third only where it decided; of a panel all. */
  readonly scores: readonly number[]
}

/**
 * The canonical line of an item: JSON without blanks. A lot's hash is that of its lines, each ended by a line feed, in
 * the order of supplier and indicator code.
 */
export function freezeLine(item: FrozenItem): string {
  const { lot, supplier, indicator, numerator, denominator, basis, scores } = item
  return canonicalJson([lot, supplier, indicator, numerator, denominator, basis, scores])
}

/** Canonical bytes whose SHA-256 is the hash of the freeze: each lot's code and hash, in the order of codes. */
export function freezeBytes(lots: readonly (readonly [lot: string, hash: string])[]): Uint8Array {
  return canonicalBytes([...lots].sort(([a], [b]) => compareCodes(a, b)))
}
