import type { Tx } from '../../platform/db.ts'

export interface NewObjection {
  readonly noticeId: string
  readonly supplierId: string
  readonly lotId: string | null
  readonly about: string
  readonly text: string
  readonly raisedAt: Date
  readonly dueAt: Date
}

/** @returns the objection's id */
export async function insertObjection(tx: Tx, one: NewObjection): Promise<string> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO objection (notice_id, supplier_id, lot_id, about, text, raised_at, due_at)
     VALUES ($1,$2,$3,$4,$5,$6,$7) RETURNING id`,
    [one.noticeId, one.supplierId, one.lotId, one.about, one.text, one.raisedAt, one.dueAt],
  )
  if (!row) throw new Error('no objection was stored')
  return row.id
}

export interface ObjectionRow {
  readonly id: string
  readonly noticeId: string
  readonly supplierId: string
  readonly raisedAt: Date
  readonly dueAt: Date | null
  readonly outcome: string | null
  readonly answeredAt: Date | null
}

/** The objection, locked against a second answer; null if there is none. */
export const lockObjection = (tx: Tx, id: string) =>
  tx.row<ObjectionRow>(
    `SELECT id, notice_id AS "noticeId", supplier_id AS "supplierId", raised_at AS "raisedAt", due_at AS "dueAt", outcome,
       answered_at AS "answeredAt" FROM objection WHERE id = $1 FOR UPDATE`,
    [id],
  )

export interface Answer {
  readonly outcome: string
  readonly answer: string
  readonly publicAnswer: string | null
  readonly answeredAt: Date
}

export const setAnswer = (tx: Tx, id: string, { outcome, answer, publicAnswer, answeredAt }: Answer) =>
  tx.run('UPDATE objection SET outcome = $2, answer = $3, public_answer = $4, answered_at = $5 WHERE id = $1', [
    id,
    outcome,
    answer,
    publicAnswer,
    answeredAt,
  ])

/** Whether the supplier declared for the lot, or at all where no lot is named. */
export async function hasLot(tx: Tx, tenderId: string, lotId: string): Promise<boolean> {
  return (await tx.row('SELECT 1 AS found FROM lot WHERE id = $2 AND tender_id = $1', [tenderId, lotId])) !== null
}

/** What everybody may read about an objection: not whose it is, not its text, and of the answer what was meant for all. */
export interface PublicObjection {
  readonly id: string
  readonly noticeNumber: string
  readonly lotCode: string | null
  readonly about: string
  readonly raisedAt: Date
  readonly dueAt: Date | null
  readonly outcome: string | null
  readonly answeredAt: Date | null
  readonly publicAnswer: string | null
  /** Decision on the complaint that followed; null without one. */
  readonly complaintOutcome: string | null
  readonly decision: string | null
  readonly decidedAt: Date | null
}

/** Objections of a tender and what came of them, the newest first. */
export const loadPublicObjections = (tx: Tx, tenderId: string) =>
  tx.rows<PublicObjection>(
    `SELECT o.id, n.number AS "noticeNumber", l.code AS "lotCode", o.about, o.raised_at AS "raisedAt", o.due_at AS "dueAt", o.outcome,
       o.answered_at AS "answeredAt", o.public_answer AS "publicAnswer", c.outcome AS "complaintOutcome",
       CASE WHEN c.outcome <> 'declined' THEN c.decision END AS decision, c.decided_at AS "decidedAt"
     FROM objection o JOIN notice n ON n.id = o.notice_id LEFT JOIN lot l ON l.id = o.lot_id LEFT JOIN complaint c ON c.objection_id = o.id
     WHERE n.tender_id = $1 ORDER BY o.raised_at DESC, o.id`,
    [tenderId],
  )

/** Codes of lots by id. */
export const loadLotCodes = (tx: Tx, ids: readonly string[]) =>
  tx.rows<{ id: string; code: string }>('SELECT id, code FROM lot WHERE id = ANY($1::uuid[])', [ids])
