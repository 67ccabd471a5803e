import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { admit, dropFactor, noteChange, sessionOf, settingUp } from './factor.ts'
import * as store from './factorStore.ts'
import { keepChallenge, takeChallenge } from './sessionStore.ts'

const NAME_MAX = 60

const rpId = (ctx: RequestContext) => new URL(ctx.origin).hostname

/** What the browser needs to make a passkey for the signed-in person. */
export async function offerPasskey(ctx: RequestContext): Promise<unknown> {
  const { id, person } = settingUp(ctx)
  const known = await ctx.db.once(tx => store.listPasskeys(tx, person.userId))
  const options = await generateRegistrationOptions({
    rpName: '本草联采',
    rpID: rpId(ctx),
    userName: person.login,
    userDisplayName: person.displayName,
    userID: new TextEncoder().encode(person.userId),
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  await ctx.db.tx(tx => keepChallenge(tx, id, options.challenge))
  return options
}

/** Keeps the passkey that the browser made. The first factor of a session lets its person in. */
export async function addPasskey(
  ctx: RequestContext,
  input: { name: string; response?: unknown },
): Promise<{ count: number }> {
  const session = settingUp(ctx)
  const name = input.name.trim()
  if (name === '') return refuse('required', 'name')
  if (name.length > NAME_MAX) return refuse('tooLong', 'name', { max: NAME_MAX })
  const expectedChallenge =
    (await ctx.db.tx(tx => takeChallenge(tx, session.id))) ?? refuse('passkeyRefused', 'response')
  const info = await verifyRegistrationResponse({
    response: input.response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: ctx.origin,
    expectedRPID: rpId(ctx),
    requireUserVerification: false,
  }).then(
    checked => (checked.verified ? checked.registrationInfo : null),
    () => null,
  )
  if (!info) return refuse('passkeyRefused', 'response')
  const { id, publicKey, counter, transports = [] } = info.credential
  return ctx.db.tx(async tx => {
    const row = { id, publicKey, counter: BigInt(counter), transports }
    const count = await store.insertPasskey(tx, session.person.userId, name, row)
    if (count === 0) return refuse('passkeyRefused', 'response')
    if (session.factor !== 'done') await admit(ctx, tx, session)
    await noteChange(tx, session, 'addPasskey', count)
    return { count }
  })
}

/** What the browser needs to use a passkey of the person who gave the password. */
export async function askPasskey(ctx: RequestContext): Promise<unknown> {
  const session = sessionOf(ctx)
  const known = await ctx.db.once(tx => store.listPasskeys(tx, session.person.userId))
  if (known.length === 0) return refuse('factorMissing')
  const options = await generateAuthenticationOptions({
    rpID: rpId(ctx),
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    userVerification: 'preferred',
  })
  await ctx.db.tx(tx => keepChallenge(tx, session.id, options.challenge))
  return options
}

/** Passes the second factor, or steps up, by a passkey. @returns the person's id */
export async function verifyPasskey(ctx: RequestContext, input: { response?: unknown }): Promise<string> {
  const session = sessionOf(ctx)
  const { userId } = session.person
  const response = input.response as AuthenticationResponseJSON
  const expectedChallenge =
    (await ctx.db.tx(tx => takeChallenge(tx, session.id))) ?? refuse('passkeyRefused', 'response')
  const known = (await ctx.db.once(tx => store.listPasskeys(tx, userId))).find(key => key.id === response?.id)
  if (!known) return refuse('passkeyRefused', 'response')
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: ctx.origin,
    expectedRPID: rpId(ctx),
    requireUserVerification: false,
    credential: { id: known.id, publicKey: new Uint8Array(known.publicKey), counter: Number(known.counter) },
  }).catch(() => null)
  if (!checked?.verified) return refuse('passkeyRefused', 'response')
  await ctx.db.tx(async tx => {
    if (!(await store.countPasskey(tx, known.id, checked.authenticationInfo.newCounter)))
      refuse('passkeyRefused', 'response')
    await admit(ctx, tx, session)
    await appendAudit(tx, session.person, {
      tenderId: null,
      action: session.factor === 'done' ? 'stepUp' : 'passFactor',
      subject: `user:${userId} by:passkey`,
      payload: {},
      changes: 1,
    })
  })
  return userId
}

/** Forgets a passkey. */
export async function removePasskey(ctx: RequestContext, input: { id: string }): Promise<{ count: number }> {
  actorFor(ctx, 'removePasskey')
  return dropFactor(ctx, 'removePasskey', (tx, userId) => store.deletePasskey(tx, userId, input.id))
}
