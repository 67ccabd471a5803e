import { canonicalJson } from './bytes.ts'
import { checkAnswer } from './declaration.ts'
import type { Indicator } from './indicators.ts'

/** An answer of an earlier tender. */
export interface EarlierAnswer {
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly value?: unknown
}

/** Why an earlier answer is not taken over: its indicator is gone, judged otherwise now, not declared, or of no form. */
export type CopyFault = 'indicatorGone' | 'ruleChanged' | 'notDeclared' | 'answerMisfit'

/** An answer that is taken over; `isReworded` when points, steps, words or the evidence asked for are others now. */
export interface CopyFit<T> {
  readonly answer: T
  readonly isReworded: boolean
}

export interface CopyPlan<T extends EarlierAnswer> {
  readonly fits: readonly CopyFit<T>[]
  readonly misfits: readonly { readonly answer: T; readonly fault: CopyFault }[]
}

/**
 * Which answers of an earlier tender still answer something: the same code at the same level with the same type of rule,
 * on a subject that is declared now, in a form the rule of today takes. What is judged in other words or with other points
 * is taken over and said. In: `subjectKeys` are those declared now.
 */
export function planCopy<T extends EarlierAnswer>(
  answers: readonly T[],
  before: readonly Indicator[],
  now: readonly Indicator[],
  subjectKeys: ReadonlySet<string>,
): CopyPlan<T> {
  const fits: CopyFit<T>[] = []
  const misfits: { answer: T; fault: CopyFault }[] = []
  for (const answer of answers) {
    const fault = faultOf(answer, before, now, subjectKeys)
    if (fault === null) fits.push({ answer, isReworded: isReworded(answer.indicatorCode, before, now) })
    else misfits.push({ answer, fault })
  }
  return { fits, misfits }
}

function faultOf(
  answer: EarlierAnswer,
  before: readonly Indicator[],
  now: readonly Indicator[],
  subjectKeys: ReadonlySet<string>,
): CopyFault | null {
  const old = before.find(one => one.code === answer.indicatorCode)
  const present = now.find(one => one.code === answer.indicatorCode)
  if (!present) return 'indicatorGone'
  if (old?.rule.type !== present.rule.type || old.level !== present.level) return 'ruleChanged'
  if (!subjectKeys.has(answer.subjectKey)) return 'notDeclared'
  return checkAnswer(present, answer.value).length > 0 ? 'answerMisfit' : null
}

/** What of an indicator an answer was given to. */
function matterOf(indicator: Indicator | undefined): string {
  if (!indicator) return ''
  const { name, points, rule, evidence } = indicator
  return canonicalJson({ name, points, rule, evidence })
}

const isReworded = (code: string, before: readonly Indicator[], now: readonly Indicator[]): boolean =>
  matterOf(before.find(one => one.code === code)) !== matterOf(now.find(one => one.code === code))

/** A file that proved an earlier answer. */
export interface EarlierEvidence {
  readonly indicatorCode: string
  readonly subjectKey: string
}

export interface EvidencePlan<T> {
  readonly copied: readonly T[]
  /** Not valid any more when declarations close: a new paper is needed. */
  readonly expired: readonly T[]
}

/** Which files come along with the answers taken over: all but expired ones. */
export function planEvidence<T extends EarlierEvidence>(
  evidence: readonly T[],
  taken: readonly EarlierAnswer[],
  isExpired: (one: T) => boolean,
): EvidencePlan<T> {
  const keys = new Set(taken.map(keyOf))
  const theirs = evidence.filter(one => keys.has(keyOf(one)))
  return { copied: theirs.filter(one => !isExpired(one)), expired: theirs.filter(isExpired) }
}

const keyOf = ({ subjectKey, indicatorCode }: EarlierEvidence) => `${subjectKey} ${indicatorCode}`
