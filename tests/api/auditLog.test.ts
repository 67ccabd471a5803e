import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { AuditLog } from '../../api/context.ts'
import {
  type Checkpoint,
  parseNoteKey,
  splitCheckpoints,
  verifyAnchor,
  verifyCheckpoint,
} from '../../api/domain/auditLog.ts'
import { type AuditEntry, appendAudit, appendAudits, openAuditLog } from '../../api/modules/audit/index.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { type Db, openDb } from '../../api/platform/db.ts'
import { openLog } from '../../api/platform/log.ts'
import { cloneDatabase } from '../support/platform.ts'

const privateKey = new Uint8Array(32).fill(5)
const silent = openLog('silent')

interface Stand {
  readonly db: Db
  readonly databaseUrl: string
  readonly dir: string
  readonly file: string
  /** One more process: its own connections, its own sequencer. */
  join(changes?: { file?: string; privateKey?: Uint8Array }): Promise<AuditLog>
}

const stands: { close(): Promise<void> }[] = []
afterAll(async () => {
  for (const stand of stands) await stand.close()
})

/** A database of its own, not yet with a log. */
async function openStand(): Promise<Stand> {
  const databaseUrl = await cloneDatabase(inject('serverUrl'))
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-log-'))
  const file = path.join(dir, 'checkpoints.log')
  const db = openDb(databaseUrl, 10, null)
  const logs: AuditLog[] = []
  stands.push({
    close: async () => {
      for (const log of logs) await log.close()
      await db.close()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  })
  const join: Stand['join'] = async changes => {
    const log = await openAuditLog({
      db,
      databaseUrl,
      privateKey: changes?.privateKey ?? privateKey,
      checkpointFile: changes?.file ?? file,
      log: silent,
    })
    logs.push(log)
    return log
  }
  return { db, databaseUrl, dir, file, join }
}

const entry = (n: number): AuditEntry => ({
  tenderId: null,
  action: 'test',
  subject: `n:${n}`,
  payload: { n },
  changes: 1,
})

const add = (db: Db, n: number) => db.tx(tx => appendAudits(tx, [{ actor: null, entry: entry(n) }]))

const leaves = (db: Db) =>
  db.once(tx =>
    tx.rows<{ index: bigint; subject: string }>(
      'SELECT l.index, r.subject FROM audit_leaf l JOIN audit_row r ON r.seq = l.row_seq ORDER BY l.index',
    ),
  )

async function mirrored(stand: Stand, log: AuditLog, file = stand.file): Promise<Checkpoint[]> {
  const key = await parseNoteKey(log.key, nodeCrypto)
  if (!key) throw new Error('no key')
  const found: Checkpoint[] = []
  for (const note of splitCheckpoints(fs.readFileSync(file, 'utf8'))) {
    const checkpoint = await verifyCheckpoint(note, key, nodeCrypto)
    if (checkpoint) found.push(checkpoint)
  }
  return found
}

const stored = async (db: Db) =>
  (
    await db.once(tx =>
      tx.rows<{ size: bigint; root: Uint8Array }>('SELECT size, root FROM audit_checkpoint ORDER BY size'),
    )
  ).map(row => ({ size: Number(row.size), root: Buffer.from(row.root).toString('hex') }))

const asStored = (found: readonly Checkpoint[]) =>
  found.map(({ size, root }) => ({ size, root: Buffer.from(root).toString('hex') }))

describe('the sequencer', () => {
  let stand: Stand
  let log: AuditLog
  beforeAll(async () => {
    stand = await openStand()
    log = await stand.join()
  })

  it('gives gapless places to what 200 transactions at once commit, and none to what they roll back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        stand.db.tx(async tx => {
          await appendAudit(tx, null, entry(n))
          await appendAudit(tx, null, entry(1000 + n))
          if (n % 4 === 0) throw new Error('rolled back')
        }),
      ),
    )
    await log.settle()
    expect(outcomes.filter(outcome => outcome.status === 'rejected')).toHaveLength(50)
    const found = await leaves(stand.db)
    expect(found.map(leaf => Number(leaf.index))).toEqual(Array.from({ length: 300 }, (_, i) => i))
    expect(new Set(found.map(leaf => leaf.subject)).size).toBe(300)
  })

  it('anchors rows under a checkpoint that the domain verifies', async () => {
    const key = await parseNoteKey(log.key, nodeCrypto)
    expect(log.key).toMatch(/^bencao\/[0-9a-f]{16}\+/)
    const seqs = (await Promise.all([add(stand.db, 7), add(stand.db, 8), add(stand.db, 9)])).flat()
    const { anchors, checkpoint } = await log.anchorsOf(seqs)
    const signed = key && (await verifyCheckpoint(checkpoint, key, nodeCrypto))
    expect(signed).not.toBeNull()
    for (const seq of seqs) {
      const anchor = anchors.get(seq)
      expect(anchor?.row.subject).toMatch(/^n:[789]$/)
      expect(anchor && signed && (await verifyAnchor(anchor, signed, nodeCrypto))).toBe(true)
      const forged = anchor && { ...anchor, row: { ...anchor.row, subject: 'n:0' } }
      expect(forged && signed && (await verifyAnchor(forged, signed, nodeCrypto))).toBe(false)
    }
  })

  it('never loses the row of a transaction that is slow to commit', async () => {
    const slow = new pg.Client({ connectionString: stand.databaseUrl })
    await slow.connect()
    await slow.query('BEGIN')
    const run = async (sql: string, params?: readonly unknown[]) => (await slow.query(sql, [...(params ?? [])])).rows
    const tx = { rows: run, row: run, run, copy: run } as never
    await appendAudit(tx, null, entry(5000))
    for (let n = 5001; n < 5020; n++) {
      await add(stand.db, n)
      await log.settle()
    }
    // Longer than the time after which a missed number is judged by the transactions still running.
    const until = performance.now() + 2500
    for (let n = 5020; performance.now() < until; n++) {
      await log.anchorsOf(await add(stand.db, n))
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    expect((await leaves(stand.db)).some(leaf => leaf.subject === 'n:5000')).toBe(false)
    await slow.query('COMMIT')
    await slow.end()
    await log.settle()
    const found = await leaves(stand.db)
    expect(found.filter(leaf => leaf.subject === 'n:5000')).toHaveLength(1)
    expect(found.map(leaf => Number(leaf.index))).toEqual(found.map((_, i) => i))
  })

  it('checkpoints within a second what nobody waits for', async () => {
    const [seq] = await add(stand.db, 6000)
    const until = performance.now() + 1000
    let found: unknown = null
    while (!found && performance.now() < until)
      found = await stand.db.once(tx => tx.row('SELECT 1 FROM audit_leaf WHERE row_seq = $1', [seq]))
    expect(found).not.toBeNull()
  })

  it('has every checkpoint in the file outside the database', async () => {
    await log.settle()
    expect(asStored(await mirrored(stand, log))).toEqual(await stored(stand.db))
  })

  it('cannot be rewritten: the database refuses', async () => {
    for (const table of ['audit_row', 'audit_leaf', 'audit_node', 'audit_checkpoint', 'audit_cosignature'])
      for (const sql of [`UPDATE ${table} SET ctid = ctid`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
        await expect(stand.db.tx(tx => tx.run(sql.replace('ctid = ctid', COLUMN[table] ?? '')))).rejects.toThrow(
          /append|only|refus/i,
        )
  })
})

const COLUMN: Readonly<Record<string, string>> = {
  audit_row: "subject = 'x'",
  audit_leaf: 'hash = hash',
  audit_node: 'hash = hash',
  audit_checkpoint: 'root = root',
  audit_cosignature: 'line = line',
}

describe('several processes on one database', () => {
  it('have one leader; another takes over within a second or so when its connection is cut', async () => {
    const stand = await openStand()
    const logs = [await stand.join(), await stand.join({ file: path.join(stand.dir, 'second.log') })]
    const holders = () =>
      stand.db.once(tx =>
        tx.rows<{ pid: number }>(
          `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7202611 AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        ),
      )
    for (let n = 0; n < 20; n++) await Promise.all(logs.map(async log => log.anchorsOf(await add(stand.db, n))))
    expect(await holders()).toHaveLength(1)
    for (let cut = 0; cut < 3; cut++) {
      const [leader] = await holders()
      await stand.db.once(tx => tx.row('SELECT pg_terminate_backend($1)', [leader?.pid]))
      const started = performance.now()
      await Promise.all(logs.map(async (log, n) => log.anchorsOf(await add(stand.db, 100 + n))))
      expect(performance.now() - started).toBeLessThan(3000)
      const now = await holders()
      expect(now).toHaveLength(1)
      expect(now[0]?.pid).not.toBe(leader?.pid)
    }
    const found = await leaves(stand.db)
    expect(found.map(leaf => Number(leaf.index))).toEqual(Array.from({ length: 46 }, (_, i) => i))
  })
})

describe('the file of checkpoints', () => {
  it('gets what it lacks at take-over, also behind a piece that was cut short', async () => {
    const stand = await openStand()
    const first = await stand.join()
    for (let n = 0; n < 10; n++) await first.anchorsOf(await add(stand.db, n))
    await first.close()
    const notes = splitCheckpoints(fs.readFileSync(stand.file, 'utf8'))
    expect(notes).toHaveLength(11)
    const whole = notes.slice(0, 4).map(note => `${note}\n`)
    for (const cut of [1, 20, 60, 130, (notes[4]?.length ?? 0) - 1]) {
      fs.writeFileSync(stand.file, whole.join('') + notes[4]?.slice(0, cut))
      const log = await stand.join()
      await log.settle()
      await log.close()
      const sizes = (await mirrored(stand, log)).map(checkpoint => checkpoint.size)
      expect([...new Set(sizes)]).toEqual((await stored(stand.db)).map(checkpoint => checkpoint.size))
    }
  })

  it('that knows more than the database stops the log', async () => {
    const stand = await openStand()
    const first = await stand.join()
    for (let n = 0; n < 5; n++) await first.anchorsOf(await add(stand.db, n))
    await first.close()
    await stand.db.tx(async tx => {
      await tx.run(`SET LOCAL session_replication_role = replica`)
      await tx.run('DELETE FROM audit_checkpoint WHERE size > 3')
      await tx.run('DELETE FROM audit_leaf WHERE index >= 3')
      await tx.run('DELETE FROM audit_node WHERE (index + 1) * (2 ^ level)::bigint > 3')
      await tx.run('DELETE FROM audit_row WHERE seq > (SELECT max(row_seq) FROM audit_leaf)')
    })
    const second = await stand.join()
    const settled = second.settle().then(
      () => 'settled',
      () => 'late',
    )
    const outcome = await Promise.race([settled, new Promise(resolve => setTimeout(() => resolve('waits'), 2000))])
    expect(outcome).toBe('waits')
    expect(await stored(stand.db)).toHaveLength(4)
  })
})
