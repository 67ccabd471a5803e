import type { Tx } from '../../platform/db.ts'
import type { Answer } from '../../platform/prisma/client.ts'

/** An answer beside the sheet that asks about it. */
export interface SheetAnswer extends Answer {
  readonly sheetId: string
}

/** The supplier's answers that some sheets ask about, in the order in which each sheet asks. */
export const loadSheetAnswers = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<SheetAnswer>(
    `SELECT r.id AS "sheetId", a.id, a.tender_id AS "tenderId", a.supplier_id AS "supplierId", a.indicator_code AS "indicatorCode",
       a.subject_key AS "subjectKey", a.value, a.proposed_centi AS "proposedCenti"
     FROM review_sheet r JOIN answer a ON a.tender_id = r.tender_id AND a.supplier_id = r.supplier_id AND a.subject_key = r.subject_key
       AND a.indicator_code = ANY(r.indicator_codes)
     WHERE r.id = ANY($1) ORDER BY array_position(r.indicator_codes, a.indicator_code)`,
    [sheetIds],
  )

export interface SheetScore {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly reason: string | null
  readonly reasonDue: boolean
}

/** Scores of some sheets as far as they may be read: an expert's own, everybody's after the freeze. */
export const loadReadableScores = (tx: Tx, sheetIds: readonly string[], expertId: string | null) =>
  tx.rows<SheetScore>(
    `SELECT s.sheet_id AS "sheetId", s.indicator_code AS "indicatorCode", s.points_centi AS "pointsCenti", s.reason,
       s.reason_due AS "reasonDue"
     FROM score s JOIN review_sheet r ON r.id = s.sheet_id
     WHERE s.sheet_id = ANY($1) AND (r.expert_id = $2 OR EXISTS (SELECT 1 FROM score_freeze f WHERE f.tender_id = r.tender_id))
     ORDER BY array_position(r.indicator_codes, s.indicator_code)`,
    [sheetIds, expertId],
  )

export interface SheetNames {
  readonly sheetId: string
  readonly supplierName: string
  readonly varietyName: string | null
  readonly grade: string | null
}

/** The names behind the subjects of some sheets. */
export const loadSheetNames = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<SheetNames>(
    `SELECT r.id AS "sheetId", s.name AS "supplierName", coalesce(v.name, lv.name) AS "varietyName", p.grade
     FROM review_sheet r JOIN supplier s ON s.id = r.supplier_id
     LEFT JOIN variety v ON r.subject_key = 'variety:' || v.code
     LEFT JOIN lot l ON l.tender_id = r.tender_id AND r.subject_key LIKE 'lot:%' AND l.code = substr(r.subject_key, 5)
     LEFT JOIN spec p ON p.id = l.spec_id LEFT JOIN variety lv ON lv.id = p.variety_id
     WHERE r.id = ANY($1)`,
    [sheetIds],
  )

export interface SheetDraft {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly pointsCenti: number | null
  readonly reason: string | null
  readonly flagged: boolean
  readonly updatedAt: Date
}

/** The drafts of some sheets that the actor may see: the own ones. */
export const loadSheetDrafts = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<SheetDraft>(
    `SELECT sheet_id AS "sheetId", indicator_code AS "indicatorCode", points_centi AS "pointsCenti", reason, flagged, updated_at AS "updatedAt"
     FROM score_draft WHERE sheet_id = ANY($1)`,
    [sheetIds],
  )

export interface SheetClarification {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly text: string
}

/** What suppliers say to the items that some sheets of the re-review ask about. */
export const loadSheetClarifications = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<SheetClarification>(
    `SELECT r.id AS "sheetId", c.indicator_code AS "indicatorCode", c.text
     FROM review_sheet r JOIN clarification c ON c.tender_id = r.tender_id AND c.supplier_id = r.supplier_id
       AND c.subject_key = r.subject_key AND c.indicator_code = ANY(r.indicator_codes)
     WHERE r.id = ANY($1) AND r.phase = 'second'`,
    [sheetIds],
  )

/**
 * How many suppliers' answers a rank among the same subject and indicator counts, by answer: those of submitted
 * declarations, that is those that have a proposal. To be read as the platform; it tells a number and no names.
 */
export const loadRankedAmong = (tx: Tx, answerIds: readonly string[]) =>
  tx.rows<{ answerId: string; count: number }>(
    `SELECT a.id AS "answerId", count(b.id)::int AS count FROM answer a LEFT JOIN answer b ON b.tender_id = a.tender_id
       AND b.subject_key = a.subject_key AND b.indicator_code = a.indicator_code AND b.proposed_centi IS NOT NULL
     WHERE a.id = ANY($1::uuid[]) GROUP BY a.id`,
    [answerIds],
  )
