import { isPrivileged, ROLES } from '#domain/permissions.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, type RequestContext, refuse, refuseIf } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { sealSecret } from '../../platform/vault.ts'
import { appendAudit } from '../audit/index.ts'
import { totpPlace } from './factor.ts'
import { createSession, deleteSession, deleteSessionsOf } from './sessionStore.ts'
import { findSession } from './sessions.ts'
import * as store from './store.ts'
import { isSecret } from './totp.ts'

export const PASSWORD_MIN = 8
const PASSWORD_MAX = 200

export interface UserInput {
  readonly login: string
  readonly displayName: string
  readonly role: string
  readonly password: string
  readonly orgCode?: string | null
  readonly body?: string | null
  /** Base32 seed of a hardware token; a person who has a second factor keeps theirs. */
  readonly totpSecret?: string | null
}

/** Signs a person in. Unknown login and wrong password are one answer, at one price. */
export async function login(ctx: RequestContext, input: { login: string; password: string }): Promise<string> {
  const seconds = await ctx.throttle.waitSeconds(input.login, ctx.address)
  if (seconds > 0) return refuse('tooManyTries', 'password', { seconds })
  const known = await ctx.db.as(PLATFORM).once(tx => store.findCredentials(tx, input.login))
  const ok = await ctx.passwords.verify(known?.passwordHash ?? null, input.password.slice(0, PASSWORD_MAX))
  if (!known || !ok) {
    await ctx.throttle.failed(input.login, ctx.address)
    return refuse('wrongPassword', 'password')
  }
  await ctx.throttle.passed(input.login)
  await openSession(ctx, known.id)
  return known.id
}

/** Opens a session for a person who has shown who they are; a second factor, where one is due, comes after it. */
export async function openSession(ctx: RequestContext, userId: string): Promise<void> {
  const token = await ctx.db.as(PLATFORM).tx(async tx => {
    const session = await createSession(tx, userId, ctx)
    await appendAudit(tx, null, {
      tenderId: null,
      action: 'login',
      subject: `user:${userId}`,
      payload: {},
      changes: 1,
    })
    return session
  })
  ctx.setSession(token)
  ctx.holder.session = await findSession(ctx.db, token)
}

export async function logout(ctx: RequestContext): Promise<{ count: number }> {
  const token = ctx.sessionToken
  const count = token ? await ctx.db.tx(tx => deleteSession(tx, token)) : 0
  ctx.setSession(null)
  ctx.holder.session = null
  return { count }
}

/** Changes the own password and signs every other browser out. */
export async function changePassword(
  ctx: RequestContext,
  input: { current: string; next: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'changePassword')
  refuseIf(checkPassword(input.next, 'next'))
  const known = await ctx.db.tx(tx => store.findCredentials(tx, actor.login))
  if (!(await ctx.passwords.verify(known?.passwordHash ?? null, input.current)))
    return refuse('wrongPassword', 'current')
  const passwordHash = await ctx.passwords.hash(input.next)
  return ctx.db.tx(async tx => {
    const count = await store.setPasswordHash(tx, actor.userId, passwordHash)
    await deleteSessionsOf(tx, actor.userId, ctx.holder.session?.id ?? null)
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'changePassword',
      subject: `user:${actor.userId}`,
      payload: {},
      changes: count,
    })
    return { count }
  })
}

/** Creates or renews accounts. Only an admin makes office, supervisor, auditor, officer and admin accounts. */
export async function importUsers(ctx: CommandContext, users: readonly UserInput[]): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'importUsers')
  refuseIf(users.flatMap((user, i) => checkUser(user, `users[${i}]`, actor.role === 'admin')))
  refuseIf(duplicateLogins(users))
  const hashed = await Promise.all(
    users.map(async user => ({
      ...user,
      orgCode: user.orgCode ?? null,
      body: user.body ?? null,
      passwordHash: await ctx.passwords.hash(user.password),
      totpSealed: user.totpSecret
        ? sealSecret(ctx.platformKey.storageKey, totpPlace(user.login), user.totpSecret)
        : null,
    })),
  )
  // A renewed account loses its sessions, which are not the office's to see.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const unknown = await store.findUnknownOrgs(tx, hashed)
    refuseIf(unknown.map(({ index, code }) => violation('unknownCode', `users[${index}].orgCode`, { value: code })))
    const count = await store.saveUsers(tx, hashed)
    if (count < users.length) refuse('conflict', 'users')
    const payload = { logins: users.map(user => user.login) }
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'importUsers',
      subject: `users:${count}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

/**
 * Whether these accounts are a grant of rights that somebody else has to confirm. The first admin, who is alone, makes the
 * first ones without; the log's row says so by its missing approval.
 */
export async function needsSecondPerson(ctx: CommandContext, users: readonly UserInput[]): Promise<boolean> {
  const { actor } = ctx
  if (!actor || !grantsRights(users)) return false
  return ctx.db.once(tx => store.hasSecondPerson(tx, actor.userId))
}

/** Whether accounts of privileged roles are among them. */
export const grantsRights = (users: readonly UserInput[]): boolean => users.some(user => isPrivileged(user.role))

const OPEN_TO_OFFICE: readonly string[] = [
  'hospital',
  'supplier',
  'distributor',
  'expert',
  'cityBureau',
  'provinceBureau',
  'officer',
  'lab',
]

function checkUser(user: UserInput, path: string, byAdmin: boolean): Violation[] {
  const found = checkPassword(user.password, `${path}.password`)
  if (!/^[A-Za-z0-9._@-]{3,64}$/.test(user.login))
    found.push(violation('notOneOf', `${path}.login`, { allowed: 'A–Z a–z 0–9 . _ @ - (3–64)' }))
  if (user.displayName.trim() === '') found.push(violation('required', `${path}.displayName`))
  if (!ROLES.some(role => role === user.role))
    found.push(violation('notOneOf', `${path}.role`, { allowed: ROLES.join(', ') }))
  else if (!byAdmin && !OPEN_TO_OFFICE.includes(user.role)) found.push(violation('forbidden', `${path}.role`))
  if (user.totpSecret && !isSecret(user.totpSecret))
    found.push(violation('notOneOf', `${path}.totpSecret`, { allowed: 'A–Z 2–7 (26–104)' }))
  if (['officer', 'lab'].includes(user.role) && !user.body) found.push(violation('required', `${path}.body`))
  return found
}

/** What is wrong with a new password. */
export function checkPassword(password: string, path: string): Violation[] {
  if (password.length < PASSWORD_MIN) return [violation('tooShort', path, { min: PASSWORD_MIN })]
  if (password.length > PASSWORD_MAX) return [violation('tooLong', path, { max: PASSWORD_MAX })]
  return []
}

function duplicateLogins(users: readonly UserInput[]): Violation[] {
  const seen = new Set<string>()
  return users.flatMap((user, i) => {
    if (seen.has(user.login)) return [violation('duplicate', `users[${i}].login`, { value: user.login })]
    seen.add(user.login)
    return []
  })
}
