/** What the database must hold in the end, read past the platform. */
import pg from 'pg'
import { hex } from '#domain/bytes.ts'
import { checkEnvelope, type EnvelopeContext, NO_PREVIOUS_LEAF } from '#domain/envelope.ts'
import { withdrawalLeaf } from '#domain/withdrawal.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import type { Bidding, Kept } from './bidLane.ts'
import type { Reported } from './otherLanes.ts'
import { hold } from './promise.ts'

type Ask = <R extends pg.QueryResultRow>(sql: string, params?: readonly unknown[]) => Promise<R[]>

/** Reads with a connection of its own. */
export async function reading<T>(databaseUrl: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(async (sql, params) => (await client.query(sql, params ? [...params] : undefined)).rows)
  } finally {
    await client.end()
  }
}

interface EntryRow {
  readonly id: string
  readonly declarationId: string
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  readonly key: string
  readonly leaf: Buffer
  readonly envelope: Buffer | null
}

const ENTRIES = `SELECT b.id, b.declaration_id AS "declarationId", l.code AS lot, s.code AS supplier, b.seq,
    b.idempotency_key AS key, b.leaf, b.envelope
  FROM sealed_bid b JOIN declaration d ON d.id = b.declaration_id JOIN lot l ON l.id = d.lot_id
    JOIN supplier s ON s.id = d.supplier_id
  WHERE b.round_id = $1 ORDER BY b.declaration_id, b.seq`

/** Every receipt is a row, every row has a receipt, and the chains are whole. @returns how many rows there are */
export async function checkEntries(ask: Ask, bidding: Bidding): Promise<number> {
  const rows = await ask<EntryRow>(ENTRIES, [bidding.round.id])
  const byId = new Map(rows.map(row => [row.id, row]))
  for (const kept of bidding.receipts) checkReceipt(kept, byId.get(kept.id))
  const known = new Set(bidding.receipts.map(kept => kept.id))
  const extra = rows.find(row => !known.has(row.id))
  hold(extra === undefined, 'no row without a request', () => `${extra?.key}`)
  let previous: EntryRow | null = null
  for (const row of rows) {
    await checkChain(row, previous, bidding)
    previous = row
  }
  return rows.length
}

function checkReceipt(kept: Kept, row: EntryRow | undefined): void {
  hold(row !== undefined, 'no receipt without a row', () => `${kept.key}, receipt ${kept.id}`)
  const same = row.seq === kept.seq && hex(row.leaf) === kept.leaf && row.key === kept.key
  hold(same, 'every receipt is for its row', () => `${kept.key}: row ${row.seq} ${hex(row.leaf)}`)
}

async function checkChain(row: EntryRow, previous: EntryRow | null, bidding: Bidding): Promise<void> {
  const before = previous?.declarationId === row.declarationId ? previous : null
  const where = () => `${row.key}: seq ${row.seq} after ${before?.seq ?? 'nothing'}`
  hold(row.seq === (before?.seq ?? 0) + 1, 'no entry twice and none missing in a chain', where)
  const { lot, supplier, seq } = row
  const previousLeaf = before ? new Uint8Array(before.leaf) : NO_PREVIOUS_LEAF
  const context: EnvelopeContext = { policyHash: bidding.policyHash, round: 1, lot, supplier, seq, previousLeaf }
  const officerCount = bidding.policy.officers.length
  const isWhole = row.envelope
    ? checkEnvelope(new Uint8Array(row.envelope), { ...context, officerCount }).length === 0
    : hex(await withdrawalLeaf(context, nodeCrypto)) === hex(row.leaf)
  hold(isWhole, 'every entry names the one before it', where)
}

/** One row of the log for every entry, and a place for every row. */
export async function checkTraces(ask: Ask, bidding: Bidding): Promise<void> {
  const doubled = await ask<{ subject: string; n: number }>(
    `SELECT subject, count(*)::int AS n FROM audit_row WHERE action IN ('submitBid', 'withdrawBid')
       AND tender_id = $1 GROUP BY subject HAVING count(*) > 1`,
    [bidding.campaign.tenderId],
  )
  hold(doubled.length === 0, 'no entry is logged twice', () => JSON.stringify(doubled.slice(0, 3)))
  const logged = await ask<{ subject: string }>(
    `SELECT subject FROM audit_row WHERE action IN ('submitBid', 'withdrawBid') AND tender_id = $1`,
    [bidding.campaign.tenderId],
  )
  const found = new Set(logged.map(row => row.subject))
  const missing = bidding.receipts.find(kept => !found.has(`sealedBid:${kept.leaf}`))
  hold(missing === undefined, 'every entry is logged', () => `${missing?.key}`)
  hold(found.size === bidding.receipts.length, 'nothing is logged that is not an entry', () => `${found.size} rows`)
  const lost = await ask<{ seq: string }>(
    'SELECT r.seq FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.row_seq = r.seq)',
  )
  hold(lost.length === 0, 'every row of the log has a place', () => `${lost.length} rows without a leaf`)
  const [top] = await ask<{ gaps: number }>(
    'SELECT (coalesce(max(index), -1) + 1 - count(*))::int AS gaps FROM audit_leaf',
  )
  hold(top?.gaps === 0, 'places in the log have no gap', () => `${top?.gaps} missing`)
}

/** Reports are as their hospitals were last told. */
export async function checkReports(ask: Ask, tenderId: string, reports: ReadonlyMap<string, Reported>): Promise<void> {
  for (const [hospital, wanted] of reports) {
    const rows = await ask<{ lotId: string; kg: number }>(
      `SELECT l.lot_id AS "lotId", l.quantity_kg::int AS kg FROM demand_line l JOIN hospital h ON h.id = l.hospital_id
         JOIN lot o ON o.id = l.lot_id WHERE o.tender_id = $1 AND h.code = $2`,
      [tenderId, hospital],
    )
    const same = rows.length === wanted.size && rows.every(row => wanted.get(row.lotId) === row.kg)
    hold(same, 'a saved report stays as it was saved', () => `${hospital}: ${JSON.stringify(rows)}`)
  }
}

/** Every job came to its end, each piece done once, each result stored once. @returns how many jobs there were */
export async function checkJobs(ask: Ask): Promise<number> {
  const jobs = await ask<{ id: string; kind: string; status: string; error: string | null; whole: boolean }>(
    `SELECT j.id, j.kind, j.status, j.error, j.done = j.total AND j.finished_at IS NOT NULL
       AND (SELECT bool_and(c.done_at IS NOT NULL) AND sum(c.size) = j.total FROM job_chunk c WHERE c.job_id = j.id) AS whole
     FROM job j ORDER BY j.started_at`,
  )
  const bad = jobs.find(job => job.status !== 'done' || !job.whole)
  hold(bad === undefined, 'every job finishes once', () => JSON.stringify(bad))
  const started = await ask<{ n: number }>(
    `SELECT abs((SELECT count(*) FROM job WHERE kind = 'shortlistLot')
       - (SELECT count(*) FROM audit_row WHERE action = 'computeShortlist'))::int AS n`,
  )
  hold(started[0]?.n === 0, 'one trace for every job', () => `${started[0]?.n} more or fewer`)
  return jobs.length
}

/** Every effective entry of an opened round has one verdict, no other has any. */
export async function checkVerdicts(ask: Ask, roundId: string): Promise<void> {
  const [row] = await ask<{ wanted: number; opened: number; status: string }>(
    `SELECT (SELECT count(*)::int FROM (SELECT DISTINCT ON (declaration_id) envelope FROM sealed_bid
         WHERE round_id = $1 ORDER BY declaration_id, seq DESC) b WHERE b.envelope IS NOT NULL) AS wanted,
       (SELECT count(*)::int FROM opened_bid WHERE round_id = $1) AS opened,
       (SELECT status FROM price_round WHERE id = $1) AS status`,
    [roundId],
  )
  const isWhole = row?.status === 'opened' && row.wanted === row.opened
  hold(isWhole, 'every bid of an opened round has one verdict', () => JSON.stringify(row))
}
