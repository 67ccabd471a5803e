import type { Tx } from '../../platform/db.ts'

/** Stores a question about an indicator that a living sheet asks for, submitted or not; null if it does not. */
export async function insertQuestion(
  tx: Tx,
  question: { readonly sheetId: string; readonly indicatorCode: string; readonly text: string },
): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO review_question (sheet_id, indicator_code, text, asked_at)
     SELECT r.id, $2, $3, tender_now(r.tender_id) FROM review_sheet r
     WHERE r.id = $1 AND r.status <> 'void' AND $2 = ANY(r.indicator_codes) RETURNING id`,
    [question.sheetId, question.indicatorCode, question.text],
  )
  return row?.id ?? null
}

/** A question, locked; null if there is none. */
export const lockQuestion = (tx: Tx, id: string) =>
  tx.row<{ tenderId: string; answered: boolean }>(
    `SELECT r.tender_id AS "tenderId", q.answer IS NOT NULL AS answered FROM review_question q JOIN review_sheet r ON r.id = q.sheet_id
     WHERE q.id = $1 FOR UPDATE OF q`,
    [id],
  )

export const setAnswer = (tx: Tx, id: string, answer: string) =>
  tx.run(
    `UPDATE review_question q SET answer = $2, answered_at = tender_now(r.tender_id) FROM review_sheet r WHERE q.id = $1 AND r.id = q.sheet_id`,
    [id, answer],
  )

export interface QuestionRow {
  readonly id: string
  readonly sheetId: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly text: string
  readonly askedAt: Date
  readonly answer: string | null
  readonly answeredAt: Date | null
}

/** The questions of a tender that the actor may see, open ones first. */
export const loadQuestions = (tx: Tx, tenderId: string) =>
  tx.rows<QuestionRow>(
    `SELECT q.id, q.sheet_id AS "sheetId", s.name AS "supplierName", r.subject_key AS "subjectKey", q.indicator_code AS "indicatorCode",
       q.text, q.asked_at AS "askedAt", q.answer, q.answered_at AS "answeredAt"
     FROM review_question q JOIN review_sheet r ON r.id = q.sheet_id JOIN supplier s ON s.id = r.supplier_id
     WHERE r.tender_id = $1 ORDER BY q.answer IS NOT NULL, q.asked_at DESC, q.id LIMIT 500`,
    [tenderId],
  )
