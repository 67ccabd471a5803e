import type { Tx } from '../../platform/db.ts'
import type { NewSheet } from './store.ts'

const COLUMNS = `s.code AS supplier, r.subject_key AS "subjectKey", r.phase, r.part, r.panel, r.slot, e.code AS expert, r.indicator_codes AS "indicatorCodes"`

/**
 * Voids an expert's living sheets, all or those of one supplier, submitted ones too (实施条例 48).
 * @returns what was voided, in the order of supplier, subject and slot
 */
export const voidSheetsOf = (tx: Tx, tenderId: string, expert: string, supplier: string | null) =>
  tx.rows<NewSheet>(
    `WITH voided AS (
       UPDATE review_sheet r SET status = 'void' FROM expert e, supplier s
       WHERE r.tender_id = $1 AND r.status <> 'void' AND e.id = r.expert_id AND e.code = $2
         AND s.id = r.supplier_id AND ($3::text IS NULL OR s.code = $3)
       RETURNING ${COLUMNS})
     SELECT * FROM voided ORDER BY supplier COLLATE "C", "subjectKey" COLLATE "C", phase, part COLLATE "C", panel, slot`,
    [tenderId, expert, supplier],
  )

/** Parts of a review as a table n(supplier, subject, phase, part, panel) from $2 to $6. */
const PARTS =
  'UNNEST($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[]) AS n(supplier, subject, phase, part, panel)'
const SAME_PART = `r.tender_id = $1 AND r.supplier_id = s.id AND r.subject_key = n.subject AND r.phase = n.phase AND r.part = n.part AND r.panel = n.panel`
const partParams = (tenderId: string, sheets: readonly NewSheet[]): unknown[] => [
  tenderId,
  sheets.map(one => one.supplier),
  sheets.map(one => one.subjectKey),
  sheets.map(one => one.phase),
  sheets.map(one => one.part),
  sheets.map(one => one.panel),
]

/** Voids the arbitration of parts whose dispute no longer stands. */
export const voidArbitration = (tx: Tx, tenderId: string, sheets: readonly NewSheet[]) =>
  tx.run(
    `UPDATE review_sheet r SET status = 'void' FROM ${PARTS} JOIN supplier s ON s.code = n.supplier
     WHERE ${SAME_PART} AND r.slot = 3 AND NOT r.panel AND r.status <> 'void'`,
    partParams(tenderId, sheets),
  )

/** A mean that has lost a score asks nobody for reasons; the new score will. */
export const forgetReasonsDue = (tx: Tx, tenderId: string, sheets: readonly NewSheet[]) =>
  tx.run(
    `UPDATE score c SET reason_due = false FROM ${PARTS} JOIN supplier s ON s.code = n.supplier
     JOIN review_sheet r ON ${SAME_PART} AND r.status <> 'void' WHERE c.sheet_id = r.id AND c.reason_due`,
    partParams(tenderId, sheets),
  )

/** Voids one submitted sheet. @returns what it was; null if there is no such sheet */
export const voidSheet = (tx: Tx, sheetId: string) =>
  tx.row<NewSheet>(
    `UPDATE review_sheet r SET status = 'void' FROM expert e, supplier s
     WHERE r.id = $1 AND r.status = 'submitted' AND e.id = r.expert_id AND s.id = r.supplier_id
     RETURNING ${COLUMNS}`,
    [sheetId],
  )
