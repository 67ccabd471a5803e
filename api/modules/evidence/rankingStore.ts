import type { LowPriceOutcome } from '#domain/lowPrice.ts'
import type { Tx } from '../../platform/db.ts'

export interface PlaceRow {
  readonly lot: string
  readonly phase: string
  readonly supplier: string
  readonly rank: number
  readonly selected: boolean
  readonly qualityCenti: number
  readonly priceFen: bigint
  readonly priceScoreCenti: number
  readonly compositeCenti: number
  readonly explanation: { readonly decidedBy: string; readonly reasons: readonly string[] }
}

/** All places of both rankings, best first. */
export const loadPlaces = (tx: Tx, tenderId: string) =>
  tx.rows<PlaceRow>(
    `SELECT l.code AS lot, e.phase, s.code AS supplier, e.rank, e.selected, e.quality_centi AS "qualityCenti",
       e.price_fen AS "priceFen", e.price_score_centi AS "priceScoreCenti", e.composite_centi AS "compositeCenti", e.explanation
     FROM ranking_entry e JOIN lot l ON l.id = e.lot_id JOIN declaration d ON d.id = e.declaration_id
     JOIN supplier s ON s.id = d.supplier_id WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C", e.phase, e.rank`,
    [tenderId],
  )

export interface WinnerRow {
  readonly lot: string
  readonly supplier: string
  readonly priceFen: bigint
}

/** Final winners, best first. */
export const loadWinners = (tx: Tx, tenderId: string) =>
  tx.rows<WinnerRow>(
    `SELECT l.code AS lot, s.code AS supplier, a.price_fen AS "priceFen"
     FROM award a JOIN lot l ON l.id = a.lot_id JOIN declaration d ON d.id = a.declaration_id
     JOIN supplier s ON s.id = d.supplier_id WHERE l.tender_id = $1 AND a.status = 'final'
     ORDER BY l.code COLLATE "C", a.rank`,
    [tenderId],
  )

/** What came of the samples, by lot and supplier. */
export const loadSamples = (tx: Tx, tenderId: string) =>
  tx.rows<{ lot: string; supplier: string; removed: boolean; scoreCenti: number | null }>(
    `SELECT l.code AS lot, s.code AS supplier, p.removed, p.score_centi AS "scoreCenti" FROM sample p JOIN declaration d ON d.id = p.declaration_id
     JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id
     WHERE d.tender_id = $1 AND p.result <> 'pending' ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [tenderId],
  )

/** Decided low prices, by lot and supplier. */
export const loadLowPrices = (tx: Tx, tenderId: string) =>
  tx.rows<{ lot: string; supplier: string; outcome: LowPriceOutcome }>(
    `SELECT l.code AS lot, s.code AS supplier, c.outcome FROM low_price_case c JOIN declaration d ON d.id = c.declaration_id
     JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id
     WHERE d.tender_id = $1 AND c.outcome IS NOT NULL ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [tenderId],
  )

/** Lots and their ceilings in fen per kg, by code. */
export const loadCeilings = (tx: Tx, tenderId: string) =>
  tx.rows<{ lot: string; ceilingFen: bigint }>(
    'SELECT code AS lot, ceiling_fen AS "ceilingFen" FROM lot WHERE tender_id = $1 ORDER BY code COLLATE "C"',
    [tenderId],
  )
