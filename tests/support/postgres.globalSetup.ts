import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../api/platform/embeddedPostgres.ts'
import { migrate } from '../../api/platform/migrate.ts'
import { ROOT } from '../../api/platform/root.ts'

const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'jit=off'].flatMap(
  f => ['-c', f],
)

/** One server for the run; its database `template` is migrated once and cloned by every test file. */
export default async function setup(project: {
  provide(key: 'serverUrl', value: string): void
}): Promise<() => Promise<void>> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-test-'))
  fs.chmodSync(dir, 0o755)
  const server = await startEmbeddedPostgres(path.join(dir, 'pg'), FAST)
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE template')
  await client.end()
  await migrate(server.url('template'), ROOT)
  project.provide('serverUrl', server.url('postgres'))
  return async () => {
    await server.stop()
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}
