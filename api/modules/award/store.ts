import type { RankingReason } from '#domain/ranking.ts'
import type { Tx } from '../../platform/db.ts'

/** shortlist: 入围 · award: 中选. */
export type Phase = 'shortlist' | 'award'

export interface LotRow {
  readonly id: string
  readonly tenderId: string
  readonly code: string
  readonly ceilingFen: bigint | null
}

/** Some lots, by code. */
export const loadLots = (tx: Tx, lotIds: readonly string[]) =>
  tx.rows<LotRow>(
    'SELECT id, tender_id AS "tenderId", code, ceiling_fen AS "ceilingFen" FROM lot WHERE id = ANY($1) ORDER BY code COLLATE "C"',
    [lotIds],
  )

/** The tender's lots by code. */
export const loadLotIds = (tx: Tx, tenderId: string) =>
  tx.rows<{ id: string }>('SELECT id FROM lot WHERE tender_id = $1 ORDER BY code COLLATE "C"', [tenderId])

/** Hash of the frozen scores; null before they are frozen. */
export const findFreeze = (tx: Tx, tenderId: string) =>
  tx.row<{ hash: string }>('SELECT hash FROM score_freeze WHERE tender_id = $1', [tenderId])

/** Whether the bids of a price round have been opened. */
export async function isRoundOpened(tx: Tx, tenderId: string, round: number): Promise<boolean> {
  const sql = `SELECT 1 AS found FROM price_round WHERE tender_id = $1 AND number = $2 AND status = 'opened'`
  return (await tx.row(sql, [tenderId, round])) !== null
}

export async function countPendingSamples(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT CASE WHEN EXISTS (SELECT 1 FROM sample_review WHERE tender_id = $1 AND closed_at IS NOT NULL) THEN 0
       ELSE greatest(1, (SELECT count(*) FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE d.tender_id = $1)) END::int AS count`,
    [tenderId],
  )
  return row?.count ?? 0
}

/** A declaration that stands in a ranking. */
export interface EntrantRow {
  readonly lotId: string
  readonly declarationId: string
  readonly supplier: string
  readonly qualityCenti: number
  /** null before the samples are judged, or where they get no score. */
  readonly sampleCenti: number | null
  readonly priceFen: bigint
  /** Left out before the award. */
  readonly lowPriceRejected?: boolean
}

/** Some lots' valid declarers: a quality total and a bid of round 1 that was opened. */
export const loadDeclarers = (tx: Tx, lotIds: readonly string[]) =>
  tx.rows<EntrantRow>(
    `SELECT d.lot_id AS "lotId", d.id AS "declarationId", s.code AS supplier, t.quality_centi AS "qualityCenti", b.price_fen AS "priceFen"
     FROM declaration d
     JOIN supplier s ON s.id = d.supplier_id
     JOIN declaration_total t ON t.declaration_id = d.id
     JOIN price_round r ON r.tender_id = d.tender_id AND r.number = 1
     JOIN opened_bid b ON b.round_id = r.id AND b.declaration_id = d.id AND b.verdict = 'opened'
     WHERE d.lot_id = ANY($1) AND d.status = 'submitted'`,
    [lotIds],
  )

/**
 * Some lots' shortlisted that are still in, at their last valid price: who did not bid again, or whose envelope of round
 * 2 was void and so counts as withdrawn, stands by its quote of round 1.
 * @param needsSample only those whose sample did not take them out
 */
export const loadFinalists = (tx: Tx, lotIds: readonly string[], needsSample: boolean) =>
  tx.rows<EntrantRow>(
    `SELECT e.lot_id AS "lotId", d.id AS "declarationId", s.code AS supplier, e.quality_centi AS "qualityCenti", p.score_centi AS "sampleCenti", coalesce(b.price_fen, e.price_fen) AS "priceFen",
       c.outcome IS NOT DISTINCT FROM 'rejected' AS "lowPriceRejected"
     FROM ranking_entry e
     JOIN declaration d ON d.id = e.declaration_id
     JOIN supplier s ON s.id = d.supplier_id
     LEFT JOIN sample p ON p.declaration_id = d.id
     LEFT JOIN low_price_case c ON c.declaration_id = d.id
     LEFT JOIN price_round r ON r.tender_id = d.tender_id AND r.number = 2
     LEFT JOIN opened_bid b ON b.round_id = r.id AND b.declaration_id = d.id AND b.verdict = 'opened'
     WHERE e.lot_id = ANY($1) AND e.phase = 'shortlist' AND e.selected AND (NOT $2 OR (p.result <> 'pending' AND NOT p.removed))`,
    [lotIds, needsSample],
  )

/** What is kept of a place beside its figures, so that a page can explain it. */
export interface Explanation {
  readonly reasons: readonly RankingReason[]
  readonly decidedBy: string
  readonly tiedWith: readonly string[]
  readonly lowPrice: boolean
  readonly fallback: boolean
  readonly entered: number
  readonly places: number
}

export interface PlaceRow {
  readonly lotId: string
  readonly declarationId: string
  readonly rank: number
  readonly selected: boolean
  readonly qualityCenti: number
  readonly priceFen: bigint
  readonly priceScoreCenti: number
  readonly compositeCenti: number
  readonly explanation: Explanation
}

/** Whose place it is and where; null if the declaration has none in the phase. */
export const findPlace = (tx: Tx, declarationId: string, phase: Phase) =>
  tx.row<{ tenderId: string; lotId: string; supplierId: string; supplierCode: string }>(
    `SELECT d.tender_id AS "tenderId", e.lot_id AS "lotId", s.id AS "supplierId", s.code AS "supplierCode"
     FROM ranking_entry e JOIN declaration d ON d.id = e.declaration_id JOIN supplier s ON s.id = d.supplier_id
     WHERE e.declaration_id = $1 AND e.phase = $2`,
    [declarationId, phase],
  )

/** Puts the rankings of some lots in the place of earlier ones. */
export async function replaceRankings(
  tx: Tx,
  phase: Phase,
  lotIds: readonly string[],
  places: readonly PlaceRow[],
): Promise<void> {
  await tx.run('DELETE FROM ranking_entry WHERE lot_id = ANY($1) AND phase = $2', [lotIds, phase])
  await tx.run(
    `INSERT INTO ranking_entry (phase, lot_id, declaration_id, rank, selected, quality_centi, price_fen, price_score_centi, composite_centi, explanation)
     SELECT $1, * FROM UNNEST($2::uuid[], $3::uuid[], $4::int[], $5::boolean[], $6::int[], $7::bigint[], $8::int[], $9::int[], $10::jsonb[])`,
    [
      phase,
      places.map(p => p.lotId),
      places.map(p => p.declarationId),
      places.map(p => p.rank),
      places.map(p => p.selected),
      places.map(p => p.qualityCenti),
      places.map(p => p.priceFen),
      places.map(p => p.priceScoreCenti),
      places.map(p => p.compositeCenti),
      places.map(p => JSON.stringify(p.explanation)),
    ],
  )
}

/** A proposed winner; its place is counted among the winners of the lot. */
export interface WinnerRow {
  readonly lotId: string
  readonly declarationId: string
  readonly priceFen: bigint
  readonly place: number
}

/** Puts some lots' proposed winners in the place of earlier ones. */
export async function replaceProposed(tx: Tx, lotIds: readonly string[], winners: readonly WinnerRow[]): Promise<void> {
  await tx.run(`DELETE FROM award WHERE lot_id = ANY($1) AND status = 'proposed'`, [lotIds])
  await tx.run(
    `INSERT INTO award (lot_id, declaration_id, price_fen, rank, status)
     SELECT *, 'proposed' FROM UNNEST($1::uuid[], $2::uuid[], $3::bigint[], $4::int[])`,
    [
      winners.map(w => w.lotId),
      winners.map(w => w.declarationId),
      winners.map(w => w.priceFen),
      winners.map(w => w.place),
    ],
  )
}

/** How many entries a phase has and how many are selected. */
export async function countPlaces(
  tx: Tx,
  tenderId: string,
  phase: Phase,
): Promise<{ entered: number; selected: number }> {
  const row = await tx.row<{ entered: number; selected: number }>(
    `SELECT count(*)::int AS entered, count(*) FILTER (WHERE e.selected)::int AS selected
     FROM ranking_entry e JOIN lot l ON l.id = e.lot_id WHERE l.tender_id = $1 AND e.phase = $2`,
    [tenderId, phase],
  )
  return row ?? { entered: 0, selected: 0 }
}

/** Makes the proposed winners final; how many there were. */
export const finalise = (tx: Tx, tenderId: string) =>
  tx.run(
    `UPDATE award a SET status = 'final' FROM lot l WHERE l.id = a.lot_id AND l.tender_id = $1 AND a.status = 'proposed'`,
    [tenderId],
  )

/** A lot with a stored ranking. */
export interface RankedLotRow {
  readonly id: string
  readonly code: string
  readonly variety: string
  readonly grade: string
}

/** Lots of a tender that have a ranking, by code. @param supplierId only those in which this supplier has a place */
export const loadRankedLots = (
  tx: Tx,
  of: { tenderId: string; phase: Phase; lotId?: string; supplierId: string | null },
) =>
  tx.rows<RankedLotRow>(
    `SELECT l.id, l.code, v.name AS variety, sp.grade FROM lot l JOIN spec sp ON sp.id = l.spec_id JOIN variety v ON v.id = sp.variety_id
     WHERE l.tender_id = $1 AND ($2::uuid IS NULL OR l.id = $2) AND EXISTS (
       SELECT FROM ranking_entry e JOIN declaration d ON d.id = e.declaration_id
       WHERE e.lot_id = l.id AND e.phase = $3 AND ($4::uuid IS NULL OR d.supplier_id = $4))
     ORDER BY l.code COLLATE "C"`,
    [of.tenderId, of.lotId ?? null, of.phase, of.supplierId],
  )

/** Who stands in a lot's stored ranking. */
export const loadRankedNames = (tx: Tx, lotId: string, phase: Phase) =>
  tx.rows<{ supplier: string; supplierId: string; name: string }>(
    `SELECT s.code AS supplier, s.id AS "supplierId", s.name FROM ranking_entry e
     JOIN declaration d ON d.id = e.declaration_id JOIN supplier s ON s.id = d.supplier_id WHERE e.lot_id = $1 AND e.phase = $2`,
    [lotId, phase],
  )
