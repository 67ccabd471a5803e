import { createHash, randomBytes } from 'node:crypto'
import { FACTOR_ROLES } from '#domain/permissions.ts'
import type { FactorState, SeenSession, SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

const IDLE_MINUTES = 30
const ABSOLUTE_HOURS = 12
const FRESH_MINUTES = 5
const PREVIOUS_SECONDS = 20
const AGENT_MAX = 300

const sessionHash = (token: string) => createHash('sha256').update(token).digest()
const newToken = () => randomBytes(32).toString('base64url')

/** From where and with what somebody signs in. */
export interface Visitor {
  readonly address: string
  readonly agent: string
}

/** Opens a session and returns its cookie value; only the hash is stored. */
export async function createSession(tx: Tx, userId: string, visitor: Visitor): Promise<string> {
  const token = newToken()
  await tx.run('INSERT INTO session (id_hash, user_id, address, agent) VALUES ($1, $2, $3, $4)', [
    sessionHash(token),
    userId,
    visitor.address,
    visitor.agent.slice(0, AGENT_MAX),
  ])
  return token
}

type SessionRow = SignedIn & {
  readonly idHash: Buffer
  readonly previousHash: Buffer | null
  readonly sessionId: string
  readonly stale: boolean
  readonly passed: boolean
  readonly fresh: boolean
  readonly hasFactor: boolean
}

/**
 * The sessions behind cookies, in their order; null for one that is unknown, idle too long, too old, or whose account is
 * disabled. Most calls only read: the last use is written once a minute, so that a page of requests does not wait for the
 * disk.
 */
export async function findSessions(tx: Tx, tokens: readonly string[]): Promise<readonly (SeenSession | null)[]> {
  const hashes = tokens.map(sessionHash)
  const rows = await tx.rows<SessionRow>(
    `SELECT u.id AS "userId", u.login, u.display_name AS "displayName", u.role, u.hospital_id AS "hospitalId",
       u.supplier_id AS "supplierId", u.distributor_id AS "distributorId", u.expert_id AS "expertId",
       u.city_id AS "cityId", u.province_id AS "provinceId", u.body,
       s.id_hash AS "idHash", s.id AS "sessionId", s.last_seen_at < now() - interval '1 minute' AS stale,
       CASE WHEN s.stepped_up_at > now() - make_interval(secs => $5) THEN s.previous_hash END AS "previousHash",
       s.factor_at IS NOT NULL AS passed,
       coalesce(s.stepped_up_at > now() - make_interval(mins => $4), false) AS fresh,
       u.totp_sealed IS NOT NULL OR EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = u.id) AS "hasFactor"
     FROM session s JOIN app_user u ON u.id = s.user_id
     WHERE (s.id_hash = ANY($1::bytea[]) OR s.previous_hash = ANY($1::bytea[])) AND u.disabled_at IS NULL
       AND s.last_seen_at > now() - make_interval(mins => $2) AND s.created_at > now() - make_interval(hours => $3)`,
    [hashes, IDLE_MINUTES, ABSOLUTE_HOURS, FRESH_MINUTES, PREVIOUS_SECONDS],
  )
  const stale = rows.filter(row => row.stale).map(row => row.idHash)
  if (stale.length > 0)
    await tx.run('UPDATE session SET last_seen_at = now() WHERE id_hash = ANY($1::bytea[])', [stale])
  const seen = new Map<string, SeenSession>()
  for (const row of rows) {
    seen.set(row.idHash.toString('hex'), seenSession(row))
    // The cookie of before is good for reading on, not for what the step-up was asked for.
    if (row.previousHash) seen.set(row.previousHash.toString('hex'), { ...seenSession(row), isFresh: false })
  }
  return hashes.map(hash => seen.get(hash.toString('hex')) ?? null)
}

function seenSession(row: SessionRow): SeenSession {
  const { idHash: _, previousHash: _p, sessionId, stale: _s, passed, fresh, hasFactor, ...person } = row
  return { id: sessionId, person, factor: factorState(person, hasFactor, passed), isFresh: fresh }
}

function factorState(person: SignedIn, hasFactor: boolean, passed: boolean): FactorState {
  if (passed) return 'done'
  if (hasFactor) return 'needed'
  return FACTOR_ROLES.includes(person.role) ? 'enrol' : 'none'
}

/** The factor was shown: notes it and changes the cookie. @returns the new cookie, null when the session is gone */
export async function passFactor(tx: Tx, sessionId: string): Promise<string | null> {
  const token = newToken()
  const sql = `UPDATE session SET id_hash = $2, previous_hash = CASE WHEN factor_at IS NULL THEN NULL ELSE id_hash END,
    factor_at = coalesce(factor_at, now()), stepped_up_at = now(), challenge = NULL WHERE id = $1`
  return (await tx.run(sql, [sessionId, sessionHash(token)])) === 1 ? token : null
}

export const keepChallenge = (tx: Tx, sessionId: string, challenge: string) =>
  tx.run('UPDATE session SET challenge = $2 WHERE id = $1', [sessionId, challenge])

/** Takes the challenge under way: it serves once. */
export async function takeChallenge(tx: Tx, sessionId: string): Promise<string | null> {
  const row = await tx.row<{ challenge: string | null }>('SELECT challenge FROM session WHERE id = $1 FOR UPDATE', [
    sessionId,
  ])
  await tx.run('UPDATE session SET challenge = NULL WHERE id = $1', [sessionId])
  return row?.challenge ?? null
}

export const deleteSession = (tx: Tx, token: string) =>
  tx.run('DELETE FROM session WHERE id_hash = $1 OR previous_hash = $1', [sessionHash(token)])

/** Ends the sessions of a person but one. */
export const deleteSessionsOf = (tx: Tx, userId: string, exceptId: string | null) =>
  tx.run('DELETE FROM session WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid', [userId, exceptId])

export interface OwnSession {
  readonly id: string
  readonly agent: string
  readonly address: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

/** The sessions of a person that still count, the last used first. */
export const listSessions = (tx: Tx, userId: string) =>
  tx.rows<OwnSession>(
    `SELECT id, agent, address, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM session
     WHERE user_id = $1 AND last_seen_at > now() - make_interval(mins => $2)
       AND created_at > now() - make_interval(hours => $3) ORDER BY last_seen_at DESC`,
    [userId, IDLE_MINUTES, ABSOLUTE_HOURS],
  )

export const deleteOwnSession = (tx: Tx, userId: string, id: string) =>
  tx.run('DELETE FROM session WHERE user_id = $1 AND id = $2', [userId, id])
