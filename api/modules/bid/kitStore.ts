import type { Tx } from '../../platform/db.ts'
import { IS_ADMITTED } from './bidStore.ts'

/** Where a supplier may put an entry, and the newest one that is there. */
export interface OwnPlace {
  readonly lot: string
  readonly supplier: string
  /** Fen per kg. */
  readonly ceilingFen: bigint
  readonly seq: number | null
  readonly leaf: Uint8Array | null
}

/** A supplier's declarations that take part in a round, by lot code. */
export const ownPlaces = (tx: Tx, roundId: string, supplierId: string | null) =>
  tx.rows<OwnPlace>(
    `SELECT l.code AS lot, s.code AS supplier, l.ceiling_fen AS "ceilingFen", last.seq, last.leaf
     FROM price_round r JOIN declaration d ON d.tender_id = r.tender_id AND d.supplier_id = $2 AND d.status = 'submitted'
     JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id
     LEFT JOIN LATERAL (SELECT b.seq, b.leaf FROM sealed_bid b
       WHERE b.round_id = r.id AND b.declaration_id = d.id ORDER BY b.seq DESC LIMIT 1) last ON true
     WHERE r.id = $1 AND ${IS_ADMITTED} ORDER BY l.code COLLATE "C"`,
    [roundId, supplierId],
  )
