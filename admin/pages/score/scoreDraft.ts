import type { Indicator } from '#domain/indicators.ts'
import type { Answer, ScoreInput } from '../../contract/index.ts'

/** One indicator of a sheet with the answer it judges. */
export interface ScoreItem {
  readonly indicator: Indicator
  readonly answer: Answer | undefined
}

/** Points and reason as typed. */
export interface TypedScore {
  readonly points: string
  readonly reason: string
}

export const EMPTY_SCORE: TypedScore = { points: '', reason: '' }

/** Hundredths of a point from text such as 7.5; null for anything else or above the maximum. */
export function parsePoints(text: string, maximum: number): number | null {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!found) return null
  const centi = Number(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`)
  return centi <= maximum * 100 ? centi : null
}

/** Text of hundredths of a point. */
export function pointsText(centi: number | null | undefined): string {
  return centi === null || centi === undefined ? '' : String(centi / 100)
}

/** Whether points lie so far from the machine's proposal that a reason must be written (1-domain §3.2). */
export function needsReason({ indicator, answer }: ScoreItem, centi: number, reasonPercent: number): boolean {
  const proposal = answer?.proposedCenti
  if (proposal === null || proposal === undefined) return false
  return Math.abs(centi - proposal) > indicator.points * reasonPercent
}

/** The score to send; null while it is incomplete or wrong. */
export function toScore(item: ScoreItem, typed: TypedScore, reasonPercent: number): ScoreInput | null {
  const pointsCenti = parsePoints(typed.points, item.indicator.points)
  if (pointsCenti === null) return null
  const reason = typed.reason.trim()
  if (needsReason(item, pointsCenti, reasonPercent) && reason === '') return null
  return { indicatorCode: item.indicator.code, pointsCenti, reason: reason || null }
}
