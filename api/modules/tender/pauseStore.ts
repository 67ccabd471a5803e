import { checkNotPaused, type Pause, pauseOf } from '#domain/objection.ts'
import type { Violation } from '#domain/violation.ts'
import type { Tx } from '../../platform/db.ts'

interface CauseRow {
  readonly tenderId: string
  readonly kind: 'objection' | 'suspension'
  readonly at: Date
}

/** What holds campaigns up now, by tender: the transaction must see everybody's objections. */
export async function loadPauses(tx: Tx, tenderIds: readonly string[]): Promise<ReadonlyMap<string, Pause>> {
  const rows = await tx.rows<CauseRow>(
    `SELECT n.tender_id AS "tenderId", 'objection' AS kind, o.raised_at AS at FROM objection o JOIN notice n ON n.id = o.notice_id
       WHERE n.tender_id = ANY($1::uuid[]) AND o.outcome IS NULL
     UNION ALL SELECT c.tender_id, 'suspension', c.suspended_at FROM complaint c
       WHERE c.tender_id = ANY($1::uuid[]) AND c.suspended_at IS NOT NULL AND c.resumed_at IS NULL`,
    [tenderIds],
  )
  const pauses = new Map<string, Pause>()
  for (const tenderId of new Set(rows.map(row => row.tenderId))) {
    const own = rows.filter(row => row.tenderId === tenderId)
    const pause = pauseOf({
      objections: own.filter(row => row.kind === 'objection').map(row => ({ raisedAt: row.at })),
      suspensions: own.filter(row => row.kind === 'suspension').map(row => ({ suspendedAt: row.at })),
    })
    if (pause) pauses.set(tenderId, pause)
  }
  return pauses
}

/** Why nothing of the campaign may go on now (实施条例 54, 62); empty while it is not paused. */
export async function loadPauseViolations(tx: Tx, tenderId: string): Promise<Violation[]> {
  return checkNotPaused((await loadPauses(tx, [tenderId])).get(tenderId) ?? null)
}
