import type { Tx } from '../../platform/db.ts'

/** A complaint with what it is about. */
export interface ComplaintRow {
  readonly id: string
  readonly tenderId: string
  readonly objectionId: string
  readonly supplierId: string
  readonly supplierName: string
  readonly noticeNumber: string
  readonly text: string
  readonly filedAt: Date
  readonly acceptBy: Date
  readonly acceptedAt: Date | null
  readonly decideBy: Date | null
  readonly suspendedAt: Date | null
  readonly resumedAt: Date | null
  readonly outcome: string | null
  readonly decision: string | null
  readonly decidedAt: Date | null
}

const COLUMNS = `c.id, c.tender_id AS "tenderId", c.objection_id AS "objectionId", c.supplier_id AS "supplierId", s.name AS "supplierName",
  n.number AS "noticeNumber", c.text, c.filed_at AS "filedAt", c.accept_by AS "acceptBy", c.accepted_at AS "acceptedAt", c.decide_by AS "decideBy",
  c.suspended_at AS "suspendedAt", c.resumed_at AS "resumedAt", c.outcome, c.decision, c.decided_at AS "decidedAt"
  FROM complaint c JOIN supplier s ON s.id = c.supplier_id JOIN objection o ON o.id = c.objection_id JOIN notice n ON n.id = o.notice_id`

/** Complaints of a tender as far as the transaction's actor may read them, the newest first. */
export const loadComplaints = (tx: Tx, tenderId: string) =>
  tx.rows<ComplaintRow>(`SELECT ${COLUMNS} WHERE c.tender_id = $1 ORDER BY c.filed_at DESC, c.id`, [tenderId])

/** One complaint; null if there is none. */
export const findComplaint = (tx: Tx, id: string) => tx.row<ComplaintRow>(`SELECT ${COLUMNS} WHERE c.id = $1`, [id])

/** The same, locked against a second decision. */
export const lockComplaint = (tx: Tx, id: string) =>
  tx.row<ComplaintRow>(`SELECT ${COLUMNS} WHERE c.id = $1 FOR UPDATE OF c`, [id])

export interface NewComplaint {
  readonly tenderId: string
  readonly objectionId: string
  readonly supplierId: string
  readonly text: string
  readonly filedAt: Date
  readonly acceptBy: Date
}

/** @returns the complaint's id; null if there is one about the objection already */
export async function insertComplaint(tx: Tx, one: NewComplaint): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO complaint (tender_id, objection_id, supplier_id, text, filed_at, accept_by)
     VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (objection_id) DO NOTHING RETURNING id`,
    [one.tenderId, one.objectionId, one.supplierId, one.text, one.filedAt, one.acceptBy],
  )
  return row?.id ?? null
}

export const setAccepted = (tx: Tx, id: string, at: Date, decideBy: Date) =>
  tx.run('UPDATE complaint SET accepted_at = $2, decide_by = $3 WHERE id = $1', [id, at, decideBy])

export const setSuspended = (tx: Tx, id: string, at: Date) =>
  tx.run('UPDATE complaint SET suspended_at = $2 WHERE id = $1', [id, at])

export const setResumed = (tx: Tx, id: string, at: Date) =>
  tx.run('UPDATE complaint SET resumed_at = $2 WHERE id = $1', [id, at])

/** Decides, and ends a suspension that lasts. */
export const setDecision = (tx: Tx, id: string, made: { outcome: string; decision: string; at: Date }) =>
  tx.run(
    `UPDATE complaint SET outcome = $2, decision = $3, decided_at = $4,
       resumed_at = CASE WHEN suspended_at IS NOT NULL THEN coalesce(resumed_at, $4) END WHERE id = $1`,
    [id, made.outcome, made.decision, made.at],
  )
