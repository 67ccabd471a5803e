import type { ReviewPhase } from '#domain/reviewPlan.ts'
import type { Tx } from '../../platform/db.ts'

/** One of the two reviews of a tender. */
export interface RoundRow {
  readonly phase: ReviewPhase
  readonly closedAt: Date | null
  /** Until when suppliers may contest their scores; set when the first review is announced. */
  readonly clarifyUntil: Date | null
}

/** A review; null before it was opened. */
export const findRound = (tx: Tx, tenderId: string, phase: ReviewPhase) =>
  tx.row<RoundRow>(
    `SELECT phase, closed_at AS "closedAt", clarify_until AS "clarifyUntil" FROM review_round WHERE tender_id = $1 AND phase = $2`,
    [tenderId, phase],
  )

export const openRound = (tx: Tx, tenderId: string, phase: ReviewPhase) =>
  tx.run('INSERT INTO review_round (tender_id, phase, opened_at) VALUES ($1, $2, tender_now($1))', [tenderId, phase])

/** Closes a review, once; `clarifyUntil` when its scores are announced to the suppliers. */
export const closeRound = (tx: Tx, tenderId: string, phase: ReviewPhase, clarifyUntil: Date | null) =>
  tx.run(
    `UPDATE review_round SET closed_at = tender_now($1), clarify_until = $3
     WHERE tender_id = $1 AND phase = $2 AND closed_at IS NULL`,
    [tenderId, phase, clarifyUntil],
  )

/** The reviews of a tender so far. */
export const loadRounds = (tx: Tx, tenderId: string) =>
  tx.rows<RoundRow>(
    `SELECT phase, closed_at AS "closedAt", clarify_until AS "clarifyUntil" FROM review_round WHERE tender_id = $1 ORDER BY phase`,
    [tenderId],
  )

/** When the actor was last reminded; null if never. */
export async function findReminder(tx: Tx, tenderId: string): Promise<Date | null> {
  const row = await tx.row<{ at: Date | null }>('SELECT max(sent_at) AS at FROM review_reminder WHERE tender_id = $1', [
    tenderId,
  ])
  return row?.at ?? null
}
