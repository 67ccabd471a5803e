/** Starts the platform: `main` runs everything, `main api` and `main worker` one part of a deployment each. */
import fs from 'node:fs'
import path from 'node:path'
import { startWorker } from '../workers/worker.ts'
import { bootstrap } from './bootstrap.ts'
import type { CommandContext } from './context.ts'
import { DEMO_PASSWORD, demoSecret, demoTable, playDemo } from './demo.ts'
import { logRoutes, openAuditLog } from './modules/audit/index.ts'
import { documentRoutes } from './modules/document/index.ts'
import { fileRoutes } from './modules/file/index.ts'
import { lockDataDir } from './platform/dataDirLock.ts'
import { type Db, openDb } from './platform/db.ts'
import { PLATFORM } from './platform/dbActor.ts'
import { type Env, readEnv } from './platform/env.ts'
import { openFileStore } from './platform/files/fileStore.ts'
import { openJobMoves } from './platform/jobMoves.ts'
import { type Log, openLog } from './platform/log.ts'
import { isMigrated, migrate } from './platform/migrate.ts'
import { passwordHasher } from './platform/passwords.ts'
import { loadPlatformKey } from './platform/platformKey.ts'
import { openQueue } from './platform/queue.ts'
import { ROOT } from './platform/root.ts'
import { checkPortFree, explainDatabaseError, provideDatabase, superviseWorker } from './platform/start.ts'
import { sealSecret } from './platform/vault.ts'
import { createApp, listenOn } from './server.ts'

type Stop = () => Promise<void> | void

const NO_DATABASE = 'Configuration: DATABASE_URL: this part needs a database; `npm start` brings its own'

async function startAll(env: Env, log: Log): Promise<Stop> {
  await checkPortFree(env.port, env.host)
  const undo: Stop[] = []
  const stop = async () => {
    for (const step of undo.reverse()) await step()
  }
  try {
    if (!env.databaseUrl) undo.push(lockDataDir(env.dataDir))
    const database = await provideDatabase(env)
    undo.push(database.stop)
    const firstPassword = await prepareDatabase(env, database.url)
    const api = await startApi({ ...env, databaseUrl: database.url }, log)
    undo.push(api.stop)
    const worker = superviseWorker(database.url, code => log.warn({ code }, 'worker ended; starting it again'))
    undo.push(worker.stop)
    undo.push((await startDemo(env, api.url, firstPassword)).stop)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

async function startApi(env: Env, log: Log): Promise<{ url: string; stop: () => Promise<void> }> {
  const databaseUrl = env.databaseUrl ?? fail(NO_DATABASE)
  const db = openDb(databaseUrl, 12).as(PLATFORM)
  const queue = openQueue({ databaseUrl, redisUrl: env.redisUrl })
  const jobMoves = await openJobMoves(databaseUrl, jobId => tenderOfJob(db, jobId))
  const adminDir = path.join(ROOT, 'dist/admin')
  const command = await commandParts(env, databaseUrl, db, log)
  const app = createApp({
    command,
    log,
    jobMoves,
    notReady: () => notReady(db, queue),
    production: env.production,
    rates: env.rates,
    knownDocuments: env.persistedOnly ? path.join(ROOT, 'dist/operations.json') : null,
    demo: env.demo,
    publicUrl: env.publicUrl,
    oidc: env.oidc,
    adminDir: fs.existsSync(adminDir) ? adminDir : null,
    mount: (to, contextOf) => {
      documentRoutes(to, contextOf)
      fileRoutes(to, contextOf)
      logRoutes(to, contextOf, { keys: env.witnessKeys, token: env.witnessToken })
    },
  })
  const server = await listenOn(app, env.port, env.host)
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : env.port
  const url = `http://${env.host === '127.0.0.1' ? 'localhost' : env.host}:${port}`
  process.stdout.write(`Bencao 本草联采: ${url}\n`)
  void db.fill().catch((error: unknown) => log.warn({ err: error }, 'not all connections could be opened'))
  const stop = async () => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
    await jobMoves.close()
    await queue.close()
    await command.log.close()
    await db.close()
  }
  return { url, stop }
}

/**
 * Migrates the database and fills an empty one; of several processes that start at once the first does it.
 * @returns the first account's password when it was made now
 */
async function prepareDatabase(env: Env, databaseUrl: string): Promise<string | null> {
  await migrate(env.migrateDatabaseUrl ?? databaseUrl, ROOT).catch((error: unknown) =>
    fail(explainDatabaseError(error)),
  )
  const db = openDb(databaseUrl, 2).as(PLATFORM)
  try {
    const passwords = passwordHasher(env.argon2MemoryKib)
    if (!env.demo) return await bootstrap(db, passwords, env.adminPassword)
    const { storageKey } = loadPlatformKey(env.dataDir)
    return await bootstrap(db, passwords, DEMO_PASSWORD, sealSecret(storageKey, 'totp/admin', demoSecret('admin')))
  } finally {
    await db.close()
  }
}

/** What a person needs to get in: the demo's logins, or the first account of an empty database. */
async function startDemo(env: Env, url: string, firstPassword: string | null): Promise<{ stop: () => void }> {
  if (env.demo) {
    process.stdout.write(demoTable())
    return firstPassword === null ? { stop: () => undefined } : playDemo(url)
  }
  announceAdmin(env, firstPassword)
  return { stop: () => undefined }
}

function announceAdmin(env: Env, firstPassword: string | null): void {
  if (firstPassword !== null && !env.adminPassword) process.stdout.write(`First account: admin / ${firstPassword}\n`)
}

async function startWorkerPart(env: Env, log: Log): Promise<Stop> {
  const databaseUrl = env.databaseUrl ?? fail(NO_DATABASE)
  const db = openDb(databaseUrl, env.workerConcurrency + 2).as(PLATFORM)
  const ctx: CommandContext = { ...(await commandParts(env, databaseUrl, db, log)), actor: null }
  const worker = await startWorker(ctx, { databaseUrl, redisUrl: env.redisUrl }, env.workerConcurrency, log)
  return async () => {
    await worker.close()
    await ctx.log.close()
    await db.close()
  }
}

async function commandParts(env: Env, databaseUrl: string, db: Db, log: Log): Promise<Omit<CommandContext, 'actor'>> {
  const platformKey = loadPlatformKey(env.dataDir)
  const { checkpointFile, logOrigin: origin } = env
  const book = { databaseUrl, db, privateKey: platformKey.logPrivateKey, checkpointFile, origin, log }
  const passwords = passwordHasher(env.argon2MemoryKib)
  return { db, passwords, platformKey, files: openFileStore(env.files), log: await openAuditLog(book) }
}

async function tenderOfJob(db: Db, jobId: string): Promise<string | null> {
  const job = await db.prisma.job.findUnique({ where: { id: jobId }, select: { tenderId: true } })
  return job?.tenderId ?? null
}

async function notReady(db: Db, queue: { ping(): Promise<void> }): Promise<readonly string[]> {
  const missing: string[] = []
  const migrated = await isMigrated(db.pool, ROOT).catch(() => null)
  if (migrated === null) missing.push('database')
  else if (!migrated) missing.push('migrations')
  await queue.ping().catch(() => missing.push('queue'))
  return missing
}

function fail(line: string): never {
  throw new Error(line)
}

const PARTS: Readonly<Record<string, (env: Env, log: Log) => Promise<Stop>>> = {
  all: startAll,
  api: async (env, log) => {
    const databaseUrl = env.databaseUrl ?? fail(NO_DATABASE)
    announceAdmin(env, await prepareDatabase(env, databaseUrl))
    return (await startApi(env, log)).stop
  },
  worker: startWorkerPart,
}

async function main(): Promise<void> {
  const part = process.argv[2] ?? 'all'
  const start = PARTS[part] ?? fail(`usage: main [${Object.keys(PARTS).join(' | ')}]`)
  const env = readEnv()
  const log = openLog(env.logLevel)
  const stop = await start(env, log)
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    void Promise.resolve(stop()).then(
      () => process.exit(0),
      error => {
        log.error({ err: error }, 'stop')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  process.on('disconnect', end) // a supervised worker whose parent is gone ends too
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
