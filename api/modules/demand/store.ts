import type { CeilingProposal, HospitalPrice } from '#domain/ceiling.ts'
import type { DemandRow } from '#domain/demand.ts'
import type { Tx } from '../../platform/db.ts'

/** What decides whether a hospital may still change its report. */
export interface DemandFrame {
  readonly frozen: boolean
  /** The hospital's province takes part. */
  readonly isMember: boolean
  /** Planned end of reporting; null when none is planned. */
  readonly closesAt: Date | null
}

export async function loadFrame(tx: Tx, tenderId: string, hospitalId: string | null): Promise<DemandFrame> {
  const row = await tx.row<DemandFrame>(
    `SELECT EXISTS (SELECT 1 FROM demand_snapshot WHERE tender_id = $1) AS frozen,
       EXISTS (SELECT 1 FROM hospital h JOIN city c ON c.id = h.city_id
               JOIN tender_member m ON m.province_id = c.province_id WHERE h.id = $2 AND m.tender_id = $1) AS "isMember",
       (SELECT closes_at FROM tender_stage WHERE tender_id = $1 AND stage = 'demand') AS "closesAt"`,
    [tenderId, hospitalId],
  )
  return row ?? { frozen: false, isMember: false, closesAt: null }
}

export interface LotCode {
  readonly id: string
  readonly code: string
}

export const loadLots = (tx: Tx, tenderId: string) =>
  tx.rows<LotCode>('SELECT id, code FROM lot WHERE tender_id = $1', [tenderId])

export interface ReportRow {
  readonly id: string
  readonly status: string
  readonly submittedAt: Date | null
}

/** The hospital's report, locked against itself: its two browsers and its bureaus take turns. Made when it is missing. */
export async function lockReport(tx: Tx, tenderId: string, hospitalId: string): Promise<ReportRow> {
  const row = await tx.row<ReportRow>(
    `INSERT INTO demand_report (tender_id, hospital_id, status) VALUES ($1, $2, 'draft')
     ON CONFLICT (tender_id, hospital_id) DO UPDATE SET status = demand_report.status
     RETURNING id, status, submitted_at AS "submittedAt"`,
    [tenderId, hospitalId],
  )
  if (!row) throw new Error('a report was neither found nor made')
  return row
}

/** A line to store; the lot by its id in this database. */
export interface LineToSave {
  readonly lotId: string
  readonly quantityKg: number
  readonly lastYearKg: number
  readonly lastPriceFen: bigint
  readonly reason: string | null
  readonly outlier: boolean
}

/**
 * Makes `lines` the hospital's whole report, in one statement: lots left out are deleted, the others written over. MERGE
 * could say the same, but WHEN NOT MATCHED BY SOURCE reads the whole table.
 * @returns how many lines were written or deleted
 */
export const replaceLines = (tx: Tx, tenderId: string, hospitalId: string, lines: readonly LineToSave[]) =>
  tx
    .row<{ changes: number }>(
      `WITH gone AS (
         DELETE FROM demand_line WHERE tender_id = $1 AND hospital_id = $2 AND NOT lot_id = ANY($3::uuid[]) RETURNING 1),
       saved AS (
         INSERT INTO demand_line (tender_id, hospital_id, lot_id, quantity_kg, last_year_kg, last_price_fen, reason, outlier)
         SELECT $1, $2, * FROM UNNEST($3::uuid[], $4::int[], $5::int[], $6::bigint[], $7::text[], $8::bool[])
         ON CONFLICT (lot_id, hospital_id) DO UPDATE SET quantity_kg = EXCLUDED.quantity_kg,
           last_year_kg = EXCLUDED.last_year_kg, last_price_fen = EXCLUDED.last_price_fen, reason = EXCLUDED.reason,
           outlier = EXCLUDED.outlier
         RETURNING 1)
       SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM saved))::int AS changes`,
      [
        tenderId,
        hospitalId,
        lines.map(line => line.lotId),
        lines.map(line => line.quantityKg),
        lines.map(line => line.lastYearKg),
        lines.map(line => line.lastPriceFen),
        lines.map(line => line.reason),
        lines.map(line => line.outlier),
      ],
    )
    .then(row => row?.changes ?? 0)

export const setDraft = (tx: Tx, reportId: string) =>
  tx.run(`UPDATE demand_report SET status = 'draft' WHERE id = $1 AND status = 'returned'`, [reportId])

export async function hasLines(tx: Tx, tenderId: string, hospitalId: string): Promise<boolean> {
  const row = await tx.row('SELECT 1 FROM demand_line WHERE tender_id = $1 AND hospital_id = $2 LIMIT 1', [
    tenderId,
    hospitalId,
  ])
  return row !== null
}

export const setSubmitted = (tx: Tx, tenderId: string, reportId: string) =>
  tx.run(`UPDATE demand_report SET status = 'submitted', submitted_at = tender_now($1), remark = NULL WHERE id = $2`, [
    tenderId,
    reportId,
  ])

/** The area of a bureau: one of the two is set. */
export interface Area {
  readonly cityId: string | null
  readonly provinceId: string | null
}

export interface AreaReport {
  readonly hospitalId: string
  readonly hospitalCode: string
  readonly status: string
}

/** The reports of an area, locked in the order of hospital codes, so that two reviews never wait for each other in a ring. */
export const lockReportsOf = (tx: Tx, tenderId: string, area: Area) =>
  tx.rows<AreaReport>(
    `SELECT r.hospital_id AS "hospitalId", h.code AS "hospitalCode", r.status
     FROM demand_report r JOIN hospital h ON h.id = r.hospital_id JOIN city c ON c.id = h.city_id
     WHERE r.tender_id = $1 AND ($2::uuid IS NULL OR h.city_id = $2) AND ($3::uuid IS NULL OR c.province_id = $3)
     ORDER BY h.code COLLATE "C" FOR UPDATE OF r`,
    [tenderId, area.cityId, area.provinceId],
  )

export const setReviewed = (
  tx: Tx,
  tenderId: string,
  hospitalIds: readonly string[],
  status: string,
  remark: string | null,
) =>
  tx.run('UPDATE demand_report SET status = $3, remark = $4 WHERE tender_id = $1 AND hospital_id = ANY($2::uuid[])', [
    tenderId,
    hospitalIds,
    status,
    remark,
  ])

/** How many reports of a tender are not through, and the first few by hospital code. */
export async function findUnapproved(tx: Tx, tenderId: string): Promise<{ count: number; codes: readonly string[] }> {
  const row = await tx.row<{ count: number; codes: string[] | null }>(
    `SELECT count(*)::int AS count, (array_agg(h.code ORDER BY h.code COLLATE "C"))[1:5] AS codes
     FROM demand_report r JOIN hospital h ON h.id = r.hospital_id
     WHERE r.tender_id = $1 AND r.status <> 'provinceApproved'`,
    [tenderId],
  )
  return { count: row?.count ?? 0, codes: row?.codes ?? [] }
}

/** The lines of one lot with its code, for the snapshot. */
export const loadLotLines = (tx: Tx, lot: LotCode) =>
  tx.rows<DemandRow>(
    `SELECT $2::text AS lot, h.code AS hospital, d.quantity_kg AS "quantityKg", d.last_year_kg AS "lastYearKg",
       d.last_price_fen AS "lastPriceFen"
     FROM demand_line d JOIN hospital h ON h.id = d.hospital_id WHERE d.lot_id = $1`,
    [lot.id, lot.code],
  )

export const insertSnapshot = (
  tx: Tx,
  tenderId: string,
  snapshot: { hash: string; lineCount: number; totalKg: bigint },
) =>
  tx.run(
    `INSERT INTO demand_snapshot (tender_id, hash, line_count, total_kg, frozen_at) VALUES ($1, $2, $3, $4, tender_now($1))`,
    [tenderId, snapshot.hash, snapshot.lineCount, snapshot.totalKg],
  )

/** What hospitals bought last year, added up by lot and price: some thousands of rows where there are 254,100 lines. */
export async function loadPrices(
  tx: Tx,
  tenderId: string,
  lotIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HospitalPrice[]>> {
  const rows = await tx.rows<{ lotId: string; priceFen: bigint; kg: bigint; hospitals: number }>(
    `SELECT lot_id AS "lotId", last_price_fen AS "priceFen", sum(last_year_kg)::bigint AS kg, count(*)::int AS hospitals
     FROM demand_line WHERE tender_id = $1 AND lot_id = ANY($2::uuid[]) AND last_year_kg > 0 AND last_price_fen > 0
     GROUP BY lot_id, last_price_fen`,
    [tenderId, lotIds],
  )
  const prices = new Map<string, HospitalPrice[]>()
  for (const { lotId, kg, priceFen, hospitals } of rows) {
    const of = prices.get(lotId) ?? []
    of.push({ quantityKg: Number(kg), priceFen, hospitals })
    prices.set(lotId, of)
  }
  return prices
}

/** Stores ceilings with what they were made of; money and kilograms as decimal text, as everywhere in JSON. */
export const saveCeilings = (tx: Tx, ceilings: readonly { lotId: string; proposal: CeilingProposal }[]) =>
  tx.run(
    `UPDATE lot SET ceiling_fen = c.fen, ceiling_basis = c.basis::jsonb
     FROM UNNEST($1::uuid[], $2::bigint[], $3::text[]) AS c(id, fen, basis) WHERE lot.id = c.id`,
    [
      ceilings.map(c => c.lotId),
      ceilings.map(c => c.proposal.ceilingFen),
      ceilings.map(c =>
        JSON.stringify(c.proposal, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      ),
    ],
  )

export interface ReportTotal {
  readonly id: string
  readonly lineCount: number
  readonly totalKg: bigint
}

/** Lines and kilograms of reports. */
export const loadTotals = (tx: Tx, reportIds: readonly string[]) =>
  tx.rows<ReportTotal>(
    `SELECT r.id, count(*)::int AS "lineCount", sum(d.quantity_kg)::bigint AS "totalKg"
     FROM demand_report r JOIN demand_line d ON d.hospital_id = r.hospital_id AND d.tender_id = r.tender_id
     WHERE r.id = ANY($1::uuid[]) GROUP BY r.id`,
    [reportIds],
  )

/** For whom a form is made. */
export interface FormHead {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly hospitalCode: string
  readonly hospitalName: string
}

/** Null when the hospital's province takes no part in the tender. */
export const findFormHead = (tx: Tx, tenderId: string, hospitalId: string) =>
  tx.row<FormHead>(
    `SELECT t.code AS "tenderCode", t.title AS "tenderTitle", h.code AS "hospitalCode", h.name AS "hospitalName"
     FROM hospital h JOIN city c ON c.id = h.city_id JOIN tender_member m ON m.province_id = c.province_id
     JOIN tender t ON t.id = m.tender_id WHERE t.id = $1 AND h.id = $2`,
    [tenderId, hospitalId],
  )

export interface FormLot extends LotCode {
  readonly variety: string
  readonly grade: string
  readonly quantityKg: number | null
  readonly lastYearKg: number | null
  readonly lastPriceFen: bigint | null
  readonly reason: string | null
}

export const loadFormLots = (tx: Tx, tenderId: string, hospitalId: string) =>
  tx.rows<FormLot>(
    `SELECT l.id, l.code, v.name AS variety, s.grade, d.quantity_kg AS "quantityKg", d.last_year_kg AS "lastYearKg",
       d.last_price_fen AS "lastPriceFen", d.reason
     FROM lot l JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     LEFT JOIN demand_line d ON d.lot_id = l.id AND d.hospital_id = $2
     WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C"`,
    [tenderId, hospitalId],
  )
