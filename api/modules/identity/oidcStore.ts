import type { Tx } from '../../platform/db.ts'

/** Whose identity this is at that provider; null when it is bound to nobody, or to a closed account. */
export async function findBound(tx: Tx, issuer: string, subject: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `SELECT u.id FROM oidc_identity o JOIN app_user u ON u.id = o.user_id
     WHERE o.issuer = $1 AND o.subject = $2 AND u.disabled_at IS NULL`,
    [issuer, subject],
  )
  return row?.id ?? null
}

/** Binds an identity; false when it, or this person's at the provider, is bound already. */
export const bind = async (tx: Tx, identity: { issuer: string; subject: string; userId: string }) =>
  (await tx.run('INSERT INTO oidc_identity (issuer, subject, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    identity.issuer,
    identity.subject,
    identity.userId,
  ])) === 1

export const unbind = (tx: Tx, userId: string) => tx.run('DELETE FROM oidc_identity WHERE user_id = $1', [userId])
