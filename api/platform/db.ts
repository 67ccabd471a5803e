import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ActorPool, APP_ROLE, actorText, asRole, type DbActor, NOBODY, withActor } from './dbActor.ts'
import { outliveDatabase } from './outage.ts'
import { PrismaClient } from './prisma/client.ts'
import { prismaFor } from './prismaFor.ts'
import { statementNames } from './statementNames.ts'

/** int8 columns hold money, kilograms and sequences: they arrive as bigint, never as a rounded number. */
const types = new pg.TypeOverrides()
types.setTypeParser(20, (text: string) => BigInt(text))

/** One open transaction. Stores take it as their first argument; nothing else issues SQL. */
export interface Tx {
  /** All rows of a query. */
  rows<R>(sql: string, params?: readonly unknown[]): Promise<R[]>
  /** The first row, or null. */
  row<R>(sql: string, params?: readonly unknown[]): Promise<R | null>
  /** Runs a statement; the number of rows it touched. */
  run(sql: string, params?: readonly unknown[]): Promise<number>
  /**
   * Bulk load by COPY: `columns` in order, rows as PostgreSQL text-format values (null = NULL). PostgreSQL copies into no
   * table with row-level security: the rows are staged in a temporary one and then inserted like any others.
   */
  copy(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<number>
}

export type CopyValue = string | number | bigint | boolean | null

/** The database as one actor sees it. */
export interface Db {
  readonly pool: pg.Pool
  /** Whose rows this is; part of the key of everything that is cached. */
  readonly actor: DbActor
  /** The same database for another actor. */
  as(actor: DbActor): Db
  /** Reads for GraphQL types. Writes go through {@link Db.tx} only. */
  readonly prisma: PrismaClient
  /** Runs `body` in one transaction: commit when it returns, rollback when it throws. */
  tx<R>(body: (tx: Tx) => Promise<R>): Promise<R>
  /** Runs `body` without a transaction, each statement by itself: for a single one, at a third of the round trips. */
  once<R>(body: (tx: Tx) => Promise<R>): Promise<R>
  /** Opens all connections and wakes Prisma's compiler now, so that nobody waits for them in the first rush. */
  fill(): Promise<void>
  close(): Promise<void>
}

const ACTORS_KEPT = 5000
/** A new connection costs a process, a login, catalogues and all its plans: it outlives any pause of a working day. */
const IDLE_MS = 10 * 60_000

type NameOf = (sql: string) => string | undefined
/** PostgreSQL's name for a statement that is forgotten with the next one. */
const UNNAMED = ''

/**
 * Opens the connection pools of one process, for nobody: {@link Db.as} says for whom.
 * @param size connections for commands; reads by Prisma take as many again
 * @param role the database role that every connection puts on; null leaves it at the login's
 */
export function openDb(url: string, size = 10, role: string | null = APP_ROLE): Db {
  const connectionString = asRole(url, role)
  const lasting = { connectionString, max: size, idleTimeoutMillis: IDLE_MS, keepAlive: true }
  const pool = new ActorPool({ ...lasting, types, application_name: 'bencao' })
  outliveDatabase(pool)
  const reads = new ActorPool({ ...lasting, application_name: 'bencao-reads' })
  outliveDatabase(reads)
  const [nameOf, nameOfRead] = [statementNames(), statementNames()]
  const adapter = new PrismaPg(reads, { statementNameGenerator: ({ sql }) => nameOfRead(sql) ?? UNNAMED })
  const prisma = new PrismaClient({ adapter })
  const known = new Map<string, Db>()
  const fill = async () => {
    const opened = [pool, reads].flatMap(one => Array.from({ length: size }, () => one.take()))
    const ends = await Promise.allSettled(opened)
    for (const end of ends) if (end.status === 'fulfilled') end.value.release()
    await prisma.tender.findFirst({ select: { id: true } })
    const failed = ends.find(end => end.status === 'rejected')
    if (failed) throw failed.reason
  }
  const close = async () => {
    await prisma.$disconnect()
    await Promise.all([pool.end(), reads.end()])
  }
  const as = (actor: DbActor): Db => {
    const key = actorText(actor)
    const db = known.get(key) ?? {
      pool,
      actor,
      as,
      fill,
      close,
      prisma: prismaFor(prisma, actor),
      tx: body => inTransaction(pool, nameOf, key, body),
      once: body => withActor(actor, () => onConnection(pool, nameOf, body)),
    }
    if (known.size > ACTORS_KEPT) known.clear()
    known.set(key, db)
    return db
  }
  return as(NOBODY)
}

async function onConnection<R>(pool: pg.Pool, nameOf: NameOf, body: (tx: Tx) => Promise<R>): Promise<R> {
  const client = await pool.connect()
  try {
    return await body(txOf(client, nameOf))
  } finally {
    client.release() // the pool drops a connection that broke by itself
  }
}

async function inTransaction<R>(
  pool: ActorPool,
  nameOf: NameOf,
  actor: string,
  body: (tx: Tx) => Promise<R>,
): Promise<R> {
  const client = await pool.take()
  let broken: Error | undefined
  try {
    await client.query(`BEGIN; SELECT set_config('bencao.actor', '${actor}', true)`)
    const result = await body(txOf(client, nameOf))
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((e: Error) => {
      broken = e
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** A connection of its own, outside the pools: for what belongs to a session, its locks and its notifications. */
export interface Line {
  /** Each statement by itself; fails for good once the connection is gone. */
  readonly tx: Tx
  close(): Promise<void>
}

/**
 * Opens one.
 * @param onNotify called for every notification on a channel that the session listens to
 * @param onEnd called when the connection is gone, closed or broken
 */
export async function openLine(
  url: string,
  onNotify: (channel: string, payload: string) => void,
  onEnd: () => void,
): Promise<Line> {
  const connectionString = asRole(url, APP_ROLE)
  const client = new pg.Client({ connectionString, types, keepAlive: true, application_name: 'bencao-line' })
  client.on('error', () => undefined) // 'end' follows
  client.on('end', onEnd)
  client.on('notification', message => onNotify(message.channel, message.payload ?? ''))
  await client.connect()
  // It runs few statements over and over.
  return { tx: txOf(client, statementNames(1)), close: () => client.end().catch(() => undefined) }
}

function txOf(client: pg.ClientBase, nameOf: NameOf): Tx {
  const query = (text: string, params?: readonly unknown[]) => {
    if (!params) return client.query(text)
    const name = nameOf(text)
    return client.query({ text, values: [...params], ...(name === undefined ? {} : { name }) })
  }
  return {
    rows: async <R>(sql: string, params?: readonly unknown[]) => (await query(sql, params)).rows as R[],
    row: async <R>(sql: string, params?: readonly unknown[]) => ((await query(sql, params)).rows[0] as R) ?? null,
    run: async (sql, params) => (await query(sql, params)).rowCount ?? 0,
    copy: (table, columns, rows) => copyRows(client, table, columns, rows),
  }
}

const COPY_FLUSH_CHARS = 1 << 16

async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  const list = columns.join(',')
  await client.query(`CREATE TEMP TABLE stage_${table} ON COMMIT DROP AS SELECT ${list} FROM ${table} WITH NO DATA`)
  const stream = client.query(copyFrom(`COPY stage_${table} (${list}) FROM STDIN`))
  const done = new Promise<void>((resolve, reject) => stream.once('finish', resolve).once('error', reject))
  let count = 0
  let buffer = ''
  for (const row of rows) {
    buffer += `${row.map(copyText).join('\t')}\n`
    count++
    if (buffer.length < COPY_FLUSH_CHARS) continue
    if (!stream.write(buffer)) await Promise.race([new Promise<void>(resolve => stream.once('drain', resolve)), done])
    buffer = ''
  }
  stream.end(buffer)
  await done
  await client.query(`INSERT INTO ${table} (${list}) SELECT ${list} FROM stage_${table}; DROP TABLE stage_${table}`)
  return count
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  return String(value).replace(/[\\\t\n\r]/g, c => COPY_ESCAPES[c] ?? c)
}

const COPY_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
