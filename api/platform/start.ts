import { fork } from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import { type EmbeddedServer, startEmbeddedPostgres } from './embeddedPostgres.ts'
import type { Env } from './env.ts'

const POSTGRES_FLAGS = [
  'shared_buffers=256MB',
  'max_connections=100',
  'max_wal_size=4GB',
  'checkpoint_timeout=15min',
  'wal_compression=on',
  'jit=off',
]

/** The database of this start: the one named by DATABASE_URL, or our own in the data directory. */
export async function provideDatabase(env: Env): Promise<{ url: string; stop: () => Promise<void> }> {
  if (env.databaseUrl) return { url: env.databaseUrl, stop: async () => undefined }
  const flags = POSTGRES_FLAGS.flatMap(flag => ['-c', flag])
  const server: EmbeddedServer = await startEmbeddedPostgres(path.join(env.dataDir, 'postgres'), flags)
  return { url: server.url('postgres'), stop: () => server.stop() }
}

const RESTART_MS = 1000

/** Runs this program's `worker` part as a child and starts it again when it dies; `stop` ends it for good. */
export function superviseWorker(
  databaseUrl: string,
  onExit: (code: number | null) => void,
): { stop: () => Promise<void> } {
  let stopping = false
  const start = () => {
    const child = fork(process.argv[1] ?? '', ['worker'], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', code => {
      if (stopping) return
      onExit(code)
      setTimeout(() => {
        if (!stopping) current = start()
      }, RESTART_MS)
    })
    return child
  }
  let current = start()
  return {
    stop: () =>
      new Promise(resolve => {
        stopping = true
        if (current.exitCode !== null || current.signalCode !== null) return resolve()
        current.once('exit', () => resolve())
        current.kill('SIGTERM')
      }),
  }
}

/** Finds out before anything is started whether the port can be had. Port 0 always can. */
export function checkPortFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', () => reject(new Error(portInUse(port))))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** One line for a port that somebody else holds. */
export const portInUse = (port: number): string =>
  `Port ${port} is in use: stop the other program or choose another with PORT=….`

/** One line for a database that cannot be used. */
export function explainDatabaseError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/.test(message))
    return `The database of DATABASE_URL cannot be reached (${message}): is PostgreSQL running there?`
  if (/password authentication|role ".*" does not exist|no pg_hba/.test(message))
    return `The database of DATABASE_URL refuses the login (${message}): check user and password.`
  if (/database ".*" does not exist/.test(message)) return `${message}: create it, or correct DATABASE_URL.`
  return `The database could not be prepared: ${message}`
}
