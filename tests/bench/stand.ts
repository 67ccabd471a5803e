/** What the loads stand on: a database of their own with normal durability, and processes started beside it. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type Db, openDb } from '../../api/platform/db.ts'
import { readEnv } from '../../api/platform/env.ts'
import { ROOT } from '../../api/platform/root.ts'
import { provideDatabase } from '../../api/platform/start.ts'
import { seedRows } from './rows.ts'
import type { Size } from './size.ts'

/** A program running beside the load generator. */
export interface Side {
  readonly url: string
  /** CPU seconds used so far, all threads; 0 where /proc is missing. */
  cpuSeconds(): number
  stop(): Promise<void>
}

export interface Stand {
  readonly size: Size
  readonly db: Db
  readonly databaseUrl: string
  readonly tenderId: string
  /** The built API, alone in its process. */
  startApi(): Promise<Side>
  /** The built worker, alone in its process. */
  startWorker(): Promise<Side>
  /** A program of tests/bench, which prints where it listens. */
  startProgram(file: string): Promise<Side>
  close(): Promise<void>
}

const READY_MS = 60_000
export const BUNDLE = path.join(ROOT, 'dist/main.js')

/** A directory that the system user of PostgreSQL can reach. */
export function makeTempDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-bench-'))
  fs.chmodSync(dir, 0o755)
  return dir
}

/** The database, migrated by the API itself, with the rows of one campaign put in by SQL. */
export async function openStand(size: Size): Promise<Stand> {
  const dir = makeTempDir()
  const database = await provideDatabase(readEnv({ DATA_DIR: dir }))
  const env = {
    DATA_DIR: dir,
    DATABASE_URL: database.url,
    PORT: '0',
    DEMO: 'off',
    LOG_LEVEL: 'error',
    ARGON2_MEMORY_KIB: '64',
    RATE_PER_SESSION: '10000000',
    RATE_PER_ADDRESS: '10000000',
  }
  const startApi = () => startSide([BUNDLE, 'api'], env)
  await (await startApi()).stop()
  const db = openDb(database.url, 20, null)
  const tenderId = await seedRows(db, size)
  await settle(database.url)
  return {
    size,
    db,
    databaseUrl: database.url,
    tenderId,
    startApi,
    startWorker: () => startSide([BUNDLE, 'worker'], env, false),
    startProgram: file => startSide(['--import', 'tsx', path.join(ROOT, 'tests/bench', file)], env),
    async close() {
      await db.close()
      await database.stop()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Statistics and a checkpoint, so that no run pays for the loading before it. */
export async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
  await client.end()
}

/** Starts `node ARGS`. BENCH_NODE_FLAGS adds flags, such as --cpu-prof to see where the time goes. */
export async function startSide(args: readonly string[], env: Record<string, string>, listens = true): Promise<Side> {
  const flags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean)
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = listens ? await readUrl(child) : ''
  return {
    url,
    cpuSeconds: () => cpuSeconds(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the program did not start')), READY_MS)
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const url = /http:\/\/localhost:\d+/.exec(text)?.[0]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
    child.once('exit', code => reject(new Error(`the program ended with code ${code}`)))
  })
}

const TICKS_PER_SECOND = 100

function cpuSeconds(pid: number): number {
  try {
    // After the name in brackets: field 14 of proc(5) is user time, 15 system time.
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  } catch {
    return 0
  }
}
