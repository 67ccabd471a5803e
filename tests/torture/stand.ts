/** The platform under torture, and the doggedness of those who use it. */
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../../api/platform/root.ts'
import { Refused } from '../../rehearsal/http.ts'
import { keepPlatformPart, keepPostgres, type Part } from './parts.ts'
import { Broken, hold, pause } from './promise.ts'

export interface Stand {
  readonly dir: string
  readonly url: string
  readonly databaseUrl: string
  readonly adminPassword: string
  readonly parts: readonly Part[]
  readonly checkpointFile: string
  readonly counts: Counts
  /** Waits until the API says that it is ready. */
  ready(): Promise<void>
  /** Stops everything. @param keep leaves the directory for a look at the logs */
  close(keep: boolean): Promise<void>
}

export interface Counts {
  readonly kills: Map<string, number>
  retries: number
  receipts: number
  repeats: number
  reports: number
  jobs: number
  longestOutageMs: number
  lastAnswerAt: number
}

const READY_MS = 120_000

/** PostgreSQL, an API and a worker, the bundle in `dist`. */
export async function openStand(): Promise<Stand> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-torture-'))
  fs.chmodSync(dir, 0o755)
  const { part: postgres, url: databaseUrl } = await keepPostgres(dir)
  const port = await freePort()
  const adminPassword = 'torture-admin'
  const env = {
    ...process.env,
    DATA_DIR: dir,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    DEMO: 'off',
    LOG_LEVEL: 'warn',
    ARGON2_MEMORY_KIB: '64',
    ADMIN_PASSWORD: adminPassword,
    // All from one address, with documents of the rehearsal's own.
    RATE_PER_SESSION: '10000000',
    RATE_PER_ADDRESS: '10000000',
    PERSISTED_ONLY: 'off',
  }
  const bundle = path.join(ROOT, 'dist/main.js')
  const url = `http://localhost:${port}`
  const api = keepPlatformPart('api', bundle, env, dir)
  await untilReady(url)
  const parts = [api, keepPlatformPart('worker', bundle, env, dir), postgres]
  return {
    dir,
    url,
    databaseUrl,
    adminPassword,
    parts,
    checkpointFile: path.join(dir, 'checkpoints.log'),
    counts: freshCounts(),
    ready: () => untilReady(url),
    async close(keep) {
      for (const part of parts) await part.stop()
      if (!keep) fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

const freshCounts = (): Counts => ({
  kills: new Map(),
  retries: 0,
  receipts: 0,
  repeats: 0,
  reports: 0,
  jobs: 0,
  longestOutageMs: 0,
  lastAnswerAt: performance.now(),
})

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + READY_MS
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      answer => answer.ok,
      () => false,
    )
    if (isReady) return
    hold(performance.now() < until, 'the platform comes up again', () => `not ready after ${READY_MS / 1000} s`)
    await pause(50)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

const ANSWER_MS = 45_000
const PATIENCE_MS = 180_000
const AGAIN_MS = 60

/** Refusals that ask for another try. */
const PASSING = new Set(['logBusy', 'busy', 'tooManyTries'])

/** Tries until it gets through. @throws Refused as soon as the platform says no; Broken when it never answers */
export async function persist<T>(counts: Counts, what: string, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      const result = await answered(what, attempt())
      counts.longestOutageMs = Math.max(counts.longestOutageMs, performance.now() - counts.lastAnswerAt)
      counts.lastAnswerAt = performance.now()
      return result
    } catch (error) {
      if (error instanceof Broken || (error instanceof Refused && !isPassing(error))) throw error
      hold(performance.now() < until, 'every request gets through in the end', () => `${what}: ${String(error)}`)
      counts.retries++
      await pause(AGAIN_MS)
    }
  }
}

const isPassing = (error: Refused): boolean => error.violations.every(violation => PASSING.has(violation.code))

async function answered<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Broken('every request is answered or cut off', `${what}: nothing within ${ANSWER_MS / 1000} s`)
    timer = setTimeout(() => reject(error), ANSWER_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
