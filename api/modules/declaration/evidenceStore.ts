import type { Tx } from '../../platform/db.ts'

/** What a file is to prove, in an answer. */
export interface EvidenceToSave {
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly fileId: string
  readonly note: string | null
  readonly firstPage: number | null
  readonly lastPage: number | null
  /** YYYY-MM-DD, the last day on which the document is valid. */
  readonly validUntil: string | null
}

/** Attaches files, or writes over what was said of a file that is attached already. @returns how many */
export const saveEvidence = (tx: Tx, tenderId: string, supplierId: string, items: readonly EvidenceToSave[]) =>
  tx.run(
    `INSERT INTO answer_evidence (tender_id, supplier_id, indicator_code, subject_key, file_id, note, first_page, last_page,
       valid_until, attached_at)
     SELECT $1, $2, e.code, e.subject, e.file, e.note, e.first, e.last, e.until, tender_now($1)
     FROM UNNEST($3::text[], $4::text[], $5::uuid[], $6::text[], $7::int[], $8::int[], $9::date[])
       AS e(code, subject, file, note, first, last, until)
     ON CONFLICT (tender_id, supplier_id, subject_key, indicator_code, file_id)
     DO UPDATE SET note = EXCLUDED.note, first_page = EXCLUDED.first_page, last_page = EXCLUDED.last_page,
       valid_until = EXCLUDED.valid_until`,
    [
      tenderId,
      supplierId,
      items.map(item => item.indicatorCode),
      items.map(item => item.subjectKey),
      items.map(item => item.fileId),
      items.map(item => item.note),
      items.map(item => item.firstPage),
      items.map(item => item.lastPage),
      items.map(item => item.validUntil),
    ],
  )

export interface EvidenceKey {
  readonly id: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly fileId: string
}

/** Takes files from the supplier's answers; those that were there. */
export const deleteEvidence = (tx: Tx, tenderId: string, supplierId: string, ids: readonly string[]) =>
  tx.rows<EvidenceKey>(
    `DELETE FROM answer_evidence WHERE tender_id = $1 AND supplier_id = $2 AND id = ANY($3::uuid[])
     RETURNING id, indicator_code AS "indicatorCode", subject_key AS "subjectKey", file_id AS "fileId"`,
    [tenderId, supplierId, ids],
  )

export interface EvidenceRow {
  readonly answerId: string
  readonly id: string
  readonly tenderId: string
  readonly supplierId: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly fileId: string
  readonly note: string | null
  readonly firstPage: number | null
  readonly lastPage: number | null
  readonly validUntil: Date | null
  readonly attachedAt: Date
}

/** The evidence of answers, as far as the actor sees it, in the order it was attached. */
export const loadEvidence = (tx: Tx, answerIds: readonly string[]) =>
  tx.rows<EvidenceRow>(
    `SELECT a.id AS "answerId", e.id, e.tender_id AS "tenderId", e.supplier_id AS "supplierId",
       e.indicator_code AS "indicatorCode", e.subject_key AS "subjectKey", e.file_id AS "fileId", e.note,
       e.first_page AS "firstPage", e.last_page AS "lastPage",
       e.valid_until::timestamp AT TIME ZONE 'UTC' AS "validUntil", e.attached_at AS "attachedAt"
     FROM answer a JOIN answer_evidence e ON e.tender_id = a.tender_id AND e.supplier_id = a.supplier_id
       AND e.subject_key = a.subject_key AND e.indicator_code = a.indicator_code
     WHERE a.id = ANY($1::uuid[]) ORDER BY e.attached_at, e.id`,
    [answerIds],
  )
