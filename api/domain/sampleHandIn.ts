import { formatInstant } from './period.ts'
import { checkText } from './plainText.ts'
import { type Violation, violation } from './violation.ts'

/** When and where samples may be handed in: a window, cut into slots of equal length and capacity. */
export interface HandInWindow {
  readonly place: string
  readonly from: Date
  readonly to: Date
  readonly slotMinutes: number
  /** Samples per slot. */
  readonly capacity: number
}

export interface HandInSlot {
  readonly place: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly capacity: number
}

const MINUTE_MS = 60_000
const SLOTS_MAX = 500
const CAPACITY_MAX = 10_000
const SLOT_MAX_MINUTES = 1440

/** What is wrong with a window: an end before its beginning or in the past, slots that do not fit, an absurd capacity. */
export function checkWindow(window: HandInWindow, now: Date, path: string): Violation[] {
  const { from, to, slotMinutes, capacity } = window
  const found = checkText(window.place, `${path}.place`, 200)
  if (to <= from || to <= now) found.push(violation('stillOpen', `${path}.to`, { now: formatInstant(now) }))
  if (slotMinutes < 5 || slotMinutes > SLOT_MAX_MINUTES)
    found.push(violation('outOfRange', `${path}.slotMinutes`, { min: 5, max: SLOT_MAX_MINUTES }))
  else if (slotCount(window) < 1 || slotCount(window) > SLOTS_MAX)
    found.push(violation('outOfRange', `${path}.to`, { min: 1, max: SLOTS_MAX }))
  if (capacity < 1 || capacity > CAPACITY_MAX)
    found.push(violation('outOfRange', `${path}.capacity`, { min: 1, max: CAPACITY_MAX }))
  return found
}

const slotCount = ({ from, to, slotMinutes }: HandInWindow) =>
  Math.floor((to.getTime() - from.getTime()) / (slotMinutes * MINUTE_MS))

/** The whole slots of a window; a rest shorter than a slot is left out. */
export const slotsOf = (window: HandInWindow): HandInSlot[] =>
  Array.from({ length: slotCount(window) }, (_, i) => {
    const start = window.from.getTime() + i * window.slotMinutes * MINUTE_MS
    return {
      place: window.place,
      startsAt: new Date(start),
      endsAt: new Date(start + window.slotMinutes * MINUTE_MS),
      capacity: window.capacity,
    }
  })

/** A booking may be made, changed and given back until the slot begins. */
export const isBookable = (slot: { readonly startsAt: Date }, now: Date): boolean => now < slot.startsAt

/** What a lot's samples are at when it may be coded. */
export interface LotReception {
  readonly lot: string
  /** Not handed in yet, and may still be. */
  readonly expected: number
  readonly received: number
}

/**
 * The lots that may be coded now. A lot is coded as a whole, when nothing more can come: codes given one by one as samples
 * arrive would tell by their time whose they are.
 */
export const lotsToCode = (lots: readonly LotReception[]): string[] =>
  lots.filter(lot => lot.expected === 0 && lot.received > 0).map(lot => lot.lot)

/** What a clerk finds when a sample is handed in. */
export interface Reception {
  readonly accepted: boolean
  readonly grams: number
  readonly packagingIntact: boolean
  readonly sealNo: string
  readonly condition: string
  /** Why it is refused. */
  readonly reason: string
}

/** A sample is taken only when it is enough and whole; a refusal says why. */
export function checkReception(
  reception: Reception,
  policy: { readonly portions: number; readonly portionGrams: number },
  path: string,
): Violation[] {
  const { accepted, grams, packagingIntact, sealNo, condition, reason } = reception
  if (!accepted)
    return reason.trim() === ''
      ? [violation('reasonRequired', `${path}.reason`)]
      : checkText(reason, `${path}.reason`, 500)
  const needed = policy.portions * policy.portionGrams
  const found: Violation[] = []
  if (!Number.isSafeInteger(grams) || grams < needed || grams > 1_000_000)
    found.push(violation('sampleTooSmall', `${path}.grams`, { needed }))
  if (!packagingIntact) found.push(violation('packagingBroken', `${path}.packagingIntact`))
  found.push(...checkText(sealNo, `${path}.sealNo`, 64))
  if (condition !== '') found.push(...checkText(condition, `${path}.condition`, 500))
  return found
}
