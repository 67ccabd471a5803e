/** Prints the SQL of prisma/schema on an empty database: the start of a migration. Needs no server beforehand. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../api/platform/embeddedPostgres.ts'
import { schemaSql } from '../api/platform/migrate.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-schema-'))
fs.chmodSync(dir, 0o755)
const server = await startEmbeddedPostgres(path.join(dir, 'pg'))
try {
  process.stdout.write(await schemaSql(server.url('postgres'), process.cwd()))
} finally {
  await server.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
