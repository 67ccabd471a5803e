import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { runMigrations as runBullmqMigrations } from 'bullmq'
import pg from 'pg'
import { APP_ROLE } from './dbActor.ts'
import { QUEUE } from './queue.ts'

/**
 * Applies prisma/migrations with Prisma's own engine as WebAssembly, so that no binary has to be downloaded, and the
 * queue's tables. Safe to run by several processes at once: an advisory lock lets one through at a time.
 * @returns names of the migrations applied now
 */
export async function migrate(databaseUrl: string, root: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const pending = await pendingMigrations(client, root)
    if (pending.length > 0) {
      await withEngine(databaseUrl, root, engine =>
        engine.applyMigrations({ migrationsList: migrationsList(root), filters: NO_FILTERS }),
      )
    }
    await runBullmqMigrations(client)
    await client.query(GRANT_QUEUE)
    return pending
  } finally {
    await client.end()
  }
}

/**
 * SQL that makes the schema files' tables in an empty database. (Prisma's engine cannot read a live database through
 * the pg adapter, so later migrations are written by hand and a test compares the result with this.)
 */
export async function schemaSql(databaseUrl: string, root: string): Promise<string> {
  const result = await withEngine(databaseUrl, root, engine =>
    engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: schemaFiles(root).map(([path, content]) => ({ path, content })) },
      script: true,
      exitCode: false,
      filters: NO_FILTERS,
    }),
  )
  return result.stdout ?? ''
}

/** Whether every migration of this code is applied: a process must not serve on an older schema. */
export async function isMigrated(client: { query: pg.Client['query'] }, root: string): Promise<boolean> {
  return (await pendingMigrations(client, root)).length === 0
}

const MIGRATION_LOCK = 7_202_603

/**
 * The queue's schema is BullMQ's own; its tables come and go with its versions. It would make the sequence of a queue's ids
 * at the first message: here its owner does, because the platform's role makes nothing.
 */
const GRANT_QUEUE = `SELECT bullmq.next_job_id('${QUEUE}') WHERE to_regclass('bullmq.' || bullmq.job_id_seq_name('${QUEUE}')) IS NULL;
  GRANT USAGE ON SCHEMA bullmq TO ${APP_ROLE};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO ${APP_ROLE};
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA bullmq TO ${APP_ROLE};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO ${APP_ROLE}`
const NO_FILTERS = { externalTables: [], externalEnums: [] }

async function pendingMigrations(client: { query: pg.Client['query'] }, root: string): Promise<readonly string[]> {
  const applied = await client
    .query<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL')
    .catch(() => ({ rows: [] }))
  const done = new Set(applied.rows.map(row => row.migration_name))
  return migrationNames(root).filter(name => !done.has(name))
}

const migrationNames = (root: string): readonly string[] =>
  fs
    .readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()

const schemaFiles = (root: string): [string, string][] =>
  fs
    .readdirSync(path.join(root, 'prisma/schema'))
    .filter(name => name.endsWith('.prisma'))
    .sort()
    .map(name => [name, fs.readFileSync(path.join(root, 'prisma/schema', name), 'utf8')])

const migrationsList = (root: string) => ({
  baseDir: path.join(root, 'prisma/migrations'),
  lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
  shadowDbInitScript: '',
  migrationDirectories: migrationNames(root).map(name => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: {
        tag: 'ok' as const,
        value: fs.readFileSync(path.join(root, 'prisma/migrations', name, 'migration.sql'), 'utf8'),
      },
    },
  })),
})

/** The engine's JavaScript half exists once per process and takes one user at a time, however often this file is loaded. */
const turn = globalThis as { bencaoSchemaEngine?: Promise<void>; bencaoSchemaEngineLoaded?: boolean }

/** Opens the engine, uses it, and closes its connections too: the engine itself leaves them open. */
async function withEngine<R>(
  databaseUrl: string,
  root: string,
  use: (engine: glue.SchemaEngine) => Promise<R>,
): Promise<R> {
  const before = turn.bencaoSchemaEngine ?? Promise.resolve()
  let done: () => void = () => undefined
  turn.bencaoSchemaEngine = new Promise(resolve => {
    done = resolve
  })
  await before
  loadWasm()
  const postgres = new WholeScriptPg({ connectionString: databaseUrl })
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(postgres)
    const engine = await glue.SchemaEngine.new({ datamodels: schemaFiles(root) }, () => undefined, adapter)
    try {
      return await use(engine)
    } finally {
      engine.free()
    }
  } finally {
    await postgres.close()
    done()
  }
}

/** PrismaPg cuts scripts at every semicolon, also inside function bodies; PostgreSQL takes a whole script at once. */
class WholeScriptPg extends PrismaPg {
  private readonly adapters: { dispose(): Promise<void> }[] = []

  override async connect() {
    const adapter = await super.connect()
    this.adapters.push(adapter)
    adapter.executeScript = async script => {
      const pool = adapter.underlyingDriver()
      await pool.query(script)
    }
    return adapter
  }

  async close(): Promise<void> {
    for (const adapter of this.adapters) await adapter.dispose()
  }
}

/** Instantiates the engine by hand: Node 20 cannot import .wasm files as modules. */
function loadWasm(): void {
  if (turn.bencaoSchemaEngineLoaded) return
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = fs.readFileSync(path.join(path.dirname(file), 'schema_engine_bg.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { './schema_engine_bg.js': glue as never })
  const engine = glue as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
  engine.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  turn.bencaoSchemaEngineLoaded = true
}
