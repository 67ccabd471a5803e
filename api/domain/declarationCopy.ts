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

export interface CopyPlan<T extends EarlierAnswer> {
  readonly fits: readonly T[]
  readonly misfits: readonly { readonly answer: T; readonly fault: CopyFault }[]
}

/**
 * Which answers of an earlier tender still answer something: the same code at the same level with the same type of rule,
 * on a subject that is declared now, in a form the rule of today takes. In: `subjectKeys` are those declared now.
 */
export function planCopy<T extends EarlierAnswer>(
  answers: readonly T[],
  before: readonly Indicator[],
  now: readonly Indicator[],
  subjectKeys: ReadonlySet<string>,
): CopyPlan<T> {
  const fits: T[] = []
  const misfits: { answer: T; fault: CopyFault }[] = []
  for (const answer of answers) {
    const fault = faultOf(answer, before, now, subjectKeys)
    if (fault === null) fits.push(answer)
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
