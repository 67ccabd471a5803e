import { fork } from 'node:child_process'
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
