import type { SampleValues } from '#domain/sampleVerdict.ts'
import type { Tx } from '../../platform/db.ts'

/** The coded portions on the actor's bench: arrived, not signed; by code. */
export const loadBench = (tx: Tx, tenderId: string) =>
  tx.rows<{ blindCode: string; lotId: string; values: SampleValues; now: Date }>(
    `SELECT blind_code AS "blindCode", lot_id AS "lotId", "values", tender_now($1) AS now FROM blind_sample
     WHERE tender_id = $1 AND arrived_at IS NOT NULL AND signed_at IS NULL ORDER BY blind_code COLLATE "C"`,
    [tenderId],
  )
