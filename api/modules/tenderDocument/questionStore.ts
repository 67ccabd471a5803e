import type { Tx } from '../../platform/db.ts'

/** How many questions a tender has, and how many of them are this supplier's. */
export async function countQuestions(
  tx: Tx,
  tenderId: string,
  supplierId: string,
): Promise<{ all: number; own: number }> {
  const row = await tx.row<{ all: number; own: number }>(
    `SELECT (SELECT count(*)::int FROM question WHERE tender_id = $1) AS all,
       (SELECT count(*)::int FROM question_author WHERE tender_id = $1 AND supplier_id = $2) AS own`,
    [tenderId, supplierId],
  )
  return row ?? { all: 0, own: 0 }
}

/** Stores a question and, apart from it, who asked. @returns its id */
export async function insertQuestion(
  tx: Tx,
  question: { tenderId: string; supplierId: string; number: number; text: string; askedAt: Date },
): Promise<string> {
  const row = await tx.row<{ id: string }>(
    'INSERT INTO question (tender_id, number, text, asked_at) VALUES ($1, $2, $3, $4) RETURNING id',
    [question.tenderId, question.number, question.text, question.askedAt],
  )
  if (!row) throw new Error('no question was stored')
  await tx.run('INSERT INTO question_author (question_id, tender_id, supplier_id) VALUES ($1, $2, $3)', [
    row.id,
    question.tenderId,
    question.supplierId,
  ])
  return row.id
}

export interface QuestionRow {
  readonly tenderId: string
  readonly number: number
  readonly answeredAt: Date | null
}

/** The question, without a lock. */
export const findQuestion = (tx: Tx, id: string) =>
  tx.row<QuestionRow>(
    'SELECT tender_id AS "tenderId", number, answered_at AS "answeredAt" FROM question WHERE id = $1',
    [id],
  )

export const setAnswer = (tx: Tx, id: string, given: { answer: string; at: Date; amendedVersion: number | null }) =>
  tx.run('UPDATE question SET answer = $2, answered_at = $3, amended_version = $4 WHERE id = $1', [
    id,
    given.answer,
    given.at,
    given.amendedVersion,
  ])

/** The deadline of the first round: of the round once there is one, else the planned one; null when none is known. */
export async function findBidDeadline(tx: Tx, tenderId: string): Promise<Date | null> {
  const row = await tx.row<{ at: Date | null }>(
    `SELECT coalesce((SELECT closes_at FROM price_round WHERE tender_id = $1 AND number = 1),
       (SELECT closes_at FROM tender_stage WHERE tender_id = $1 AND stage = 'bidRound1')) AS at`,
    [tenderId],
  )
  return row?.at ?? null
}
