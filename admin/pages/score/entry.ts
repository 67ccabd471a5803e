import { fromCenti, needsReason as isFar } from '#domain/scoring.ts'
import type { DeskItem } from './deskItem.ts'

/** What an expert has typed for one item. */
export interface Entry {
  /** Points as typed; what cannot be read stays as it is. */
  readonly text: string
  readonly reason: string
  readonly flagged: boolean
}

export const EMPTY_ENTRY: Entry = { text: '', reason: '', flagged: false }

/** Hundredths of a point from text such as 7.5; null for anything else or above the maximum. */
export function parsePoints(text: string, maximum: number): number | null {
  const found = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text.trim())
  if (!found) return null
  const centi = Number(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`)
  return centi <= maximum * 100 ? centi : null
}

/** Text of hundredths of a point. */
export function pointsText(centi: number | null | undefined): string {
  return centi === null || centi === undefined ? '' : String(centi / 100)
}

/** Points of an entry in hundredths; null while there are none that count. */
export const centiOf = ({ indicator }: DeskItem, { text }: Entry): number | null => parsePoints(text, indicator.points)

/** Whether something is typed that is no number of points. */
export const isUnreadable = (item: DeskItem, entry: Entry): boolean =>
  entry.text !== '' && centiOf(item, entry) === null

/** Whether points lie so far from the machine's proposal that a reason must be written (1-domain §3.2). */
export function wantsReason(item: DeskItem, entry: Entry): boolean {
  if (item.given?.reasonDue) return true
  const proposal = item.answer?.proposedCenti
  const centi = centiOf(item, entry)
  if (proposal === null || proposal === undefined || centi === null) return false
  return isFar(fromCenti(centi), [fromCenti(proposal)], item.indicator.points, item.reasonPercent)
}

/** Whether a reason is asked for and not written. */
export const isReasonMissing = (item: DeskItem, entry: Entry): boolean =>
  entry.reason.trim() === '' && wantsReason(item, entry)

/** Whether nothing is left to do for the item but to submit it. */
export function isDone(item: DeskItem, entry: Entry): boolean {
  if (item.sheet.status !== 'assigned') return !item.given?.reasonDue || entry.reason.trim() !== ''
  return centiOf(item, entry) !== null && !isReasonMissing(item, entry)
}
