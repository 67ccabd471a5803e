import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { generateSync } from 'otplib'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import type { CommandContext } from '../../api/context.ts'
import { demoSecret } from '../../api/demo.ts'
import { FACTOR_ROLES } from '../../api/domain/permissions.ts'
import { logRoutes, openAuditLog } from '../../api/modules/audit/index.ts'
import { documentRoutes } from '../../api/modules/document/index.ts'
import { fileRoutes } from '../../api/modules/file/index.ts'
import type { OidcProvider } from '../../api/modules/identity/index.ts'
import { type Db, openDb } from '../../api/platform/db.ts'
import { PLATFORM } from '../../api/platform/dbActor.ts'
import { type FileSettings, openFileStore } from '../../api/platform/files/fileStore.ts'
import { openJobMoves } from '../../api/platform/jobMoves.ts'
import type { RequestRates } from '../../api/platform/limits.ts'
import { openLog } from '../../api/platform/log.ts'
import { type OutboxMessage, relayOutbox } from '../../api/platform/outbox.ts'
import { passwordHasher } from '../../api/platform/passwords.ts'
import { loadPlatformKey } from '../../api/platform/platformKey.ts'
import { sealSecret } from '../../api/platform/vault.ts'
import { createApp, listenOn } from '../../api/server.ts'
import { workMessage } from '../../workers/messages.ts'

export interface TestPlatform {
  /** The database as its owner, past all walls and privileges. */
  readonly db: Db
  readonly databaseUrl: string
  /** The log's checkpoints, outside the database. */
  readonly checkpointFile: string
  /** What the platform keeps beside the database. */
  readonly dataDir: string
  /** Everything logged so far, down to the finest level, which is shown from LOG_LEVEL up only. */
  logged(): string
  readonly url: string
  readonly command: Omit<CommandContext, 'actor'>
  /** A person's browser: its own cookie jar. */
  person(login: string): Promise<Person>
  anonymous(): Person
  /** A code of a person's second factor that counts, whatever was used before. */
  code(login: string): Promise<string>
  /** Works off everything in the outbox, piece by piece, in this process: a worker without the queue between. */
  drainJobs(): Promise<number>
}

export interface Person {
  /** GraphQL over real HTTP; throws on errors, returns data. */
  ask<T = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<T>
  /**
   * A command: the success member; throws Refused when refused. What needs a second person is confirmed by one
   * (`office-b`, `admin-b`), who is made when missing.
   */
  act<T = Record<string, unknown>>(mutation: string, variables?: Record<string, unknown>): Promise<T>
  /** The same by this person alone: the result may be a Proposal. */
  alone<T = Record<string, unknown>>(mutation: string, variables?: Record<string, unknown>): Promise<T>
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The cookie that this browser sends. */
  cookie(): string
}

export class Refused extends Error {
  readonly violations: readonly { code: string; path: string | null; message: string }[]
  constructor(violations: readonly { code: string; path: string | null; message: string }[]) {
    super(violations.map(v => `${v.code} ${v.path ?? ''}: ${v.message}`).join('; '))
    this.violations = violations
  }
}

export const TEST_PASSWORD = 'correct horse'

/** Lets a witness see the log's size while bids are taken. */
export const WITNESS_TOKEN = 'token-of-the-witnesses'

export interface TestOptions {
  /** Verifier keys of witnesses. */
  readonly witnessKeys?: readonly string[]
  /** As in production: no introspection, no hints. */
  readonly production?: boolean
  /** Requests per minute; as good as none by default, tests ask fast. */
  readonly rates?: RequestRates
  /** File of the documents that alone are answered. */
  readonly knownDocuments?: string
  /** The built web UI, for tests in a browser. */
  readonly adminDir?: string
  /** Where files lie and what they may be, where the usual is not it. */
  readonly files?: Partial<FileSettings>
  /** Another place to sign in at. */
  readonly oidc?: OidcProvider
}

/** A platform of its own for one test file: cloned database, real HTTP server on a free port. */
export function usePlatform(options: TestOptions = {}): TestPlatform {
  const holder: { platform?: TestPlatform; close?: () => Promise<void> } = {}
  beforeAll(async () => {
    const { platform, close } = await startTestPlatform(inject('serverUrl'), options)
    holder.platform = platform
    holder.close = close
  })
  afterAll(() => holder.close?.())
  return new Proxy({} as TestPlatform, {
    get: (_t, key) => Reflect.get(holder.platform ?? {}, key),
  })
}

/** Clones the migrated template into a database of its own. */
export async function cloneDatabase(serverUrl: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`SELECT pg_advisory_lock(1)`) // PostgreSQL clones a template for one session at a time
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template`)
  await admin.end()
  return serverUrl.replace(/\/postgres$/, `/${name}`)
}

async function startTestPlatform(
  serverUrl: string,
  options: TestOptions,
): Promise<{ platform: TestPlatform; close: () => Promise<void> }> {
  const databaseUrl = await cloneDatabase(serverUrl)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-data-'))
  const owner = openDb(databaseUrl, 3, null)
  const db = openDb(databaseUrl, 5).as(PLATFORM)
  const lines: string[] = []
  const shown = openLog(process.env.LOG_LEVEL ?? 'error')
  const write = (line: string) => {
    lines.push(line)
    const { level } = JSON.parse(line) as { level: number }
    if (level >= shown.levelVal) process.stderr.write(line)
  }
  const log = openLog('trace', { write })
  const platformKey = loadPlatformKey(dataDir)
  const checkpointFile = path.join(dataDir, 'checkpoints.log')
  const book = { db, databaseUrl, privateKey: platformKey.logPrivateKey, checkpointFile, log }
  const files = openFileStore({
    directory: path.join(dataDir, 'files'),
    s3: null,
    limits: { maxBytes: 50_000_000, quotaBytes: 2_000_000_000 },
    scanCommand: null,
    scanTimeoutMs: 10_000,
    ...options.files,
  })
  const command = { db, passwords: passwordHasher(64), platformKey, files, log: await openAuditLog(book) }
  const tenderOf = async (id: string) => (await db.prisma.job.findUnique({ where: { id } }))?.tenderId ?? null
  const jobMoves = await openJobMoves(databaseUrl, tenderOf)
  const app = createApp({
    command,
    log,
    jobMoves,
    notReady: async () => [],
    production: options.production ?? false,
    rates: options.rates ?? { perSession: 1_000_000, perAddress: 1_000_000 },
    knownDocuments: options.knownDocuments ?? null,
    adminDir: options.adminDir ?? null,
    oidc: options.oidc ?? null,
    mount: (to, contextOf) => {
      documentRoutes(to, contextOf)
      fileRoutes(to, contextOf)
      logRoutes(to, contextOf, { keys: options.witnessKeys ?? [], token: WITNESS_TOKEN })
    },
  })
  const server = await listenOn(app, 0, '127.0.0.1')
  const address = server.address()
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
  const signIn = async (login: string) => {
    await giveFactor(command, login)
    const someone = person(url, confirm, code)
    const { factor } = await someone.alone<{ factor: string }>(LOGIN, { l: login, p: TEST_PASSWORD })
    if (factor === 'needed') await someone.alone(VERIFY_TOTP, { c: await code(login) })
    return someone
  }
  const code = async (login: string) => {
    await command.db.tx(tx => tx.run('UPDATE app_user SET totp_step = 0 WHERE login = $1', [login]))
    return testCode(login)
  }
  const seconds = new Map<string, Promise<Person>>()
  const confirm: Confirm = async (role, mutation, variables) => {
    const login = `${role}-b`
    const second = seconds.get(login) ?? addPerson(command, login, role).then(() => signIn(login))
    seconds.set(login, second)
    return (await second).alone(mutation, variables)
  }
  const platform: TestPlatform = {
    db: owner,
    databaseUrl,
    checkpointFile,
    dataDir,
    logged: () => lines.join(''),
    url,
    command,
    anonymous: () => person(url, confirm, code),
    code,
    person: login => signIn(login),
    drainJobs: () => drainJobs(command),
  }
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>(resolve => server.close(() => resolve()))
    await jobMoves.close()
    await command.log.close()
    await db.close()
    await owner.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
  return { platform, close }
}

async function drainJobs(command: Omit<CommandContext, 'actor'>): Promise<number> {
  let done = 0
  for (;;) {
    const waiting: OutboxMessage[] = []
    await relayOutbox(command.db, async messages => void waiting.push(...messages))
    if (waiting.length === 0) return done
    for (const { jobName, payload } of waiting) await workMessage({ ...command, actor: null }, jobName, payload)
    done += waiting.length
  }
}

const LOGIN =
  'mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on User{id factor} ...on Refusal{violations{code path message}}}}'

const VERIFY_TOTP =
  'mutation($c:String!){verifyTotp(code:$c){__typename ...on User{id factor} ...on Refusal{violations{code path message}}}}'

/** The present code of a login's second factor in tests. */
export const testCode = (login: string): string => generateSync({ secret: demoSecret(login) })

/** Puts a known second factor where the role needs one and the person has none yet. */
export async function giveFactor({ db, platformKey }: Omit<CommandContext, 'actor'>, login: string): Promise<void> {
  const sealed = sealSecret(platformKey.storageKey, `totp/${login}`, demoSecret(login))
  await db.tx(tx =>
    tx.run(
      `UPDATE app_user u SET totp_sealed = $2 WHERE login = $1 AND role = ANY($3) AND totp_sealed IS NULL
         AND NOT EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = u.id)`,
      [login, sealed, FACTOR_ROLES],
    ),
  )
}

async function addPerson({ db, passwords }: Omit<CommandContext, 'actor'>, login: string, role: string): Promise<void> {
  const hash = await passwords.hash(TEST_PASSWORD)
  const sql =
    'INSERT INTO app_user (login, display_name, role, password_hash) VALUES ($1, $1, $2, $3) ON CONFLICT (login) DO NOTHING'
  await db.tx(tx => tx.run(sql, [login, role, hash]))
}

/** Lets a second person of a role repeat a call. */
type Confirm = (role: string, mutation: string, variables?: Record<string, unknown>) => Promise<unknown>

function person(url: string, confirm: Confirm, code: (login: string) => Promise<string>): Person {
  let cookie = ''
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-bencao-csrf', '1')
    if (cookie) headers.set('cookie', cookie)
    const response = await fetch(url + path, { ...init, headers })
    const set = response.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? ''
    return response
  }
  const ask = async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }, (_k, v) => (typeof v === 'bigint' ? String(v) : v)),
    })
    const answer = (await response.json()) as { data?: T; errors?: { message: string }[] }
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors))
    return answer.data
  }
  const alone = async <T>(mutation: string, variables?: Record<string, unknown>): Promise<T> => {
    const data = await ask<Record<string, unknown>>(mutation, variables)
    const result = Object.values(data)[0] as { __typename: string; violations?: Refused['violations'] }
    if (result.__typename !== 'Refusal') return result as T
    if (result.violations?.[0]?.code !== 'stepUpNeeded') throw new Refused(result.violations ?? [])
    const { me } = await ask<{ me: { login: string } }>('{me{login}}')
    await alone(VERIFY_TOTP, { c: await code(me.login) })
    return alone(mutation, variables)
  }
  return {
    ask,
    alone,
    fetch: send,
    cookie: () => cookie,
    act: async <T>(mutation: string, variables?: Record<string, unknown>) => {
      const result = await alone<{ __typename: string }>(mutation, variables)
      if (result.__typename !== 'Proposal') return result as T
      const { me } = await ask<{ me: { role: string } }>('{me{role}}')
      return (await confirm(me.role, mutation, variables)) as T
    },
  }
}
