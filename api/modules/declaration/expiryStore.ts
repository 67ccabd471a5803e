import type { Tx } from '../../platform/db.ts'

/** Which papers are looked for. */
export interface ExpiryFilter {
  readonly tenderId: string
  /** YYYY-MM-DD: papers whose last day lies before it. */
  readonly before: string
  /** A word of the supplier's code or name. */
  readonly q: string | null
  readonly lotCode: string | null
  readonly indicatorCode: string | null
}

/** A paper that proves an answer of somebody who has declared, and ends too early. */
export interface ExpiringRow {
  readonly id: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly lotCodes: readonly string[]
  readonly fileId: string
  readonly fileName: string
  readonly fileType: string
  readonly fileBytes: number
  readonly filePages: number | null
  readonly note: string | null
  /** YYYY-MM-DD */
  readonly validUntil: string
}

/** Papers of submitted declarations: one of a company stands behind all its lots, one of a variety behind that variety's. */
const PAPERS = `FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id JOIN stored_blob b ON b.sha256 = f.sha256
  JOIN supplier s ON s.id = e.supplier_id
  CROSS JOIN LATERAL (SELECT array_agg(l.code ORDER BY l.code COLLATE "C") AS codes
    FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec sp ON sp.id = l.spec_id JOIN variety v ON v.id = sp.variety_id
    WHERE d.tender_id = e.tender_id AND d.supplier_id = e.supplier_id AND d.status = 'submitted'
      AND e.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)) lots
  WHERE e.tender_id = $1 AND e.valid_until < $2::date AND lots.codes IS NOT NULL
    AND ($3::text IS NULL OR strpos(lower(s.code), lower($3)) > 0 OR strpos(lower(s.name), lower($3)) > 0)
    AND ($4::text IS NULL OR $4 = ANY(lots.codes)) AND ($5::text IS NULL OR e.indicator_code = $5)`

const paramsOf = ({ tenderId, before, q, lotCode, indicatorCode }: ExpiryFilter) => [
  tenderId,
  before,
  q,
  lotCode,
  indicatorCode,
]

/** The papers, the earliest end first. */
export const loadExpiring = (tx: Tx, filter: ExpiryFilter, page: { skip: number; take: number }) =>
  tx.rows<ExpiringRow>(
    `SELECT e.id, s.code AS "supplierCode", s.name AS "supplierName", e.indicator_code AS "indicatorCode",
       e.subject_key AS "subjectKey", lots.codes AS "lotCodes", e.file_id AS "fileId", f.name AS "fileName",
       b.type AS "fileType", b.bytes AS "fileBytes", b.pages AS "filePages", e.note,
       e.valid_until::text AS "validUntil"
     ${PAPERS} ORDER BY e.valid_until, s.code COLLATE "C", e.indicator_code COLLATE "C", e.subject_key COLLATE "C", e.id
     OFFSET $6 LIMIT $7`,
    [...paramsOf(filter), page.skip, page.take],
  )

/** How many papers of one supplier. */
export interface ExpiryCount {
  readonly supplierCode: string
  readonly supplierName: string
  readonly expired: number
  readonly endsEarly: number
}

/** The same by supplier, those with the most first. @param today a paper whose last day lies before it has expired */
export const countExpiring = (tx: Tx, filter: ExpiryFilter, today: string) =>
  tx.rows<ExpiryCount>(
    `SELECT s.code AS "supplierCode", s.name AS "supplierName", count(*) FILTER (WHERE e.valid_until < $6::date)::int AS expired,
       count(*) FILTER (WHERE e.valid_until >= $6::date)::int AS "endsEarly"
     ${PAPERS} GROUP BY s.code, s.name ORDER BY count(*) DESC, s.code COLLATE "C"`,
    [...paramsOf(filter), today],
  )

/** When the stages of a tender are planned to close. */
export const loadClosings = (tx: Tx, tenderId: string) =>
  tx.rows<{ stage: string; closesAt: Date | null }>(
    'SELECT stage, closes_at AS "closesAt" FROM tender_stage WHERE tender_id = $1',
    [tenderId],
  )
