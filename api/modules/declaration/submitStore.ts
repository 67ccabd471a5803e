import type { SubmittedAnswer, SubmittedFile } from '#domain/submission.ts'
import type { Tx } from '../../platform/db.ts'

/** Which indicators the supplier has attached a file to, by subject. */
export const loadProved = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<{ subjectKey: string; indicatorCode: string }>(
    `SELECT DISTINCT subject_key AS "subjectKey", indicator_code AS "indicatorCode" FROM answer_evidence
     WHERE tender_id = $1 AND supplier_id = $2`,
    [tenderId, supplierId],
  )

/** The supplier's answers with their values. */
export const loadAnswers = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<SubmittedAnswer>(
    `SELECT subject_key AS "subjectKey", indicator_code AS "indicatorCode", value FROM answer
     WHERE tender_id = $1 AND supplier_id = $2`,
    [tenderId, supplierId],
  )

/** The files the supplier has attached, by content. */
export const loadFiles = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<SubmittedFile>(
    `SELECT e.subject_key AS "subjectKey", e.indicator_code AS "indicatorCode", f.sha256, e.first_page AS "firstPage",
       e.last_page AS "lastPage", e.valid_until::text AS "validUntil"
     FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id WHERE e.tender_id = $1 AND e.supplier_id = $2`,
    [tenderId, supplierId],
  )

/** Drafts become submitted; every declaration carries the hash of the whole. */
export async function setSubmitted(
  tx: Tx,
  tenderId: string,
  { drafts, all, receiptHash }: { drafts: readonly string[]; all: readonly string[]; receiptHash: string },
): Promise<void> {
  await tx.run(
    `UPDATE declaration SET status = 'submitted', receipt_hash = $3,
       submitted_at = CASE WHEN id = ANY($4::uuid[]) OR receipt_hash IS DISTINCT FROM $3 THEN tender_now($1) ELSE submitted_at END
     WHERE id = ANY($2::uuid[])`,
    [tenderId, all, receiptHash, drafts],
  )
}

/** Declarations that are taken back; they may be declared again. */
export const setWithdrawn = (tx: Tx, ids: readonly string[]) =>
  tx.run(
    `UPDATE declaration SET status = 'withdrawn', submitted_at = NULL, receipt_hash = NULL WHERE id = ANY($1::uuid[])`,
    [ids],
  )

/** Submitted declarations that have lost the last file of an indicator are drafts again. In: what was taken away. */
export const reopenUnproved = (
  tx: Tx,
  tenderId: string,
  supplierId: string,
  removed: readonly { readonly subjectKey: string; readonly indicatorCode: string }[],
) =>
  tx.run(
    `UPDATE declaration d SET status = 'draft', submitted_at = NULL, receipt_hash = NULL
     FROM lot l JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     WHERE l.id = d.lot_id AND d.tender_id = $1 AND d.supplier_id = $2 AND d.status = 'submitted' AND EXISTS (
       SELECT FROM UNNEST($3::text[], $4::text[]) AS r(subject, code)
       WHERE r.subject IN ('company', 'variety:' || v.code, 'lot:' || l.code) AND NOT EXISTS (
         SELECT FROM answer_evidence e WHERE e.tender_id = $1 AND e.supplier_id = $2 AND e.subject_key = r.subject
           AND e.indicator_code = r.code))`,
    [tenderId, supplierId, removed.map(one => one.subjectKey), removed.map(one => one.indicatorCode)],
  )

/** How many of the indicators with evidence each declaration has proved, over its three levels. */
export const countProved = (tx: Tx, declarationIds: readonly string[]) =>
  tx.rows<{ id: string; proved: number }>(
    `SELECT d.id, count(DISTINCT e.indicator_code)::int AS proved
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     JOIN answer_evidence e ON e.tender_id = d.tender_id AND e.supplier_id = d.supplier_id
       AND e.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     WHERE d.id = ANY($1::uuid[]) GROUP BY d.id`,
    [declarationIds],
  )
