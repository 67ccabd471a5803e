import { complaintDueAt, type PeriodRules } from './award.ts'
import { formatInstant } from './period.ts'
import { type Violation, violation } from './violation.ts'

/** What an objection is about. */
export const OBJECTION_SUBJECTS = ['quality', 'price', 'sample', 'ranking', 'procedure', 'other'] as const

/** quality 质量得分 · price 价格得分 · sample 样品评审 · ranking 排序 · procedure 程序 · other 其他 */
export type ObjectionSubject = (typeof OBJECTION_SUBJECTS)[number]

/** Whether it is a known subject. */
export const isObjectionSubject = (value: string): value is ObjectionSubject =>
  OBJECTION_SUBJECTS.some(subject => subject === value)

/** An objection as the right to complain sees it. */
export interface ComplainedObjection {
  readonly dueAt: Date
  readonly answeredAt: Date | null
}

/**
 * Whether a complaint about an objection may be filed now: first the objection, then the complaint (实施条例 60); within the
 * pack's days from the answer, or from the day on which it was due and did not come.
 */
export function checkComplaint({ dueAt, answeredAt }: ComplainedObjection, rules: PeriodRules, now: Date): Violation[] {
  if (answeredAt === null && now <= dueAt)
    return [violation('stillOpen', 'objectionId', { closes: formatInstant(dueAt) })]
  const deadline = complaintDueAt(answeredAt ?? dueAt, rules)
  if (now <= deadline) return []
  return [violation('deadlinePassed', undefined, { deadline: formatInstant(deadline), now: formatInstant(now) })]
}

/** What holds a campaign up: objections without an answer, suspensions that last. */
export interface PauseCauses {
  readonly objections: readonly { readonly raisedAt: Date }[]
  readonly suspensions: readonly { readonly suspendedAt: Date }[]
}

/** A campaign that is held up. */
export interface Pause {
  /** Since when without interruption by what is still open. */
  readonly since: Date
  readonly objections: number
  readonly suspensions: number
}

/** The pause of a campaign; null while it goes on (实施条例 54, 62). */
export function pauseOf({ objections, suspensions }: PauseCauses): Pause | null {
  const starts = [...objections.map(one => one.raisedAt), ...suspensions.map(one => one.suspendedAt)]
  if (starts.length === 0) return null
  const since = new Date(Math.min(...starts.map(at => at.getTime())))
  return { since, objections: objections.length, suspensions: suspensions.length }
}

/** Why nothing may go on while a campaign is paused; empty while it is not. */
export function checkNotPaused(pause: Pause | null): Violation[] {
  if (!pause) return []
  return [
    ...(pause.objections > 0 ? [violation('objectionOpen', undefined, { count: pause.objections })] : []),
    ...(pause.suspensions > 0 ? [violation('suspended')] : []),
  ]
}
