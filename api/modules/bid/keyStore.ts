import type { Tx } from '../../platform/db.ts'

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
  readonly drillShare: Uint8Array | null
  readonly drillSalt: Uint8Array | null
}

/** One policy of one round. */
export interface Version {
  readonly roundId: string
  readonly version: number
}

/** Keys of a round's officers under one version of its policy, by ordinal. */
export const officerKeys = (tx: Tx, { roundId, version }: Version) =>
  tx.rows<OfficerKeyRow>(
    `SELECT k.user_id AS "userId", u.login, u.display_name AS "displayName", k.ordinal, k.body,
       k.public_key AS "publicKey", k.signing_key AS "signingKey", k.key_signature AS "keySignature",
       k.policy_signature AS "policySignature", k.drill_share AS "drillShare", k.drill_salt AS "drillSalt"
     FROM officer_key k JOIN app_user u ON u.id = k.user_id
     WHERE k.round_id = $1 AND k.policy_version = $2 ORDER BY k.ordinal`,
    [roundId, version],
  )

/** Whether a public key served under an earlier version of the round. */
export const wasUsedBefore = async (tx: Tx, { roundId, version }: Version, publicKey: Uint8Array) =>
  (await tx.row('SELECT 1 FROM officer_key WHERE round_id = $1 AND policy_version < $2 AND public_key = $3', [
    roundId,
    version,
    Buffer.from(publicKey),
  ])) !== null

export interface NewOfficerKey extends Version {
  readonly userId: string
  readonly body: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
}

/** Stores an officer's key, or replaces it while keys are still being made. */
export const saveOfficerKey = (tx: Tx, key: NewOfficerKey) =>
  tx.run(
    `INSERT INTO officer_key (round_id, policy_version, user_id, ordinal, body, public_key, signing_key, key_signature)
     SELECT $1, $2, $3, coalesce(max(ordinal), 0) + 1, $4, $5, $6, $7 FROM officer_key
     WHERE round_id = $1 AND policy_version = $2
     ON CONFLICT (round_id, policy_version, user_id) DO UPDATE SET body = EXCLUDED.body, public_key = EXCLUDED.public_key,
       signing_key = EXCLUDED.signing_key, key_signature = EXCLUDED.key_signature`,
    [
      key.roundId,
      key.version,
      key.userId,
      key.body,
      Buffer.from(key.publicKey),
      Buffer.from(key.signingKey),
      Buffer.from(key.keySignature),
    ],
  )

/** Takes the keys of a version over into the next; signatures stay behind. */
export const copyOfficerKeys = (tx: Tx, { roundId, version }: Version) =>
  tx.run(
    `INSERT INTO officer_key (round_id, policy_version, user_id, ordinal, body, public_key, signing_key, key_signature)
     SELECT round_id, policy_version + 1, user_id, ordinal, body, public_key, signing_key, key_signature
     FROM officer_key WHERE round_id = $1 AND policy_version = $2`,
    [roundId, version],
  )

/** Numbers the officers 1 … n by login: who clicked first must not change the policy. */
export async function orderOfficers(tx: Tx, { roundId, version }: Version): Promise<void> {
  // Out of the way first: a permutation in place would meet itself in the unique index.
  await tx.run('UPDATE officer_key SET ordinal = -ordinal WHERE round_id = $1 AND policy_version = $2', [
    roundId,
    version,
  ])
  await tx.run(
    `UPDATE officer_key k SET ordinal = o.ordinal FROM (
       SELECT k.user_id, row_number() OVER (ORDER BY u.login COLLATE "C") AS ordinal
       FROM officer_key k JOIN app_user u ON u.id = k.user_id WHERE k.round_id = $1 AND k.policy_version = $2) o
     WHERE k.round_id = $1 AND k.policy_version = $2 AND k.user_id = o.user_id`,
    [roundId, version],
  )
}

/** What an officer gives when signing a policy. */
export interface PolicySignature {
  readonly signature: Uint8Array
  readonly share: Uint8Array
  readonly salt: Uint8Array
}

export const savePolicySignature = (tx: Tx, { roundId, version }: Version, userId: string, signed: PolicySignature) =>
  tx.run(
    `UPDATE officer_key SET policy_signature = $4, drill_share = $5, drill_salt = $6
     WHERE round_id = $1 AND policy_version = $2 AND user_id = $3`,
    [roundId, version, userId, Buffer.from(signed.signature), Buffer.from(signed.share), Buffer.from(signed.salt)],
  )

/** The officer's long-lived signing key, their account locked; null until they have used one. */
export async function lockSigningKey(tx: Tx, userId: string): Promise<Uint8Array | null> {
  const row = await tx.row<{ signingKey: Uint8Array | null }>(
    'SELECT signing_key AS "signingKey" FROM app_user WHERE id = $1 FOR NO KEY UPDATE',
    [userId],
  )
  return row?.signingKey ?? null
}

/** Whether another account has pinned this signing key. */
export const isPinnedElsewhere = async (tx: Tx, userId: string, signingKey: Uint8Array) =>
  (await tx.row('SELECT 1 FROM app_user WHERE signing_key = $2 AND id <> $1', [userId, Buffer.from(signingKey)])) !==
  null

/** Pins the signing key of an account, or (null) lets the next one be pinned. */
export const pinSigningKey = (tx: Tx, userId: string, signingKey: Uint8Array | null) =>
  tx.run('UPDATE app_user SET signing_key = $2 WHERE id = $1', [userId, signingKey && Buffer.from(signingKey)])

/** An account by id: its login, and whether it is an officer's. */
export const findOfficer = (tx: Tx, userId: string) =>
  tx.row<{ login: string }>(`SELECT login FROM app_user WHERE id = $1 AND role = 'officer'`, [userId])
