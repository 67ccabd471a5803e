import { type CountedPeriod, countingOf } from './calendarPolicy.ts'
import { addMs, formatInstant } from './period.ts'
import type { RulePack } from './rulePack.ts'
import { type Violation, violation } from './violation.ts'
import { periodEnd } from './workingDays.ts'

/** The parts of a rule pack that decide how long a period is. */
export type PeriodRules = Pick<RulePack, 'stages' | 'calendar'>

/** An objection to a notice; `answeredAt` null while it is open. */
export interface ObjectionTimes {
  readonly raisedAt: Date
  readonly answeredAt: Date | null
}

/** Where a notice stands. */
export interface NoticeWindow {
  /** End without objections. */
  readonly plannedEnd: Date
  /** End with the pauses so far; while an objection is open it moves along with `now`. */
  readonly closesAt: Date
  readonly objectionsOpen: number
  /** The supervising authority has suspended the campaign (实施条例 62). */
  readonly suspended: boolean
  readonly running: boolean
}

/** A suspension because of a complaint; `resumedAt` null while it lasts. */
export interface SuspensionTimes {
  readonly suspendedAt: Date
  readonly resumedAt: Date | null
}

function endOf(
  period: CountedPeriod,
  from: Date,
  { stages, calendar }: PeriodRules,
  days: keyof RulePack['stages']['clocks'],
): Date {
  return periodEnd(from, stages.clocks[days], countingOf(calendar, period))
}

interface Pause {
  readonly from: number
  readonly until: number
}

/** The pauses in order, overlapping ones joined: two objections on one day pause the clock once. */
function joinPauses(objections: readonly ObjectionTimes[], now: Date): Pause[] {
  const sorted = objections
    .map(({ raisedAt, answeredAt }) => ({ from: raisedAt.getTime(), until: (answeredAt ?? now).getTime() }))
    .sort((a, b) => a.from - b.from || a.until - b.until)
  const joined: Pause[] = []
  for (const pause of sorted) {
    const last = joined.at(-1)
    if (last && pause.from <= last.until) {
      joined[joined.length - 1] = { from: last.from, until: Math.max(last.until, pause.until) }
    } else joined.push(pause)
  }
  return joined
}

/**
 * The effective window of a notice: at least `noticeDays` whole days after the day of publication (实施条例 54, 民法典 201
 * and 203), longer by the time in which objections were unanswered or the campaign was suspended (实施条例 62). What begins
 * after the end does not count.
 */
export function noticeWindow(
  publishedAt: Date,
  rules: PeriodRules,
  objections: readonly ObjectionTimes[],
  now: Date,
  suspensions: readonly SuspensionTimes[] = [],
): NoticeWindow {
  const plannedEnd = endOf('notice', publishedAt, rules, 'noticeDays')
  let closesAt = plannedEnd
  const held = suspensions
    .filter(({ resumedAt }) => resumedAt === null || resumedAt > publishedAt)
    .map(({ suspendedAt, resumedAt }) => ({
      raisedAt: suspendedAt > publishedAt ? suspendedAt : publishedAt,
      answeredAt: resumedAt,
    }))
  for (const { from, until } of joinPauses([...objections, ...held], now)) {
    if (from < closesAt.getTime()) closesAt = addMs(closesAt, Math.max(0, until - from))
  }
  const objectionsOpen = objections.filter(objection => objection.answeredAt === null).length
  const suspended = suspensions.some(one => one.resumedAt === null)
  return { plannedEnd, closesAt, objectionsOpen, suspended, running: objectionsOpen > 0 || now < closesAt }
}

/** Whether an objection may still be raised: only while the notice runs (实施条例 54). */
export function checkObjection(window: NoticeWindow, now: Date): Violation[] {
  if (window.running) return []
  return [violation('deadlinePassed', undefined, { deadline: formatInstant(window.closesAt), now: formatInstant(now) })]
}

/** Whether the result may become final: the notice has ended, every objection is answered, nothing is suspended (实施条例 54, 62). */
export function checkNoticeOver(window: NoticeWindow): Violation[] {
  if (window.suspended) return [violation('suspended')]
  if (window.objectionsOpen > 0) return [violation('objectionOpen', undefined, { count: window.objectionsOpen })]
  return window.running ? [violation('noticeRunning', undefined, { closes: formatInstant(window.closesAt) })] : []
}

/** By when an objection must be answered: within 3 days (实施条例 54), counted as the pack says. */
export function objectionDueAt(raisedAt: Date, rules: PeriodRules): Date {
  return endOf('objection', raisedAt, rules, 'objectionDays')
}

/** Days of the law for a complaint, always working days (实施条例 61): to accept or decline it, and then to decide. */
const COMPLAINT_WORKING_DAYS = { accept: 3, decide: 30 } as const

/** By when the supervisor says whether it takes a complaint up: 3 working days (实施条例 61). */
export function acceptanceDueAt(filedAt: Date): Date {
  return periodEnd(filedAt, COMPLAINT_WORKING_DAYS.accept, { count: 'working', restDayEnd: 'moves' })
}

/** By when the supervisor decides a complaint that it took up: 30 working days (实施条例 61). */
export function decisionDueAt(acceptedAt: Date): Date {
  return periodEnd(acceptedAt, COMPLAINT_WORKING_DAYS.decide, { count: 'working', restDayEnd: 'moves' })
}

/** By when a low price must be justified: the pack's days for a clarification, as working days (招标投标法 39). */
export function justificationDueAt(askedAt: Date, { review }: Pick<RulePack, 'review'>): Date {
  return periodEnd(askedAt, review.clarificationDays, { count: 'working', restDayEnd: 'moves' })
}

/** Until when a supplier may complain to the supervising authority: 10 days after it knew or should have (实施条例 60). */
export function complaintDueAt(knownAt: Date, rules: PeriodRules): Date {
  return endOf('complaint', knownAt, rules, 'complaintDays')
}

/** By when contracts must be signed: within 30 days of the award (招标投标法 46). */
export function contractDueAt(finalAt: Date, rules: PeriodRules): Date {
  return endOf('contract', finalAt, rules, 'contractDays')
}
