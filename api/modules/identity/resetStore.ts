import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'

const MINUTES = 30

const hashOf = (token: string) => createHash('sha256').update(token).digest()

export interface IssuedReset {
  readonly token: string
  readonly expiresAt: Date
}

/** Issues a link for a person; earlier ones are void. Null when there is no such person. */
export async function issueReset(tx: Tx, userId: string, issuedBy: string): Promise<IssuedReset | null> {
  const token = randomBytes(32).toString('base64url')
  await tx.run('DELETE FROM password_reset WHERE user_id = $1 AND used_at IS NULL', [userId])
  const row = await tx.row<{ expiresAt: Date }>(
    `INSERT INTO password_reset (token_hash, user_id, issued_by, expires_at)
     SELECT $1, id, $3, now() + make_interval(mins => $4) FROM app_user WHERE id = $2 AND disabled_at IS NULL
     RETURNING expires_at AS "expiresAt"`,
    [hashOf(token), userId, issuedBy, MINUTES],
  )
  return row && { token, expiresAt: row.expiresAt }
}

/** Uses a link up. @returns whose it was, null when it is unknown, too old or used */
export async function takeReset(tx: Tx, token: string): Promise<string | null> {
  const row = await tx.row<{ userId: string }>(
    `UPDATE password_reset SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
     RETURNING user_id AS "userId"`,
    [hashOf(token)],
  )
  return row?.userId ?? null
}
