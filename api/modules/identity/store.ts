import { createHash, randomBytes } from 'node:crypto'
import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

const IDLE_MINUTES = 30
const ABSOLUTE_HOURS = 12

const ACTOR_COLUMNS = `u.id AS "userId", u.login, u.display_name AS "displayName", u.role, u.hospital_id AS "hospitalId",
  u.supplier_id AS "supplierId", u.distributor_id AS "distributorId", u.expert_id AS "expertId", u.city_id AS "cityId",
  u.province_id AS "provinceId", u.body`

const sessionHash = (token: string) => createHash('sha256').update(token).digest()

export interface Credentials {
  readonly id: string
  readonly passwordHash: string
}

export const findCredentials = (tx: Tx, login: string) =>
  tx.row<Credentials>(
    `SELECT id, password_hash AS "passwordHash" FROM app_user WHERE login = $1 AND disabled_at IS NULL`,
    [login],
  )

/** Opens a session and returns its cookie value; only the hash is stored. */
export async function createSession(tx: Tx, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx.run('INSERT INTO session (id_hash, user_id) VALUES ($1, $2)', [sessionHash(token), userId])
  return token
}

/**
 * The people behind cookies, in their order; null for one that is unknown, idle too long, too old, or whose account is
 * disabled. Most calls only read: the last use is written once a minute, so that a page of requests does not wait for the
 * disk.
 */
export async function findActors(tx: Tx, tokens: readonly string[]): Promise<readonly (SignedIn | null)[]> {
  const hashes = tokens.map(sessionHash)
  const rows = await tx.rows<SignedIn & { idHash: Buffer; stale: boolean }>(
    `SELECT ${ACTOR_COLUMNS}, s.id_hash AS "idHash", s.last_seen_at < now() - interval '1 minute' AS stale
     FROM session s JOIN app_user u ON u.id = s.user_id
     WHERE s.id_hash = ANY($1::bytea[]) AND u.disabled_at IS NULL
       AND s.last_seen_at > now() - make_interval(mins => $2) AND s.created_at > now() - make_interval(hours => $3)`,
    [hashes, IDLE_MINUTES, ABSOLUTE_HOURS],
  )
  const stale = rows.filter(row => row.stale).map(row => row.idHash)
  if (stale.length > 0)
    await tx.run('UPDATE session SET last_seen_at = now() WHERE id_hash = ANY($1::bytea[])', [stale])
  const actors = new Map(rows.map(({ idHash, stale: _, ...actor }) => [idHash.toString('hex'), actor]))
  return hashes.map(hash => actors.get(hash.toString('hex')) ?? null)
}

export const deleteSession = (tx: Tx, token: string) =>
  tx.run('DELETE FROM session WHERE id_hash = $1', [sessionHash(token)])

export const deleteSessionsOf = (tx: Tx, userId: string, exceptToken: string | null) =>
  tx.run('DELETE FROM session WHERE user_id = $1 AND id_hash <> $2', [userId, sessionHash(exceptToken ?? '')])

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

/** Adds accounts, or renames them and resets their password when the login exists with the same role. */
export async function saveUsers(tx: Tx, users: readonly NewUser[]): Promise<number> {
  let saved = 0
  for (const role of new Set(users.map(user => user.role))) {
    const org = ORG_OF_ROLE[role]
    const mine = users.filter(user => user.role === role)
    saved += await tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash, body ${org ? `, ${org.column}` : ''})
       SELECT u.login, u.name, $1, u.hash, u.body ${org ? ', o.id' : ''}
       FROM UNNEST($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS u(login, name, hash, body, code)
       ${org ? `JOIN ${org.table} o ON o.code = u.code` : ''}
       ON CONFLICT (login) DO UPDATE SET display_name = EXCLUDED.display_name, password_hash = EXCLUDED.password_hash
       WHERE app_user.role = EXCLUDED.role`,
      [
        role,
        mine.map(user => user.login),
        mine.map(user => user.displayName),
        mine.map(user => user.passwordHash),
        mine.map(user => user.body),
        mine.map(user => user.orgCode),
      ],
    )
  }
  return saved
}
