import type { Tx } from '../../platform/db.ts'

interface AdoptedRun {
  readonly id: string
  readonly number: number
  readonly inputHash: string
  readonly outputHash: string
  readonly agreedKg: bigint
}

/** @throws Error before the adoption */
export async function loadAdopted(tx: Tx, tenderId: string): Promise<AdoptedRun> {
  const run = await tx.row<AdoptedRun>(
    `SELECT id, number, input_hash AS "inputHash", output_hash AS "outputHash", agreed_kg AS "agreedKg"
     FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL`,
    [tenderId],
  )
  if (!run) throw new Error('no allocation is adopted')
  return run
}

/** The lots of a run by code. */
export const loadLots = (tx: Tx, runId: string) =>
  tx.rows<{ id: string; lot: string }>(
    `SELECT l.id, l.code AS lot FROM allocation_lot_result r JOIN lot l ON l.id = r.lot_id WHERE r.run_id = $1
     ORDER BY l.code COLLATE "C"`,
    [runId],
  )

export const loadWinners = (tx: Tx, lotId: string) =>
  tx.rows<{ supplier: string; rank: number; capacityKg: number }>(
    `SELECT s.code AS supplier, a.rank, d.capacity_kg AS "capacityKg"
     FROM award a JOIN declaration d ON d.id = a.declaration_id JOIN supplier s ON s.id = d.supplier_id
     WHERE a.lot_id = $1 AND a.status = 'final' ORDER BY a.rank`,
    [lotId],
  )

/** City defaults among the winners. */
export const loadDefaults = (tx: Tx, lotId: string) =>
  tx.rows<{ city: string; supplier: string }>(
    `SELECT c.code AS city, s.code AS supplier FROM city_default x JOIN city c ON c.id = x.city_id
     JOIN award a ON a.lot_id = x.lot_id AND a.declaration_id = x.declaration_id AND a.status = 'final'
     JOIN declaration d ON d.id = x.declaration_id JOIN supplier s ON s.id = d.supplier_id
     WHERE x.lot_id = $1 ORDER BY c.code COLLATE "C"`,
    [lotId],
  )

/** Hospitals with demand and whom of the winners they picked, in their order; kilograms. */
export const loadLines = (tx: Tx, lotId: string) =>
  tx.rows<{ hospital: string; city: string; demandKg: number; picks: readonly string[] }>(
    `SELECT h.code AS hospital, c.code AS city, l.quantity_kg AS "demandKg",
       ARRAY(SELECT s.code FROM UNNEST(x.picks) WITH ORDINALITY AS p(id, ordinal)
         JOIN award a ON a.lot_id = l.lot_id AND a.declaration_id = p.id AND a.status = 'final'
         JOIN declaration d ON d.id = p.id JOIN supplier s ON s.id = d.supplier_id ORDER BY p.ordinal) AS picks
     FROM demand_line l JOIN hospital h ON h.id = l.hospital_id JOIN city c ON c.id = h.city_id
     LEFT JOIN supplier_choice x ON x.lot_id = l.lot_id AND x.hospital_id = l.hospital_id
     WHERE l.lot_id = $1 AND l.quantity_kg > 0 ORDER BY h.code COLLATE "C"`,
    [lotId],
  )

interface CellRow {
  readonly hospital: string
  readonly supplier: string
  readonly baseKg: number
  readonly adjustmentKg: number
  readonly reasons: readonly string[]
}

/** The cells of a lot, by hospital and supplier. */
export const loadCells = (tx: Tx, runId: string, lotId: string) =>
  tx.rows<CellRow>(
    `SELECT h.code AS hospital, s.code AS supplier, x.base_kg AS "baseKg", x.adjustment_kg AS "adjustmentKg", x.reasons
     FROM allocation_cell x JOIN hospital h ON h.id = x.hospital_id JOIN declaration d ON d.id = x.declaration_id
     JOIN supplier s ON s.id = d.supplier_id WHERE x.run_id = $1 AND x.lot_id = $2
     ORDER BY h.code COLLATE "C", s.code COLLATE "C"`,
    [runId, lotId],
  )
