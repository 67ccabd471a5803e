import type { Stage } from '#domain/stage.ts'
import { refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

export type RoundStatus = 'keying' | 'signing' | 'open' | 'closed' | 'opening' | 'opened'

export interface RoundRow {
  readonly id: string
  readonly tenderId: string
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly number: number
  readonly status: RoundStatus
  /** t: how many officers open. */
  readonly officersNeeded: number
  readonly closesAt: Date
  readonly policy: string | null
  readonly policyHash: string | null
  readonly platformPublicKey: Uint8Array
  readonly manifest: string | null
  readonly manifestHash: string | null
  readonly openedAt: Date | null
  readonly recordHash: string | null
  /** The tender's clock. */
  readonly now: Date
}

/** The stage in which a round takes its bids. */
export const STAGE_OF_ROUND: Readonly<Record<number, Stage>> = { 1: 'bidRound1', 2: 'bidRound2' }

/** The round, locked against every other change and against bids on their way; its clock is read under the lock. */
export async function lockRound(tx: Tx, id: string): Promise<RoundRow> {
  await tx.run('SELECT 1 FROM price_round WHERE id = $1 FOR UPDATE', [id])
  return (await findRound(tx, id)) ?? refuse('notFound', 'roundId')
}

/** The round without a lock; null if there is none. */
export const findRound = (tx: Tx, id: string) =>
  tx.row<RoundRow>(
    `SELECT r.id, r.tender_id AS "tenderId", t.code AS "tenderCode", t.title AS "tenderTitle", r.number, r.status,
       r.officers_needed AS "officersNeeded", r.closes_at AS "closesAt", r.policy, r.policy_hash AS "policyHash",
       r.platform_public_key AS "platformPublicKey", r.manifest, r.manifest_hash AS "manifestHash",
       r.opened_at AS "openedAt", r.record_hash AS "recordHash",
       tender_now(r.tender_id) AS now
     FROM price_round r JOIN tender t ON t.id = r.tender_id WHERE r.id = $1`,
    [id],
  )

/** Refuses unless the round is in one of these states. */
export function requireStatus(round: RoundRow, ...expected: readonly RoundStatus[]): void {
  if (!expected.includes(round.status))
    refuse('wrongStatus', 'roundId', { status: round.status, expected: expected.join(', ') })
}

export interface NewRound {
  readonly id: string
  readonly tenderId: string
  readonly number: number
  readonly officersNeeded: number
  readonly closesAt: Date
  readonly platformPublicKey: Uint8Array
}

/** @returns false when the tender already has this round */
export async function insertRound(tx: Tx, round: NewRound): Promise<boolean> {
  const inserted = await tx.run(
    `INSERT INTO price_round (id, tender_id, number, status, officers_needed, closes_at, platform_public_key)
     VALUES ($1, $2, $3, 'keying', $4, $5, $6) ON CONFLICT (tender_id, number) DO NOTHING`,
    [
      round.id,
      round.tenderId,
      round.number,
      round.officersNeeded,
      round.closesAt,
      Buffer.from(round.platformPublicKey),
    ],
  )
  return inserted > 0
}

export async function ceilingsMissing(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(
    'SELECT count(*)::int AS count FROM lot WHERE tender_id = $1 AND ceiling_fen IS NULL',
    [tenderId],
  )
  return row?.count ?? 0
}

/** What a policy is made of besides the officers: codes of all lots, hash of the newest documents (null: none out). */
export async function policyParts(tx: Tx, tenderId: string): Promise<{ lots: string[]; documentsHash: string | null }> {
  const lots = await tx.rows<{ code: string }>('SELECT code FROM lot WHERE tender_id = $1 ORDER BY code COLLATE "C"', [
    tenderId,
  ])
  const document = await tx.row<{ hash: string }>(
    'SELECT hash FROM tender_document WHERE tender_id = $1 ORDER BY version DESC LIMIT 1',
    [tenderId],
  )
  return { lots: lots.map(lot => lot.code), documentsHash: document?.hash ?? null }
}

export interface OfficerKeyRow {
  readonly userId: string
  readonly login: string
  readonly displayName: string
  readonly ordinal: number
  readonly body: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
  readonly policySignature: Uint8Array | null
}

/** Keys of a round's officers by ordinal. */
export const officerKeys = (tx: Tx, roundId: string) =>
  tx.rows<OfficerKeyRow>(
    `SELECT k.user_id AS "userId", u.login, u.display_name AS "displayName", k.ordinal, k.body,
       k.public_key AS "publicKey", k.signing_key AS "signingKey", k.key_signature AS "keySignature",
       k.policy_signature AS "policySignature"
     FROM officer_key k JOIN app_user u ON u.id = k.user_id WHERE k.round_id = $1 ORDER BY k.ordinal`,
    [roundId],
  )

export interface NewOfficerKey {
  readonly roundId: string
  readonly userId: string
  readonly body: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
}

/** Stores an officer's key, or replaces it while keys are still being made. */
export const saveOfficerKey = (tx: Tx, key: NewOfficerKey) =>
  tx.run(
    `INSERT INTO officer_key (round_id, user_id, ordinal, body, public_key, signing_key, key_signature)
     SELECT $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4, $5, $6 FROM officer_key WHERE round_id = $1
     ON CONFLICT (round_id, user_id) DO UPDATE SET body = EXCLUDED.body, public_key = EXCLUDED.public_key,
       signing_key = EXCLUDED.signing_key, key_signature = EXCLUDED.key_signature`,
    [
      key.roundId,
      key.userId,
      key.body,
      Buffer.from(key.publicKey),
      Buffer.from(key.signingKey),
      Buffer.from(key.keySignature),
    ],
  )

/** Numbers the officers 1 … n by login: who clicked first must not change the policy. */
export async function orderOfficers(tx: Tx, roundId: string): Promise<void> {
  // Out of the way first: a permutation in place would meet itself in the unique index.
  await tx.run('UPDATE officer_key SET ordinal = -ordinal WHERE round_id = $1', [roundId])
  await tx.run(
    `UPDATE officer_key k SET ordinal = o.ordinal FROM (
       SELECT k.user_id, row_number() OVER (ORDER BY u.login COLLATE "C") AS ordinal
       FROM officer_key k JOIN app_user u ON u.id = k.user_id WHERE k.round_id = $1) o
     WHERE k.round_id = $1 AND k.user_id = o.user_id`,
    [roundId],
  )
}

export const fixPolicy = (tx: Tx, roundId: string, policy: { text: string; hash: string; closesAt: Date }) =>
  tx.run(`UPDATE price_round SET policy = $2, policy_hash = $3, closes_at = $4, status = 'signing' WHERE id = $1`, [
    roundId,
    policy.text,
    policy.hash,
    policy.closesAt,
  ])

export const savePolicySignature = (tx: Tx, roundId: string, userId: string, signature: Uint8Array) =>
  tx.run('UPDATE officer_key SET policy_signature = $3 WHERE round_id = $1 AND user_id = $2', [
    roundId,
    userId,
    Buffer.from(signature),
  ])

export const moveRound = (tx: Tx, roundId: string, status: RoundStatus) =>
  tx.run('UPDATE price_round SET status = $2 WHERE id = $1', [roundId, status])

export const fixManifest = (tx: Tx, roundId: string, manifest: { text: string; hash: string }) =>
  tx.run(`UPDATE price_round SET manifest = $2, manifest_hash = $3, status = 'closed' WHERE id = $1`, [
    roundId,
    manifest.text,
    manifest.hash,
  ])
