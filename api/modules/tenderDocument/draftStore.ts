import type { Tx } from '../../platform/db.ts'

export interface DraftRow {
  readonly id: string
  readonly tenderId: string
  readonly version: number
  readonly closesAt: Date
  readonly answersPublishedAt: Date | null
  /** The tender's clock. */
  readonly now: Date
}

const COLUMNS = `d.id, d.tender_id AS "tenderId", d.version, d.closes_at AS "closesAt",
  d.answers_published_at AS "answersPublishedAt", tender_now(d.tender_id) AS now`

/** The draft, held still: comments are numbered one after the other. */
export const lockDraft = (tx: Tx, id: string) =>
  tx.row<DraftRow>(`SELECT ${COLUMNS} FROM draft_document d WHERE d.id = $1 FOR UPDATE`, [id])

/** The draft that may still be waited for; null if every one has its answers published. */
export const findUnanswered = (tx: Tx, tenderId: string) =>
  tx.row<{ version: number }>(
    'SELECT version FROM draft_document WHERE tender_id = $1 AND answers_published_at IS NULL LIMIT 1',
    [tenderId],
  )

export async function insertDraft(
  tx: Tx,
  draft: { tenderId: string; title: string; body: string; hash: string; publishedAt: Date; closesAt: Date },
): Promise<{ id: string; version: number }> {
  const row = await tx.row<{ id: string; version: number }>(
    `INSERT INTO draft_document (tender_id, version, title, body, hash, published_at, closes_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 FROM draft_document WHERE tender_id = $1
     RETURNING id, version`,
    [draft.tenderId, draft.title, draft.body, draft.hash, draft.publishedAt, draft.closesAt],
  )
  if (!row) throw new Error('no draft was stored')
  return row
}

/** How many comments a draft has, and how many of them wait for an answer. */
export async function countComments(tx: Tx, draftId: string): Promise<{ all: number; open: number }> {
  const row = await tx.row<{ all: number; open: number }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE answer IS NULL AND hidden_at IS NULL)::int AS open
     FROM draft_comment WHERE draft_id = $1`,
    [draftId],
  )
  return row ?? { all: 0, open: 0 }
}

export const insertComment = (tx: Tx, comment: { draftId: string; number: number; text: string; at: Date }) =>
  tx.run('INSERT INTO draft_comment (draft_id, number, text, submitted_at) VALUES ($1, $2, $3, $4)', [
    comment.draftId,
    comment.number,
    comment.text,
    comment.at,
  ])

export const findComment = (tx: Tx, id: string) =>
  tx.row<{ draftId: string; number: number; answeredAt: Date | null; hiddenAt: Date | null }>(
    'SELECT draft_id AS "draftId", number, answered_at AS "answeredAt", hidden_at AS "hiddenAt" FROM draft_comment WHERE id = $1',
    [id],
  )

/** Answers a comment; until the answers are published it may be said better. */
export const setCommentAnswer = (tx: Tx, id: string, answer: string, at: Date) =>
  tx.run('UPDATE draft_comment SET answer = $2, answered_at = $3 WHERE id = $1', [id, answer, at])

export const setHidden = (tx: Tx, id: string, reason: string, at: Date) =>
  tx.run('UPDATE draft_comment SET hidden_reason = $2, hidden_at = $3 WHERE id = $1', [id, reason, at])

export const setAnswersPublished = (tx: Tx, draftId: string, at: Date) =>
  tx.run('UPDATE draft_document SET answers_published_at = $2 WHERE id = $1', [draftId, at])
