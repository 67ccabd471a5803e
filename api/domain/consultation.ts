import { formatInstant } from './period.ts'
import { isStorableText } from './plainText.ts'
import type { RulePack } from './rulePack.ts'
import { type Violation, violation } from './violation.ts'
import { daysBefore } from './workingDays.ts'

/** Longest comment or question, in characters. */
export const REMARK_MAX = 2000
/** Most comments on one draft, and most questions of one supplier in one tender: beyond it somebody's machine writes. */
export const COMMENTS_MAX = 10_000
export const QUESTIONS_MAX = 50

/** Control characters that are no line break or tab, and those that turn the direction of writing around. */
const HIDDEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069\uFEFF]/u

/**
 * Checks what strangers write: plain text as it is read, nothing invisible, of at most {@link REMARK_MAX} characters.
 * Markup is no matter here: it is shown as the characters it is made of.
 */
export function checkRemark(text: string, path: string): Violation[] {
  if (!isStorableText(text) || HIDDEN.test(text.replaceAll('\r\n', '\n'))) return [violation('notText', path)]
  if (text.trim() === '') return [violation('required', path)]
  return text.length > REMARK_MAX ? [violation('tooLong', path, { max: REMARK_MAX })] : []
}

/**
 * Until when questions about the documents may be asked: so many days before the bid deadline as the tender's rules say
 * (招标投标法实施条例 22: ten at most); null while no bid deadline is announced.
 */
export const questionsUntil = (bidDeadline: Date | null, rules: Pick<RulePack, 'stages' | 'calendar'>): Date | null =>
  bidDeadline && daysBefore(bidDeadline, rules.stages.clocks.questionDays, rules.calendar.questions)

/**
 * Whether a deadline may be moved to `to`: only later, only while it has not passed, so that nobody who was late is let
 * in again (招标投标法 23, 36), and only by somebody who says why.
 */
export function checkExtension(deadline: Date | null, to: Date, now: Date): Violation[] {
  if (deadline === null) return [violation('wrongStatus', 'stage', { status: 'none', expected: 'open' })]
  if (now >= deadline)
    return [violation('deadlinePassed', 'stage', { deadline: formatInstant(deadline), now: formatInstant(now) })]
  if (to <= deadline) return [violation('notLater', 'closesAt', { deadline: formatInstant(deadline) })]
  return []
}
