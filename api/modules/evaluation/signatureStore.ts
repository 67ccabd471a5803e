import type { ReviewPhase } from '#domain/reviewPlan.ts'
import type { Tx } from '../../platform/db.ts'

/** Stores a key; null if the key is known already. */
export async function insertKey(tx: Tx, expertId: string, publicKey: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    'INSERT INTO expert_key (expert_id, public_key) VALUES ($1, $2) ON CONFLICT (public_key) DO NOTHING RETURNING id',
    [expertId, publicKey],
  )
  return row?.id ?? null
}

/** The id of an expert's own key. */
export async function findKey(tx: Tx, expertId: string, publicKey: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>('SELECT id FROM expert_key WHERE expert_id = $1 AND public_key = $2', [
    expertId,
    publicKey,
  ])
  return row?.id ?? null
}

/** An expert's sheets of one review, as far as they can be signed. */
export interface Signable {
  readonly tender: string
  readonly expert: string
  readonly phase: ReviewPhase
  readonly hashes: readonly string[]
  readonly open: number
  readonly reasonsDue: number
  /** What the last signature was given under. */
  readonly signedHash: string | null
}

/**
 * The reviews of a tender in which an expert, or with null each of all, has living sheets. The hashes come as one text: an
 * array of sixty thousand would take longer to read than all else.
 */
export async function loadSignable(tx: Tx, tenderId: string, expertId: string | null): Promise<Signable[]> {
  const rows = await tx.rows<Omit<Signable, 'hashes'> & { readonly hashes: string }>(
    `SELECT t.code AS tender, e.code AS expert, x.phase, x.hashes, x.open, x.due AS "reasonsDue",
       (SELECT g.statement_hash FROM review_signature g WHERE g.tender_id = $1 AND g.phase = x.phase AND g.expert_id = x.expert_id
        ORDER BY g.signed_at DESC, g.id DESC LIMIT 1) AS "signedHash"
     FROM (SELECT r.expert_id, r.phase, coalesce(string_agg(r.hash, ' ' ORDER BY r.hash COLLATE "C") FILTER (WHERE r.status = 'submitted'), '') AS hashes,
             count(*) FILTER (WHERE r.status = 'assigned')::int AS open, coalesce(sum(d.due), 0)::int AS due
           FROM review_sheet r LEFT JOIN (SELECT s.sheet_id, count(*) AS due FROM score s WHERE s.reason_due GROUP BY s.sheet_id) d ON d.sheet_id = r.id
           WHERE r.tender_id = $1 AND ($2::uuid IS NULL OR r.expert_id = $2) AND r.status <> 'void' GROUP BY r.expert_id, r.phase) x
     JOIN expert e ON e.id = x.expert_id JOIN tender t ON t.id = $1 ORDER BY e.code COLLATE "C", x.phase`,
    [tenderId, expertId],
  )
  return rows.map(row => ({ ...row, hashes: row.hashes === '' ? [] : row.hashes.split(' ') }))
}

export interface NewSignature {
  readonly tenderId: string
  readonly phase: ReviewPhase
  readonly expertId: string
  readonly keyId: string
  /** SHA-256 of the statement, hex. */
  readonly hash: string
  readonly sheets: number
  /** Ed25519, base64url. */
  readonly signature: string
}

export const insertSignature = (tx: Tx, signed: NewSignature) =>
  tx.run(
    `INSERT INTO review_signature (tender_id, phase, expert_id, key_id, statement_hash, sheet_count, signature, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`,
    [signed.tenderId, signed.phase, signed.expertId, signed.keyId, signed.hash, signed.sheets, signed.signature],
  )
