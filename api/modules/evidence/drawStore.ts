import type { DrawManifest } from '#domain/draw.ts'
import type { Tx } from '../../platform/db.ts'

interface DrawnRow {
  readonly id: string
  readonly manifest: DrawManifest
  readonly poolSecret: Uint8Array
}

/** @throws Error before the draw */
export async function loadDraw(tx: Tx, tenderId: string): Promise<DrawnRow> {
  const row = await tx.row<DrawnRow>(
    `SELECT id, manifest, pool_secret AS "poolSecret" FROM draw WHERE tender_id = $1 AND status = 'drawn'`,
    [tenderId],
  )
  if (!row) throw new Error('nothing has been drawn')
  return row
}

/** What was revealed, in hex, by source. */
export const loadReveals = (tx: Tx, drawId: string) =>
  tx.rows<{ source: string; value: string }>(
    'SELECT source, value FROM entropy_contribution WHERE draw_id = $1 AND value IS NOT NULL ORDER BY source COLLATE "C"',
    [drawId],
  )

/** Experts by stratum and place. */
export const loadPlaces = (tx: Tx, drawId: string) =>
  tx.rows<{ stratum: string; expert: string }>(
    `SELECT x.stratum, e.code AS expert FROM drawn_expert x JOIN expert e ON e.id = x.expert_id
     WHERE x.draw_id = $1 ORDER BY x.stratum COLLATE "C", x.ordinal`,
    [drawId],
  )

/** The secret under the labels of a tender's pool. */
export const findPoolSecret = (tx: Tx, tenderId: string) =>
  tx.row<{ poolSecret: Uint8Array }>('SELECT pool_secret AS "poolSecret" FROM draw WHERE tender_id = $1', [tenderId])
