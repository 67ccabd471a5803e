import { FACTOR_ROLES } from '#domain/permissions.ts'
import { actorFor, type CommandContext, type RequestContext, refuse, type SeenSession } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { openSecret, sealSecret } from '../../platform/vault.ts'
import { appendAudit } from '../audit/index.ts'
import * as store from './factorStore.ts'
import { passFactor } from './sessionStore.ts'
import { enrolment, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './totp.ts'

/** Where a person's TOTP secret belongs. */
export const totpPlace = (login: string) => `totp/${login}`

/** The session of a request, with or without its factor. */
export const sessionOf = (ctx: RequestContext): SeenSession => ctx.holder.session ?? refuse('notSignedIn')

/** A session that may change the own factors: the first one is being set up, or one was shown just now. */
export function settingUp(ctx: RequestContext): SeenSession {
  const session = sessionOf(ctx)
  if (session.factor === 'needed' || (session.factor === 'done' && !session.isFresh)) return refuse('stepUpNeeded')
  return session
}

/** The factor was shown: another cookie, and the person is the actor from now on. */
export async function admit(ctx: RequestContext, tx: Tx, session: SeenSession): Promise<void> {
  const token = (await passFactor(tx, session.id)) ?? refuse('notSignedIn')
  ctx.setSession(token)
  ctx.holder.session = { ...session, factor: 'done', isFresh: true }
}

/**
 * Passes the second factor by a TOTP code or a recovery code; each counts once. Signed in already, it is the step-up.
 * @returns the person's id
 */
export async function verifyTotp(ctx: RequestContext, input: { code: string }): Promise<string> {
  const session = sessionOf(ctx)
  const { person } = session
  const seconds = await ctx.throttle.waitSeconds(`factor/${person.login}`, ctx.address)
  if (seconds > 0) return refuse('tooManyTries', 'code', { seconds })
  const passed = await ctx.db.tx(async tx => {
    const by = await acceptCode(ctx, tx, session, input.code.replaceAll(/\s/g, ''))
    if (!by) return false
    await admit(ctx, tx, session)
    await appendAudit(tx, person, {
      tenderId: null,
      action: session.factor === 'done' ? 'stepUp' : 'passFactor',
      subject: `user:${person.userId} by:${by}`,
      payload: {},
      changes: 1,
    })
    return true
  })
  if (!passed) {
    await ctx.throttle.failed(`factor/${person.login}`, ctx.address)
    return refuse('wrongCode', 'code')
  }
  await ctx.throttle.passed(`factor/${person.login}`)
  return person.userId
}

async function acceptCode(ctx: RequestContext, tx: Tx, session: SeenSession, code: string): Promise<string | null> {
  const { userId, login } = session.person
  const totp = await store.lockTotp(tx, userId)
  if (totp?.sealed) {
    const secret = openSecret(ctx.platformKey.storageKey, totpPlace(login), totp.sealed)
    const step = secret === null ? null : stepOf(secret, code, Date.now() / 1000)
    if (step !== null) return (await store.spendStep(tx, userId, step)) ? 'totp' : null
  }
  const hash = recoveryHash(ctx.platformKey.storageKey, code)
  return code.length >= 10 && (await store.spendRecoveryCode(tx, userId, hash)) ? 'recoveryCode' : null
}

export interface TotpEnrolment {
  readonly secret: string
  readonly uri: string
  readonly svg: string
}

/** Offers a new TOTP secret; it counts once a code confirms it, and until then the old one does. */
export async function enrolTotp(ctx: RequestContext): Promise<TotpEnrolment> {
  const { person } = settingUp(ctx)
  const secret = newSecret()
  const sealed = sealSecret(ctx.platformKey.storageKey, totpPlace(person.login), secret)
  await ctx.db.tx(tx => store.savePending(tx, person.userId, sealed))
  return { secret, ...(await enrolment(person.login, secret)) }
}

/** Confirms the offered secret by its code. @returns the recovery codes, shown this once */
export async function confirmTotp(ctx: RequestContext, input: { code: string }): Promise<readonly string[]> {
  const session = settingUp(ctx)
  const { person } = session
  const key = ctx.platformKey.storageKey
  return ctx.db.tx(async tx => {
    const { pending } = (await store.lockTotp(tx, person.userId)) ?? refuse('notSignedIn')
    if (!pending) return refuse('factorMissing')
    const secret = openSecret(key, totpPlace(person.login), pending) ?? refuse('factorMissing')
    const step = stepOf(secret, input.code.replaceAll(/\s/g, ''), Date.now() / 1000)
    if (step === null) return refuse('wrongCode', 'code')
    await store.saveTotp(tx, person.userId, pending, step)
    const { codes, hashes } = newRecoveryCodes(key)
    await store.saveRecoveryCodes(tx, person.userId, hashes)
    await admit(ctx, tx, session)
    await noteChange(tx, session, 'confirmTotp', 1)
    return codes
  })
}

/** Fresh recovery codes; the old ones are void. */
export async function renewRecoveryCodes(ctx: RequestContext): Promise<readonly string[]> {
  const actor = actorFor(ctx, 'renewRecoveryCodes')
  const { codes, hashes } = newRecoveryCodes(ctx.platformKey.storageKey)
  await ctx.db.tx(async tx => {
    await store.saveRecoveryCodes(tx, actor.userId, hashes)
    await noteChange(tx, sessionOf(ctx), 'renewRecoveryCodes', hashes.length)
  })
  return codes
}

/** Gives the authenticator app up. */
export async function removeTotp(ctx: RequestContext): Promise<{ count: number }> {
  actorFor(ctx, 'removeTotp')
  return dropFactor(ctx, 'removeTotp', (tx, userId) => store.clearTotp(tx, userId))
}

/** Removes one factor; who must have one keeps the last. */
export async function dropFactor(
  ctx: RequestContext,
  action: string,
  drop: (tx: Tx, userId: string) => Promise<number>,
): Promise<{ count: number }> {
  const session = sessionOf(ctx)
  const { userId, role } = session.person
  return ctx.db.tx(async tx => {
    if (FACTOR_ROLES.includes(role) && (await store.countFactors(tx, userId)) < 2) refuse('lastFactor')
    const count = await drop(tx, userId)
    if (count === 0) refuse('notFound')
    await noteChange(tx, session, action, count)
    return { count }
  })
}

/** Takes all factors of a person away, so that they set up a new one at the next sign-in; ends their sessions. */
export async function resetSecondFactor(ctx: CommandContext, input: { userId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'resetSecondFactor')
  return ctx.db.tx(async tx => {
    const login = (await store.clearFactors(tx, input.userId)) ?? refuse('notFound', 'userId')
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'resetSecondFactor',
      subject: `user:${input.userId}`,
      payload: { login },
      changes: 1,
    })
    return { count: 1 }
  })
}

/** The trace of a change of the own factors. */
export const noteChange = (tx: Tx, session: SeenSession, action: string, changes: number) =>
  appendAudit(tx, session.person, {
    tenderId: null,
    action,
    subject: `user:${session.person.userId}`,
    payload: {},
    changes,
  })
