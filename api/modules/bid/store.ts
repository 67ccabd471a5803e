import type { Drill } from '#domain/drill.ts'
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
  /** Counts the policies of the round; envelopes under an earlier one are void. */
  readonly policyVersion: number
  readonly restartReason: string | null
  readonly drillEnvelope: Uint8Array | null
  readonly drillDigest: Uint8Array | null
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
       r.policy_version AS "policyVersion", r.restart_reason AS "restartReason",
       r.drill_envelope AS "drillEnvelope", r.drill_digest AS "drillDigest", r.platform_public_key AS "platformPublicKey", r.manifest, r.manifest_hash AS "manifestHash",
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

/** A policy ready to be signed. */
export interface NewPolicy {
  readonly version: number
  readonly text: string
  readonly hash: string
  readonly closesAt: Date
  readonly reason: string | null
  readonly drill: Drill
}

/** Puts a policy up for signing, of the round's present version or the next. @returns false when the round had it before */
export async function fixPolicy(tx: Tx, roundId: string, policy: NewPolicy): Promise<boolean> {
  const known = await tx.row('SELECT 1 FROM round_policy WHERE round_id = $1 AND hash = $2', [roundId, policy.hash])
  if (known) return false
  await tx.run(
    `UPDATE price_round SET policy_version = $2, policy = $3, policy_hash = $4, closes_at = $5, restart_reason = $6,
       drill_envelope = $7, drill_digest = $8, manifest = NULL, manifest_hash = NULL, status = 'signing' WHERE id = $1`,
    [
      roundId,
      policy.version,
      policy.text,
      policy.hash,
      policy.closesAt,
      policy.reason,
      Buffer.from(policy.drill.envelope),
      Buffer.from(policy.drill.digest),
    ],
  )
  await tx.run(
    `INSERT INTO round_policy (round_id, version, policy, hash, reason, created_at)
     SELECT id, policy_version, policy, policy_hash, restart_reason, tender_now(tender_id) FROM price_round WHERE id = $1`,
    [roundId],
  )
  return true
}

/** Takes a round back to the making of keys, under its next version. */
export const takeBackToKeys = (tx: Tx, roundId: string, next: { version: number; closesAt: Date; reason: string }) =>
  tx.run(
    `UPDATE price_round SET policy_version = $2, closes_at = $3, restart_reason = $4, status = 'keying', policy = NULL,
       policy_hash = NULL, drill_envelope = NULL, drill_digest = NULL, manifest = NULL, manifest_hash = NULL WHERE id = $1`,
    [roundId, next.version, next.closesAt, next.reason],
  )

/** The rounds of a tender, locked like {@link lockRound}; before the tender itself is. */
export async function lockRoundsOf(tx: Tx, tenderId: string): Promise<RoundRow[]> {
  const ids = await tx.rows<{ id: string }>(
    'SELECT id FROM price_round WHERE tender_id = $1 ORDER BY number FOR UPDATE',
    [tenderId],
  )
  const rounds: RoundRow[] = []
  for (const { id } of ids) rounds.push(await lockRound(tx, id))
  return rounds
}

/** Moves the deadline of a round whose policy is not written yet. */
export const setKeyingDeadline = (tx: Tx, roundId: string, closesAt: Date) =>
  tx.run(`UPDATE price_round SET closes_at = $2 WHERE id = $1 AND status = 'keying'`, [roundId, closesAt])

export const moveRound = (tx: Tx, roundId: string, status: RoundStatus) =>
  tx.run('UPDATE price_round SET status = $2 WHERE id = $1', [roundId, status])

export const fixManifest = (tx: Tx, roundId: string, manifest: { text: string; hash: string }) =>
  tx.run(`UPDATE price_round SET manifest = $2, manifest_hash = $3, status = 'closed' WHERE id = $1`, [
    roundId,
    manifest.text,
    manifest.hash,
  ])
