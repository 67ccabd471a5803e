import type { ReviewItem } from '#domain/reviewPlan.ts'
import type { Tx } from '../../platform/db.ts'

/** The items of submitted declarations that suppliers have clarified. */
export const loadContested = (tx: Tx, tenderId: string) =>
  tx.rows<ReviewItem>(
    `SELECT s.code AS supplier, c.subject_key AS "subjectKey", c.indicator_code AS "indicatorCode"
     FROM clarification c JOIN supplier s ON s.id = c.supplier_id WHERE c.tender_id = $1`,
    [tenderId],
  )

/** A clarification as given. */
export interface GivenClarification {
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly text: string
}

/** Stores clarifications; how many: one that was there before is not counted. */
export const insertClarifications = (
  tx: Tx,
  tenderId: string,
  supplierId: string,
  given: readonly GivenClarification[],
) =>
  tx.run(
    `INSERT INTO clarification (tender_id, supplier_id, subject_key, indicator_code, text, submitted_at)
     SELECT $1, $2, c.subject, c.code, c.text, tender_now($1) FROM UNNEST($3::text[], $4::text[], $5::text[]) AS c(subject, code, text)
     ON CONFLICT (tender_id, supplier_id, subject_key, indicator_code) DO NOTHING`,
    [tenderId, supplierId, given.map(g => g.subjectKey), given.map(g => g.indicatorCode), given.map(g => g.text)],
  )

/** A lot for which a supplier has submitted a declaration. */
export interface OwnLot {
  readonly lot: string
  readonly variety: string
}

export const loadOwnLots = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<OwnLot>(
    `SELECT l.code AS lot, v.code AS variety FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id
     JOIN variety v ON v.id = p.variety_id WHERE d.tender_id = $1 AND d.supplier_id = $2 AND d.status = 'submitted'`,
    [tenderId, supplierId],
  )
