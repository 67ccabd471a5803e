import type { Tx } from '../../platform/db.ts'

export interface TotpState {
  readonly sealed: Uint8Array | null
  readonly pending: Uint8Array | null
  readonly step: bigint
}

export const lockTotp = (tx: Tx, userId: string) =>
  tx.row<TotpState>(
    `SELECT totp_sealed AS sealed, totp_pending AS pending, totp_step AS step FROM app_user WHERE id = $1 FOR UPDATE`,
    [userId],
  )

export const savePending = (tx: Tx, userId: string, sealed: Uint8Array) =>
  tx.run('UPDATE app_user SET totp_pending = $2 WHERE id = $1', [userId, sealed])

export const saveTotp = (tx: Tx, userId: string, sealed: Uint8Array, step: bigint) =>
  tx.run('UPDATE app_user SET totp_sealed = $2, totp_pending = NULL, totp_step = $3 WHERE id = $1', [
    userId,
    sealed,
    step,
  ])

/** Notes that a code of this step was used; false when one of it or of a later one has been. */
export const spendStep = async (tx: Tx, userId: string, step: bigint) =>
  (await tx.run('UPDATE app_user SET totp_step = $2 WHERE id = $1 AND totp_step < $2', [userId, step])) === 1

export const clearTotp = (tx: Tx, userId: string) =>
  tx.run('UPDATE app_user SET totp_sealed = NULL, totp_pending = NULL WHERE id = $1', [userId])

/** Replaces the recovery codes. */
export async function saveRecoveryCodes(tx: Tx, userId: string, hashes: readonly Uint8Array[]): Promise<void> {
  await tx.run('DELETE FROM recovery_code WHERE user_id = $1', [userId])
  await tx.run('INSERT INTO recovery_code (user_id, hash) SELECT $1, h FROM UNNEST($2::bytea[]) AS h', [userId, hashes])
}

export const spendRecoveryCode = async (tx: Tx, userId: string, hash: Uint8Array) =>
  (await tx.run('UPDATE recovery_code SET used_at = now() WHERE user_id = $1 AND hash = $2 AND used_at IS NULL', [
    userId,
    hash,
  ])) === 1

export interface PasskeyRow {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: bigint
  readonly transports: readonly string[]
}

export const listPasskeys = (tx: Tx, userId: string) =>
  tx.rows<PasskeyRow>(
    'SELECT id, public_key AS "publicKey", counter, transports FROM passkey WHERE user_id = $1 ORDER BY created_at',
    [userId],
  )

export const insertPasskey = (tx: Tx, userId: string, name: string, key: PasskeyRow) =>
  tx.run(
    `INSERT INTO passkey (id, user_id, name, public_key, counter, transports) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO NOTHING`,
    [key.id, userId, name, key.publicKey, key.counter, key.transports],
  )

/** A passkey was used. Its counter only grows; keys that do not count send zero for ever. */
export const countPasskey = async (tx: Tx, id: string, counter: number) =>
  (await tx.run(
    'UPDATE passkey SET counter = $2, last_used_at = now() WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))',
    [id, counter],
  )) === 1

export const deletePasskey = (tx: Tx, userId: string, id: string) =>
  tx.run('DELETE FROM passkey WHERE user_id = $1 AND id = $2', [userId, id])

/** How many factors a person has; the row is locked, so that two removals do not leave none. */
export async function countFactors(tx: Tx, userId: string): Promise<number> {
  await tx.row('SELECT 1 FROM app_user WHERE id = $1 FOR UPDATE', [userId])
  const row = await tx.row<{ factors: number }>(
    `SELECT (totp_sealed IS NOT NULL)::int + (SELECT count(*)::int FROM passkey WHERE user_id = $1) AS factors
     FROM app_user WHERE id = $1`,
    [userId],
  )
  return row?.factors ?? 0
}

/** Takes every factor away and ends every session. @returns the login, null when there is no such person */
export async function clearFactors(tx: Tx, userId: string): Promise<string | null> {
  const row = await tx.row<{ login: string }>(
    'UPDATE app_user SET totp_sealed = NULL, totp_pending = NULL WHERE id = $1 RETURNING login',
    [userId],
  )
  await tx.run('DELETE FROM passkey WHERE user_id = $1', [userId])
  await tx.run('DELETE FROM recovery_code WHERE user_id = $1', [userId])
  await tx.run('DELETE FROM session WHERE user_id = $1', [userId])
  return row?.login ?? null
}

export interface PasskeyFacts {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** A person's factors as they see them. */
export async function readFactors(tx: Tx, userId: string) {
  const row = await tx.row<{ hasTotp: boolean; recoveryCodesLeft: number; oidcIssuer: string | null }>(
    `SELECT totp_sealed IS NOT NULL AS "hasTotp",
       (SELECT count(*)::int FROM recovery_code WHERE user_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft",
       (SELECT min(issuer) FROM oidc_identity WHERE user_id = $1) AS "oidcIssuer"
     FROM app_user WHERE id = $1`,
    [userId],
  )
  const passkeys = await tx.rows<PasskeyFacts>(
    `SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM passkey WHERE user_id = $1
     ORDER BY created_at`,
    [userId],
  )
  return { ...(row ?? { hasTotp: false, recoveryCodesLeft: 0, oidcIssuer: null }), passkeys }
}

/** The last used TOTP step of each of these logins that has a secret. */
export async function findDemoSteps(tx: Tx, logins: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.rows<{ login: string; step: bigint }>(
    'SELECT login, totp_step AS step FROM app_user WHERE login = ANY($1) AND totp_sealed IS NOT NULL',
    [logins],
  )
  return new Map(rows.map(row => [row.login, row.step]))
}
