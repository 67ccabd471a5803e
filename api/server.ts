import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { GraphQLError } from 'graphql'
import { createYoga } from 'graphql-yoga'
import helmet, { type HelmetOptions } from 'helmet'
import { violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { type CommandContext, dbActorOf, Refusal, type RequestContext } from './context.ts'
import { buildSchema } from './graphql/schema.ts'
import { findSession, type OidcProvider, oidcRoutes } from './modules/identity/index.ts'
import { NOBODY } from './platform/dbActor.ts'
import type { JobMoves } from './platform/jobMoves.ts'
import { limitRequests, type RequestRates } from './platform/limits.ts'
import { documentLimits, onlyKnownDocuments } from './platform/limitsGraphql.ts'
import type { Log } from './platform/log.ts'
import { httpSeconds, renderMetrics } from './platform/metrics.ts'
import { portInUse } from './platform/start.ts'
import { openThrottle, type Throttle } from './platform/throttle.ts'

export interface ServerParts {
  readonly command: Omit<CommandContext, 'actor'>
  readonly log: Log
  readonly jobMoves: JobMoves
  /** Names of what is not ready; empty when all is well. */
  readonly notReady: () => Promise<readonly string[]>
  readonly production: boolean
  /** Requests per minute. */
  readonly rates: RequestRates
  /** File with the hashes of the only documents that are answered; null answers all. */
  readonly knownDocuments: string | null
  /** The demo's accounts may be named on the sign-in page. */
  readonly demo?: boolean
  /** Address under which people reach the site, where the request's own host is not it. */
  readonly publicUrl?: string | undefined
  /** Another place where people may sign in; null for none. */
  readonly oidc?: OidcProvider | null
  /** Folder of the built admin UI; null serves none. */
  readonly adminDir: string | null
  /** Routes of documents (files up and down). */
  readonly mount?: (app: Express, contextOf: (req: Request, res: Response) => Promise<RequestContext>) => void
}

const CSRF_HEADER = 'x-bencao-csrf'
const BODY_MAX = '4mb'

/** The whole HTTP face of the platform. Listening is the caller's. */
export function createApp(parts: ServerParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback')
  app.use(requestLog(parts.log))
  app.use(securityHeaders())
  app.get('/healthz', (_req, res) => void res.type('text/plain').send('ok\n'))
  app.get('/readyz', async (_req, res) => {
    const missing = await parts.notReady()
    res.status(missing.length === 0 ? 200 : 503).json({ ready: missing.length === 0, missing })
  })
  app.get(
    '/metrics',
    async (_req, res) => void res.type('text/plain; version=0.0.4').send(await renderMetrics(parts.command.db)),
  )
  app.use(limitRequests(parts.rates, readCookie))
  const throttle = openThrottle()
  const contextOf = (req: Request, res: Response) => requestContext(parts, throttle, req, res)
  // Read here and not by yoga, which takes every body through web streams: a tenth of a small request's cost.
  const known = parts.knownDocuments ? [onlyKnownDocuments(parts.knownDocuments)] : []
  app.use(
    '/graphql',
    refuseForgery,
    onlyJson,
    express.json({ limit: BODY_MAX }),
    ...known,
    graphqlHandler(parts, contextOf),
  )
  if (parts.oidc) oidcRoutes(app, parts.oidc, contextOf)
  parts.mount?.(app, contextOf)
  if (parts.adminDir) serveAdmin(app, parts.adminDir)
  app.use(failed(parts.log))
  return app
}

function securityHeaders() {
  const always = helmet({ ...POLICY, hsts: false })
  const secure = helmet({ ...POLICY, hsts: { maxAge: YEAR_SECONDS, includeSubDomains: true } })
  return (req: Request, res: Response, next: NextFunction) => (req.secure ? secure : always)(req, res, next)
}

const YEAR_SECONDS = 365 * 86_400

const POLICY = {
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // MUI writes its styles into the page; scripts stay strict.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
} satisfies HelmetOptions

/** A request that brings a session cookie must also bring a header that no foreign page can set. */
function refuseForgery(req: Request, res: Response, next: NextFunction): void {
  if (!readCookie(req) || req.headers[CSRF_HEADER] !== undefined) {
    next()
    return
  }
  res.status(403).json({ errors: [{ message: `header ${CSRF_HEADER} is missing`, extensions: { code: 'FORBIDDEN' } }] })
}

/** A form of a foreign page can send texts and forms, JSON it cannot. */
function onlyJson(req: Request, res: Response, next: NextFunction): void {
  if (req.method !== 'POST' || req.is('json')) next()
  else res.status(415).json({ errors: [{ message: 'content-type: application/json is expected' }] })
}

function graphqlHandler(parts: ServerParts, contextOf: (req: Request, res: Response) => Promise<RequestContext>) {
  const yoga = createYoga<{ req: Request; res: Response }, RequestContext>({
    schema: buildSchema() as never,
    context: ({ req, res }) => contextOf(req, res),
    graphiql: !parts.production,
    landingPage: false,
    logging: false,
    batching: false,
    multipart: false,
    plugins: documentLimits(parts),
    maskedErrors: { maskError: error => maskError(parts.log, error) },
  })
  return yoga as unknown as (req: Request, res: Response) => void
}

/** Refusals and the client's own mistakes pass; everything else is a bug: logged here, nameless outside. */
function maskError(log: Log, error: unknown): Error {
  if (!(error instanceof GraphQLError)) return masked(log, error)
  const cause = error.originalError
  if (!cause) return error
  if (cause instanceof Refusal) {
    const violations = cause.violations.map(v => ({ ...v, message: violationText(v, 'zh') }))
    const extensions = { code: cause.violations[0]?.code === 'notSignedIn' ? 'UNAUTHENTICATED' : 'REFUSED', violations }
    return new GraphQLError(violations.map(v => v.message).join(' '), {
      path: error.path,
      nodes: error.nodes,
      extensions,
    })
  }
  if (cause instanceof GraphQLError) return error
  return masked(log, error)
}

/** PostgreSQL takes no U+0000 in a text. Commands name the field; what else brings one hears it here. */
const isNul = (error: unknown): boolean =>
  error instanceof Error &&
  /invalid byte sequence for encoding "UTF8": 0x00|unsupported Unicode escape/.test(error.message)

function masked(log: Log, error: unknown): GraphQLError {
  if (isNul(error)) {
    const found = violation('notText')
    const message = violationText(found, 'zh')
    return new GraphQLError(message, { extensions: { code: 'REFUSED', violations: [{ ...found, message }] } })
  }
  const requestId = randomUUID()
  log.error({ err: error, cause: error instanceof GraphQLError ? error.originalError : undefined, requestId }, 'bug')
  return new GraphQLError('Internal error', { extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } })
}

async function requestContext(
  parts: ServerParts,
  throttle: Throttle,
  req: Request,
  res: Response,
): Promise<RequestContext> {
  const sessionToken = readCookie(req)
  const session = sessionToken ? await findSession(parts.command.db, sessionToken) : null
  const secure = req.secure
  // Until the factor that they need has been passed, a person is nobody.
  const actor = session && (session.factor === 'none' || session.factor === 'done') ? session.person : null
  return {
    ...parts.command,
    actor,
    db: parts.command.db.as(actor ? dbActorOf(actor) : { ...NOBODY, userId: session?.person.userId ?? null }),
    holder: { session },
    throttle,
    origin: parts.publicUrl ?? `${req.protocol}://${req.headers.host ?? 'localhost'}`,
    agent: req.headers['user-agent'] ?? '',
    demo: parts.demo ?? false,
    oidc: parts.oidc != null,
    sessionToken,
    locale: (req.headers['accept-language'] ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh',
    requestId: String(res.getHeader('x-request-id') ?? ''),
    address: req.ip ?? '',
    setSession: token => void res.append('set-cookie', sessionCookie(token, secure)),
    jobMoves: tenderId => parts.jobMoves.of(tenderId),
  }
}

const COOKIE = /(?:^|;\s*)(?:__Host-)?bencao=([A-Za-z0-9_-]{43})(?:;|$)/

const readCookie = (req: Request): string | null => COOKIE.exec(req.headers.cookie ?? '')?.[1] ?? null

/** `__Host-` binds the cookie to this host over https; browsers refuse the prefix on plain http://localhost. */
function sessionCookie(token: string | null, secure: boolean): string {
  const name = secure ? '__Host-bencao' : 'bencao'
  const age = token ? 12 * 3600 : 0
  return `${name}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

function requestLog(log: Log) {
  return (req: Request, res: Response, next: NextFunction) => {
    const started = performance.now()
    const requestId = randomUUID()
    res.setHeader('x-request-id', requestId)
    res.on('finish', () => {
      const seconds = (performance.now() - started) / 1000
      httpSeconds.observe({ method: req.method, status: String(res.statusCode) }, seconds)
      log.debug(
        { requestId, method: req.method, path: req.path, status: res.statusCode, ms: Math.round(seconds * 1000) },
        'http',
      )
    })
    next()
  }
}

const WEEK_MS = 7 * 86_400_000

function serveAdmin(app: Express, dir: string): void {
  app.use('/assets', express.static(`${dir}/assets`, { immutable: true, maxAge: WEEK_MS, fallthrough: false }))
  app.use(express.static(dir, { index: false }))
  app.get(
    /^\/(?!graphql|documents|evidence).*/,
    (_req, res) => void res.sendFile('index.html', { root: dir, headers: { 'cache-control': 'no-cache' } }),
  )
}

function failed(log: Log) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error)
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500
    if (status >= 500) log.error({ err: error }, 'bug')
    res
      .status(status)
      .json({ errors: [{ message: status >= 500 ? 'Internal error' : String((error as Error).message) }] })
  }
}

/** Longer than load balancers keep a connection idle (60 s is usual): else they send into one that is being closed. */
const KEEP_ALIVE_MS = 65_000

/** Listens, or explains in one line why not. */
export function listenOn(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, error => {
      if (!error) {
        server.keepAliveTimeout = KEEP_ALIVE_MS
        return resolve(server)
      }
      const busy = 'code' in error && error.code === 'EADDRINUSE'
      reject(busy ? new Error(portInUse(port)) : error)
    })
  })
}
