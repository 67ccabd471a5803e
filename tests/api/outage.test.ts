import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Db, openDb } from '../../api/platform/db.ts'
import { cloneDatabase } from '../support/platform.ts'

let db: Db
let killer: pg.Client
beforeAll(async () => {
  const url = await cloneDatabase(inject('serverUrl'))
  db = openDb(url, 2)
  killer = new pg.Client({ connectionString: url })
  await killer.connect()
})
afterAll(async () => {
  await killer.end()
  await db.close()
})

/** Ends a connection as a dying server does. */
async function cut(pid: number | undefined): Promise<void> {
  await killer.query('SELECT pg_terminate_backend($1, 10000)', [pid])
}

describe('the connections of a process', () => {
  it('are all open before the first rush, for commands and for reads', async () => {
    await db.fill()
    const { rows } = await killer.query<{ name: string; count: number }>(
      `SELECT application_name AS name, count(*)::int FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'bencao%' GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { name: 'bencao', count: 2 },
      { name: 'bencao-reads', count: 2 },
    ])
  })
})

describe('a connection that is cut', () => {
  it('between two queries of a transaction fails the transaction and nothing else', async () => {
    const errors: unknown[] = []
    const listen = (error: unknown) => errors.push(error)
    process.on('uncaughtException', listen)
    const failed = db.tx(async tx => {
      const row = await tx.row<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await cut(row?.pid)
      // The news is on its way to this process: let it come before the next query.
      for (let turn = 0; turn < 20; turn++) await killer.query('SELECT 1')
      return tx.row('SELECT 1 AS one')
    })
    await expect(failed).rejects.toThrow()
    process.off('uncaughtException', listen)
    expect(errors).toEqual([])
    expect(await db.once(tx => tx.row('SELECT 1 AS one'))).toEqual({ one: 1 })
  })
})
