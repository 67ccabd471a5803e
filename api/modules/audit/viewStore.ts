import type { Tx } from '../../platform/db.ts'
import type { StoredRow } from './logStore.ts'

/** Rows that would tell how many have bid: shown once the round is closed (招标投标法 22). */
export const BID_ACTIONS = ['submitBid', 'withdrawBid', 'refuseLateBid']

/** Statuses of a round in which bids may still come in. */
export const TAKING_BIDS = ['keying', 'signing', 'open']

export async function tendersTakingBids(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    'SELECT DISTINCT tender_id AS id FROM price_round WHERE status = ANY($1::text[])',
    [TAKING_BIDS],
  )
  return rows.map(row => row.id)
}

/**
 * How many rows the log had when the earliest round that may take bids now was made; null when there is no such round. A
 * round whose making is not in the log hides all of it.
 */
export async function sizeBeforeBids(tx: Tx): Promise<number | null> {
  const row = await tx.row<{ size: bigint | null }>(
    `SELECT min(coalesce(made.index, 0)) AS size FROM price_round p
     LEFT JOIN LATERAL (SELECT max(l.index) AS index FROM audit_row r JOIN audit_leaf l ON l.row_seq = r.seq
       WHERE r.tender_id = p.tender_id AND r.action = 'openPriceRound') made ON true
     WHERE p.status = ANY($1::text[])`,
    [TAKING_BIDS],
  )
  return row?.size == null ? null : Number(row.size)
}

/** Whether the tender's award notice is out. */
export async function isAwardPublished(tx: Tx, tenderId: string): Promise<boolean> {
  return (await tx.row(`SELECT 1 FROM notice WHERE tender_id = $1 AND kind = 'award'`, [tenderId])) !== null
}

/** Which rows an export leaves hidden: those of other tenders, and bids of tenders that still take some. */
export interface Hiding {
  /** Null shows every tender. */
  readonly tenderId: string | null
  readonly takingBids: readonly string[]
}

export interface ExportRow extends StoredRow {
  readonly index: bigint
  readonly leaf: Uint8Array
  readonly isHidden: boolean
}

/** Rows of the log from an index on, below `size`, at most `limit`. */
export const exportRows = (tx: Tx, from: number, size: number, hiding: Hiding, limit: number): Promise<ExportRow[]> =>
  tx.rows<ExportRow>(
    `SELECT l.index, l.hash AS leaf, r.seq, r.tender_id AS "tenderId", r.actor_id AS "actorId", r.actor_role AS role,
       r.action, r.subject, r.payload_hash AS "payloadHash", r.salt, r.changes, r.at,
       (($3::uuid IS NOT NULL AND r.tender_id IS DISTINCT FROM $3)
         OR (r.action = ANY($4::text[]) AND r.tender_id = ANY($5::uuid[]))) IS TRUE AS "isHidden"
     FROM audit_leaf l JOIN audit_row r ON r.seq = l.row_seq
     WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index LIMIT $6`,
    [from, size, hiding.tenderId, BID_ACTIONS, hiding.takingBids, limit],
  )

export interface Cosignature {
  readonly witness: string
  readonly size: number
  readonly line: string
  readonly at: Date
}

/** Cosignatures of a checkpoint, by witness. */
export const cosignaturesOf = async (tx: Tx, size: number): Promise<readonly Cosignature[]> =>
  (
    await tx.rows<Omit<Cosignature, 'size'>>(
      'SELECT witness, line, at FROM audit_cosignature WHERE size = $1 ORDER BY witness',
      [size],
    )
  ).map(row => ({ ...row, size }))

/** The newest cosignature of every witness. */
export const newestCosignatures = async (tx: Tx): Promise<readonly Cosignature[]> =>
  (
    await tx.rows<Omit<Cosignature, 'size'> & { size: bigint }>(
      'SELECT DISTINCT ON (witness) witness, size, line, at FROM audit_cosignature ORDER BY witness, size DESC',
    )
  ).map(row => ({ ...row, size: Number(row.size) }))

/** Keeps a cosignature. @returns whether it is new */
export async function saveCosignature(tx: Tx, cosigned: Omit<Cosignature, 'at'>): Promise<boolean> {
  const { size, witness, line } = cosigned
  const sql = 'INSERT INTO audit_cosignature (size, witness, line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING'
  return (await tx.run(sql, [size, witness, line])) > 0
}
