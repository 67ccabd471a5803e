import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

/** An act that waits for its second person, or what became of it. */
export interface ProposalRow {
  readonly id: string
  readonly tenderId: string | null
  readonly action: string
  readonly args: unknown
  readonly argsHash: string
  readonly proposerId: string
  readonly proposedBy: string
  readonly at: Date
  readonly expiresAt: Date
  /** What the ids in the arguments stand for. */
  readonly tenderTitle: string | null
  readonly roundNumber: number | null
  readonly runNumber: number | null
  readonly userName: string | null
  readonly caseName: string | null
}

const HOURS_OPEN = 24

const COLUMNS = `p.id, p.tender_id AS "tenderId", p.action, p.args, p.args_hash AS "argsHash", p.proposed_by AS "proposerId",
  u.display_name AS "proposedBy", p.at, p.expires_at AS "expiresAt",
  (SELECT title FROM tender WHERE id = p.tender_id) AS "tenderTitle",
  (SELECT number FROM price_round WHERE id::text = p.args->>'roundId') AS "roundNumber",
  (SELECT number FROM allocation_run WHERE id::text = p.args->>'runId') AS "runNumber",
  (SELECT display_name || '（' || login || '）' FROM app_user WHERE id::text = p.args->>'userId') AS "userName",
  coalesce(
    (SELECT s.name || ' · ' || l.code FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id WHERE d.id::text = p.args->>'declarationId'),
    (SELECT number FROM notice WHERE id::text = p.args->>'noticeId'),
    (SELECT s.name || ' · ' || n.number FROM complaint c JOIN supplier s ON s.id = c.supplier_id JOIN objection o ON o.id = c.objection_id JOIN notice n ON n.id = o.notice_id
     WHERE c.id::text = p.args->>'complaintId'),
    (SELECT s.name || ' · ' || array_to_string(r.indicator_codes, ', ') FROM review_sheet r JOIN supplier s ON s.id = r.supplier_id
     WHERE r.id::text = p.args->>'sheetId')) AS "caseName"`
const OPEN = 'p.executed_at IS NULL AND p.withdrawn_at IS NULL AND p.expires_at > clock_timestamp()'

/** The open proposal of exactly this act, or null. An act is open at most once: see {@link lockAct}. */
export const findOpen = (tx: Tx, action: string, argsHash: string) =>
  tx.row<ProposalRow>(
    `SELECT ${COLUMNS} FROM proposal p JOIN app_user u ON u.id = p.proposed_by
     WHERE p.action = $1 AND p.args_hash = $2 AND ${OPEN} ORDER BY p.at LIMIT 1`,
    [action, argsHash],
  )

/** Lets one transaction at a time propose, confirm or withdraw an act. */
export const lockAct = (tx: Tx, argsHash: string) =>
  tx.run(`SELECT pg_advisory_xact_lock(hashtextextended('proposal:' || $1, 0))`, [argsHash])

export interface NewProposal {
  readonly tenderId: string | null
  readonly action: string
  readonly args: unknown
  readonly argsHash: string
  readonly proposedBy: string
}

export const insertProposal = (tx: Tx, proposal: NewProposal) =>
  tx.run(
    `INSERT INTO proposal (tender_id, action, args, args_hash, proposed_by, at, expires_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp() + make_interval(hours => $6))`,
    [
      proposal.tenderId,
      proposal.action,
      JSON.stringify(proposal.args),
      proposal.argsHash,
      proposal.proposedBy,
      HOURS_OPEN,
    ],
  )

export const markExecuted = (tx: Tx, id: string, approvedBy: string) =>
  tx.run('UPDATE proposal SET executed_at = clock_timestamp(), approved_by = $2 WHERE id = $1', [id, approvedBy])

/** Withdraws an own open proposal; the row, or null when there is none to withdraw. */
export const withdraw = (tx: Tx, id: string, userId: string) =>
  tx.row<{ tenderId: string | null; action: string; argsHash: string }>(
    `UPDATE proposal p SET withdrawn_at = clock_timestamp() WHERE p.id = $1 AND p.proposed_by = $2 AND ${OPEN}
     RETURNING p.tender_id AS "tenderId", p.action, p.args_hash AS "argsHash"`,
    [id, userId],
  )

/** Open proposals of these actions, newest first; of one tender, or all. */
export const listOpen = (tx: Tx, actions: readonly string[], tenderId: string | null) =>
  tx.rows<ProposalRow>(
    `SELECT ${COLUMNS} FROM proposal p JOIN app_user u ON u.id = p.proposed_by
     WHERE p.action = ANY($1) AND ${OPEN} AND ($2::uuid IS NULL OR p.tender_id = $2) ORDER BY p.at DESC LIMIT 200`,
    [actions, tenderId],
  )

/** How many open proposals of others wait in each tender, and until when the first of them stands. */
export const countWaiting = (tx: Tx, actions: readonly string[], userId: string) =>
  tx.rows<{ tenderId: string; count: number; dueAt: Date }>(
    `SELECT p.tender_id AS "tenderId", count(*)::int AS count, min(p.expires_at) AS "dueAt" FROM proposal p
     WHERE p.action = ANY($1) AND ${OPEN} AND p.tender_id IS NOT NULL AND p.proposed_by <> $2 GROUP BY p.tender_id`,
    [actions, userId],
  )

/** Where the tender of an act is found, by the argument that names its object. */
const TENDER_OF: Readonly<Record<string, string>> = {
  tenderId: 'SELECT id FROM tender WHERE id = $1',
  roundId: 'SELECT tender_id AS id FROM price_round WHERE id = $1',
  runId: 'SELECT tender_id AS id FROM allocation_run WHERE id = $1',
  declarationId: 'SELECT tender_id AS id FROM declaration WHERE id = $1',
  noticeId: 'SELECT tender_id AS id FROM notice WHERE id = $1',
  complaintId: 'SELECT tender_id AS id FROM complaint WHERE id = $1',
  sheetId: 'SELECT tender_id AS id FROM review_sheet WHERE id = $1',
}

/** The tender that an act is about, or null. */
export async function findTenderOf(tx: Tx, args: Readonly<Record<string, unknown>>): Promise<string | null> {
  for (const [name, sql] of Object.entries(TENDER_OF)) {
    if (typeof args[name] !== 'string') continue
    const row = await tx.row<{ id: string }>(sql, [args[name]])
    if (row) return row.id
  }
  return null
}

/** The person who proposed, as they are now; null when their account is closed. */
export const findPerson = (tx: Tx, userId: string) =>
  tx.row<SignedIn>(
    `SELECT id AS "userId", login, display_name AS "displayName", role, hospital_id AS "hospitalId",
       supplier_id AS "supplierId", distributor_id AS "distributorId", expert_id AS "expertId", city_id AS "cityId",
       province_id AS "provinceId", body FROM app_user WHERE id = $1 AND disabled_at IS NULL`,
    [userId],
  )
