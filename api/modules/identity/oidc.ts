import type { Express, Request, Response } from 'express'
import * as client from 'openid-client'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { openSecret, sealSecret } from '../../platform/vault.ts'
import { appendAudit } from '../audit/index.ts'
import { openSession } from './commands.ts'
import { bind, findBound, unbind } from './oidcStore.ts'
import { findCredentials } from './store.ts'

/** Another place where people may sign in. */
export interface OidcProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What a sign-in under way keeps in its browser, sealed. */
interface Flow {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Whom the identity is to be bound to; null signs in. */
  readonly bindTo: string | null
  readonly until: number
}

interface Ticket {
  readonly userId: string
  readonly until: number
}

const FLOW_MS = 10 * 60_000
const TICKET_MS = 2 * 60_000
const COOKIE = 'bencao-oidc'
const CALLBACK = '/auth/oidc/callback'

type ContextOf = (req: Request, res: Response) => Promise<RequestContext>

/** Sign-in at another provider: authorization code with PKCE, state and nonce; the platform's own factor comes after. */
export function oidcRoutes(app: Express, provider: OidcProvider, contextOf: ContextOf): void {
  const configuration = remembered(() => discover(provider))
  app.get('/auth/oidc/start', async (req, res) => {
    const ctx = await contextOf(req, res)
    const ticket = open<Ticket>(ctx, 'oidc/ticket', String(req.query.bind ?? ''))
    // A ticket works for the person who asked for it only: nobody is lured into binding theirs to a stranger's account.
    if (req.query.bind !== undefined && (!ticket || ticket.userId !== ctx.actor?.userId))
      return res.redirect('/account?oidc=failed')
    const { url, flow } = await begin(await configuration(), ctx, ticket?.userId ?? null)
    res.append('set-cookie', flowCookie(seal(ctx, 'oidc/flow', flow), req.secure))
    res.redirect(url)
  })
  app.get(CALLBACK, async (req, res) => {
    const ctx = await contextOf(req, res)
    const flow = open<Flow>(ctx, 'oidc/flow', readFlow(req))
    res.append('set-cookie', flowCookie('', req.secure))
    if (!flow) return res.redirect('/login?oidc=failed')
    const who = await identify(await configuration(), new URL(req.originalUrl, ctx.origin), flow)
    res.redirect(await arrive(ctx, flow, who))
  })
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<client.Configuration> {
  const url = new URL(issuer)
  // Without TLS only a provider on this very machine, as in tests.
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname)
  const execute = isLocal ? [client.allowInsecureRequests] : []
  return client.discovery(url, clientId, clientSecret, undefined, { execute })
}

async function begin(configuration: client.Configuration, ctx: RequestContext, bindTo: string | null) {
  const verifier = client.randomPKCECodeVerifier()
  const flow: Flow = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier,
    bindTo,
    until: Date.now() + FLOW_MS,
  }
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${ctx.origin}${CALLBACK}`,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: flow.state,
    nonce: flow.nonce,
  })
  return { url: url.href, flow }
}

interface Identity {
  readonly issuer: string
  readonly subject: string
}

async function identify(configuration: client.Configuration, url: URL, flow: Flow): Promise<Identity | null> {
  const tokens = await client
    .authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    })
    .catch(() => null)
  const claims = tokens?.claims()
  return claims ? { issuer: claims.iss, subject: claims.sub } : null
}

/** Binds or signs in. @returns where the browser goes on */
async function arrive(ctx: RequestContext, flow: Flow, who: Identity | null): Promise<string> {
  if (!who) return flow.bindTo ? '/account?oidc=failed' : '/login?oidc=failed'
  if (flow.bindTo) {
    const done = await bindIdentity(ctx, who, flow.bindTo)
    return done ? '/account' : '/account?oidc=failed'
  }
  const userId = await ctx.db.as(PLATFORM).once(tx => findBound(tx, who.issuer, who.subject))
  if (!userId) return '/login?oidc=failed'
  await openSession(ctx, userId)
  const factor = ctx.holder.session?.factor
  return factor === 'needed' || factor === 'enrol' ? `/login?factor=${factor}` : '/'
}

const bindIdentity = (ctx: RequestContext, who: Identity, userId: string) =>
  ctx.db.as(PLATFORM).tx(async tx => {
    if (!(await bind(tx, { ...who, userId }))) return false
    await appendAudit(tx, null, {
      tenderId: null,
      action: 'bindOidc',
      subject: `user:${userId} issuer:${who.issuer}`,
      payload: { subject: who.subject },
      changes: 1,
    })
    return true
  })

/** Starts the binding of an identity; the password is asked for, as for a new password. @returns where to go for it */
export async function bindOidc(ctx: RequestContext, input: { current: string }): Promise<{ url: string }> {
  const actor = actorFor(ctx, 'bindOidc')
  if (!ctx.oidc) return refuse('notFound')
  const known = await ctx.db.once(tx => findCredentials(tx, actor.login))
  if (!(await ctx.passwords.verify(known?.passwordHash ?? null, input.current)))
    return refuse('wrongPassword', 'current')
  const ticket: Ticket = { userId: actor.userId, until: Date.now() + TICKET_MS }
  return { url: `/auth/oidc/start?bind=${seal(ctx, 'oidc/ticket', ticket)}` }
}

/** Takes the binding back. */
export async function unbindOidc(ctx: RequestContext): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'unbindOidc')
  return ctx.db.tx(async tx => {
    const count = await unbind(tx, actor.userId)
    const subject = `user:${actor.userId}`
    if (count > 0)
      await appendAudit(tx, actor, { tenderId: null, action: 'unbindOidc', subject, payload: {}, changes: count })
    return { count }
  })
}

const seal = (ctx: RequestContext, place: string, value: object) =>
  Buffer.from(sealSecret(ctx.platformKey.storageKey, place, JSON.stringify(value))).toString('base64url')

function open<T extends { readonly until: number }>(ctx: RequestContext, place: string, text: string): T | null {
  const plain = openSecret(ctx.platformKey.storageKey, place, Buffer.from(text, 'base64url'))
  if (plain === null) return null
  const value: T = JSON.parse(plain)
  return value.until > Date.now() ? value : null
}

/** Lax, because the provider sends the browser back from another site. */
const flowCookie = (value: string, secure: boolean) =>
  `${COOKIE}=${value}; Path=/auth/oidc; Max-Age=${value ? FLOW_MS / 1000 : 0}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

const readFlow = (req: Request) => /(?:^|;\s*)bencao-oidc=([A-Za-z0-9_-]+)/.exec(req.headers.cookie ?? '')?.[1] ?? ''

/** Asks once; after a failure the next call asks again. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null
  return () => {
    known ??= make().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
