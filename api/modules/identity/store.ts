import type { Tx } from '../../platform/db.ts'

export interface Credentials {
  readonly id: string
  readonly passwordHash: string
}

export const findCredentials = (tx: Tx, login: string) =>
  tx.row<Credentials>(
    `SELECT id, password_hash AS "passwordHash" FROM app_user WHERE login = $1 AND disabled_at IS NULL`,
    [login],
  )

export const setPasswordHash = (tx: Tx, userId: string, passwordHash: string) =>
  tx.run('UPDATE app_user SET password_hash = $2 WHERE id = $1', [userId, passwordHash])

/** Whether somebody else could confirm a grant of rights: another admin, or a supervisor. */
export async function hasSecondPerson(tx: Tx, userId: string): Promise<boolean> {
  const sql = `SELECT 1 FROM app_user WHERE role IN ('admin', 'supervisor') AND disabled_at IS NULL AND id <> $1 LIMIT 1`
  return (await tx.row(sql, [userId])) !== null
}

export interface NewUser {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly passwordHash: string
  readonly totpSealed: Uint8Array | null
  readonly orgCode: string | null
  readonly body: string | null
}

/** Where each role's organisation is looked up by its code. */
const ORG_OF_ROLE: Readonly<Record<string, { readonly table: string; readonly column: string }>> = {
  hospital: { table: 'hospital', column: 'hospital_id' },
  supplier: { table: 'supplier', column: 'supplier_id' },
  distributor: { table: 'distributor', column: 'distributor_id' },
  expert: { table: 'expert', column: 'expert_id' },
  cityBureau: { table: 'city', column: 'city_id' },
  provinceBureau: { table: 'province', column: 'province_id' },
}

/** Codes that do not exist for their role, with their place in the list. */
export async function findUnknownOrgs(
  tx: Tx,
  users: readonly NewUser[],
): Promise<readonly { index: number; code: string }[]> {
  const unknown: { index: number; code: string }[] = []
  for (const [role, org] of Object.entries(ORG_OF_ROLE)) {
    const mine = users.map((user, index) => ({ user, index })).filter(entry => entry.user.role === role)
    if (mine.length === 0) continue
    const codes = mine.map(entry => entry.user.orgCode ?? '')
    const known = await tx.rows<{ code: string }>(`SELECT code FROM ${org.table} WHERE code = ANY($1)`, [codes])
    const set = new Set(known.map(row => row.code))
    for (const entry of mine) {
      const code = entry.user.orgCode ?? ''
      if (!set.has(code)) unknown.push({ index: entry.index, code })
    }
  }
  return unknown
}

/**
 * Adds accounts, or renames them and resets their password when the login exists with the same role; who had a password
 * before is signed out, and keeps the second factor.
 */
export async function saveUsers(tx: Tx, users: readonly NewUser[]): Promise<number> {
  let saved = 0
  await tx.run('DELETE FROM session WHERE user_id IN (SELECT id FROM app_user WHERE login = ANY($1))', [
    users.map(user => user.login),
  ])
  for (const role of new Set(users.map(user => user.role))) {
    const org = ORG_OF_ROLE[role]
    const mine = users.filter(user => user.role === role)
    saved += await tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash, body, totp_sealed ${org ? `, ${org.column}` : ''})
       SELECT u.login, u.name, $1, u.hash, u.body, u.totp ${org ? ', o.id' : ''}
       FROM UNNEST($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
         AS u(login, name, hash, body, code, totp)
       ${org ? `JOIN ${org.table} o ON o.code = u.code` : ''}
       ON CONFLICT (login) DO UPDATE SET display_name = EXCLUDED.display_name, password_hash = EXCLUDED.password_hash,
         totp_sealed = coalesce(app_user.totp_sealed, EXCLUDED.totp_sealed)
       WHERE app_user.role = EXCLUDED.role`,
      [
        role,
        mine.map(user => user.login),
        mine.map(user => user.displayName),
        mine.map(user => user.passwordHash),
        mine.map(user => user.body),
        mine.map(user => user.orgCode),
        mine.map(user => user.totpSealed),
      ],
    )
  }
  return saved
}
