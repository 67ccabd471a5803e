import type { Tx } from '../../platform/db.ts'
import type { NewSheet } from './store.ts'

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
       RETURNING s.code AS supplier, r.subject_key AS "subjectKey", r.slot, e.code AS expert, r.indicator_codes AS "indicatorCodes")
     SELECT * FROM voided ORDER BY supplier COLLATE "C", "subjectKey" COLLATE "C", slot`,
    [tenderId, expert, supplier],
  )

/** Voids the arbitration of subjects whose dispute no longer stands. */
export const voidArbitration = (tx: Tx, tenderId: string, subjects: readonly NewSheet[]) =>
  tx.run(
    `UPDATE review_sheet r SET status = 'void' FROM UNNEST($2::text[], $3::text[]) AS n(supplier, subject) JOIN supplier s ON s.code = n.supplier
     WHERE r.tender_id = $1 AND r.supplier_id = s.id AND r.subject_key = n.subject AND r.slot = 3 AND r.status <> 'void'`,
    [tenderId, subjects.map(one => one.supplier), subjects.map(one => one.subjectKey)],
  )

/** Who holds living sheets of some subjects. */
export const loadHolders = (tx: Tx, tenderId: string, subjects: readonly NewSheet[]) =>
  tx.rows<{ supplier: string; subjectKey: string; expert: string }>(
    `SELECT DISTINCT s.code AS supplier, r.subject_key AS "subjectKey", e.code AS expert
     FROM UNNEST($2::text[], $3::text[]) AS n(supplier, subject) JOIN supplier s ON s.code = n.supplier
     JOIN review_sheet r ON r.tender_id = $1 AND r.supplier_id = s.id AND r.subject_key = n.subject AND r.status <> 'void'
     JOIN expert e ON e.id = r.expert_id`,
    [tenderId, subjects.map(one => one.supplier), subjects.map(one => one.subjectKey)],
  )
