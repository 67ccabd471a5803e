import { formatInstant } from './period.ts'
import { type Violation, violation } from './violation.ts'

/** What two people decide about a justification. */
export const LOW_PRICE_OUTCOMES = ['accepted', 'rejected'] as const

/** accepted 说明成立 · rejected 说明不成立 */
export type LowPriceOutcome = (typeof LOW_PRICE_OUTCOMES)[number]

/** A low price that its supplier was asked about. */
export interface LowPriceCase {
  readonly dueAt: Date
  readonly answeredAt: Date | null
  readonly outcome: LowPriceOutcome | null
}

/** Whether the supplier may still answer: once, in time, before the decision. */
export function checkJustification({ dueAt, answeredAt, outcome }: LowPriceCase, now: Date): Violation[] {
  if (answeredAt !== null || outcome !== null) return [violation('alreadyDone', 'declarationId')]
  if (now <= dueAt) return []
  return [violation('deadlinePassed', undefined, { deadline: formatInstant(dueAt), now: formatInstant(now) })]
}

/**
 * Whether a low price may be decided: once, after the supplier was heard or has let the time pass; only an answer can be
 * accepted (招标投标法 39, 实施条例 52). Silence voids nothing by itself.
 */
export function checkDecision(
  { dueAt, answeredAt, outcome }: LowPriceCase,
  wanted: LowPriceOutcome,
  now: Date,
): Violation[] {
  if (outcome !== null) return [violation('alreadyDone', 'declarationId')]
  if (answeredAt !== null) return []
  if (now <= dueAt) return [violation('stillOpen', 'declarationId', { closes: formatInstant(dueAt) })]
  return wanted === 'rejected' ? [] : [violation('justificationMissing', 'declarationId')]
}

/** A place that would win, and what was decided about its price. */
export interface FlaggedPlace {
  readonly selected: boolean
  readonly lowPrice: boolean
  readonly outcome: LowPriceOutcome | null
}

/** Why the award may not be announced: low prices among the winners that nobody has decided on (1-domain §3.3 [A]). */
export function checkLowPrices(places: readonly FlaggedPlace[]): Violation[] {
  const open = places.filter(place => place.selected && place.lowPrice && place.outcome !== 'accepted').length
  return open === 0 ? [] : [violation('lowPriceOpen', undefined, { count: open })]
}
