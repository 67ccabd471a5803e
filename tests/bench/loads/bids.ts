/** Load 4: the last minute before the deadline: every supplier sends its sealed bids at once, and checks every receipt. */
import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import pg from 'pg'
import { hex } from '#domain/bytes.ts'
import { x25519PublicKey } from '#domain/crypto.ts'
import {
  envelopeLeaf,
  NO_PREVIOUS_LEAF,
  type Policy,
  policyBytes,
  policyHash,
  SUITE,
  sealBid,
} from '#domain/sealing.ts'
import { nodeCrypto } from '../../../api/platform/crypto.ts'
import {
  alternate,
  graphql,
  groupBy,
  inform,
  median,
  promise,
  promiseAtMost,
  quantile,
  type Row,
  send,
  timed,
} from '../measure.ts'
import { signIn } from '../rows.ts'
import type { Stand } from '../stand.ts'

const OFFICERS = [1, 2, 3, 4, 5].map(n => `officer-${n}`)
const CONNECTIONS = 20
const SUBMIT = `mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k)
  {__typename ...on Receipt{sealedBidId seq leaf submittedAt} ...on Refusal{violations{code path message}}}}`

interface Bid {
  readonly declarationId: string
  readonly supplier: string
  readonly envelope: Uint8Array
  readonly leaf: string
}

/** A round that takes bids, as if its officers had registered keys and signed. */
async function openRound(stand: Stand): Promise<{ id: string; policy: Policy }> {
  const id = randomUUID()
  const key = () => x25519PublicKey(randomBytes(32), nodeCrypto)
  const officers = await Promise.all(OFFICERS.map(async code => ({ code, publicKey: hex(await key()) })))
  const policy: Policy = {
    suite: SUITE,
    tender: 'BENCH-1',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: stand.size.world.lots.map(lot => lot.code),
    deadline: new Date(Date.now() + 86_400_000).toISOString(),
    threshold: 3,
    officers,
    platformKey: hex(await key()),
    logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  }
  const text = Buffer.from(policyBytes(policy)).toString('utf8')
  await stand.db.tx(async tx => {
    await tx.run(
      `INSERT INTO price_round (id, tender_id, number, status, officers_needed, closes_at, policy, policy_hash, platform_public_key) VALUES ($1,$2,1,'open',3,$3,$4,$5,$6)`,
      [
        id,
        stand.tenderId,
        policy.deadline,
        text,
        hex(await policyHash(policy, nodeCrypto)),
        Buffer.from(policy.platformKey, 'hex'),
      ],
    )
    await tx.run(
      `INSERT INTO officer_key (round_id, user_id, ordinal, body, public_key, signing_key, key_signature)
       SELECT $1, u.id, o.n, u.body, o.key, o.key, o.key FROM UNNEST($2::text[], $3::bytea[]) WITH ORDINALITY AS o(code, key, n) JOIN app_user u ON u.login = o.code`,
      [id, OFFICERS, officers.map(officer => Buffer.from(officer.publicKey, 'hex'))],
    )
    // Runs are repeated, so entries have to go away again: in this database only.
    await tx.run('ALTER TABLE sealed_bid DISABLE TRIGGER sealed_bid_append')
    await tx.run(
      'CREATE TABLE bench_bid (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), declaration_id uuid NOT NULL, envelope bytea NOT NULL)',
    )
  })
  return { id, policy }
}

async function sealAll(stand: Stand, policy: Policy): Promise<Bid[]> {
  const rows = await stand.db.tx(tx =>
    tx.rows<{ id: string; lot: string; supplier: string }>(
      'SELECT d.id, l.code AS lot, s.code AS supplier FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id ORDER BY s.code, l.code',
    ),
  )
  const bids: Bid[] = []
  for (const { id, lot, supplier } of rows) {
    const place = { policy, lot, supplier, seq: 1, previousLeaf: NO_PREVIOUS_LEAF }
    const envelope = await sealBid({ ...place, bid: { priceFen: 12_345n }, seed: randomBytes(32) }, nodeCrypto)
    bids.push({ declarationId: id, supplier, envelope, leaf: hex(await envelopeLeaf(envelope, nodeCrypto)) })
  }
  return bids
}

/** All suppliers at once, each over its own connection, one bid after the other. @returns bids per second */
async function burst(
  stand: Stand,
  url: string,
  roundId: string,
  bids: readonly Bid[],
  cookies: ReadonlyMap<string, string>,
  latencies: number[],
): Promise<number> {
  await stand.db.tx(tx => tx.run('DELETE FROM sealed_bid'))
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 })
  const sendOf = async (own: readonly Bid[]) => {
    for (const { declarationId: d, supplier, envelope, leaf } of own) {
      const variables = { r: roundId, d, e: Buffer.from(envelope).toString('base64'), k: d }
      const ms = await timed(async () => {
        const { submitBid } = await graphql<{ submitBid: { leaf: string } }>(
          agent,
          url,
          cookies.get(supplier) ?? '',
          SUBMIT,
          variables,
        )
        if (submitBid.leaf !== leaf) throw new Error('the receipt names another envelope')
      })
      latencies.push(ms)
    }
  }
  const ms = await timed(() => Promise.all([...groupBy(bids, bid => bid.supplier).values()].map(sendOf)))
  agent.destroy()
  const stored = await stand.db.tx(tx => tx.row<{ n: number }>('SELECT count(*)::int AS n FROM sealed_bid'))
  if (stored?.n !== bids.length) throw new Error(`${stored?.n} of ${bids.length} bids are stored`)
  return (bids.length * 1000) / ms
}

/** The same requests to express and pg with nothing between, each insert its own transaction. @returns bids per second */
async function sendPlainly(stand: Stand, url: string, bids: readonly Bid[]): Promise<number> {
  await stand.db.tx(tx => tx.run('TRUNCATE bench_bid'))
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 })
  const sendOf = async (own: readonly Bid[]) => {
    for (const { declarationId: d, envelope } of own)
      await send(
        agent,
        `${url}/bid`,
        '',
        JSON.stringify({ variables: { d, e: Buffer.from(envelope).toString('base64') } }),
      )
  }
  const ms = await timed(() => Promise.all([...groupBy(bids, bid => bid.supplier).values()].map(sendOf)))
  agent.destroy()
  return (bids.length * 1000) / ms
}

/** The limit: the same bytes as single inserts, each its own transaction. @returns inserts per second */
async function insertPlainly(stand: Stand, pool: pg.Pool, bids: readonly Bid[]): Promise<number> {
  await stand.db.tx(tx => tx.run('TRUNCATE bench_bid'))
  let next = 0
  const lane = async () => {
    const client = await pool.connect()
    for (let bid = bids[next++]; bid; bid = bids[next++])
      await client.query('INSERT INTO bench_bid (declaration_id, envelope) VALUES ($1, $2)', [
        bid.declarationId,
        bid.envelope,
      ])
    client.release()
  }
  const ms = await timed(() => Promise.all(Array.from({ length: CONNECTIONS }, lane)))
  return (bids.length * 1000) / ms
}

export async function deadlineBurst(stand: Stand): Promise<readonly Row[]> {
  const round = await openRound(stand)
  const bids = await sealAll(stand, round.policy)
  const cookies = await signIn(stand.db, [...new Set(bids.map(bid => bid.supplier))])
  const [api, raw] = [await stand.startApi(), await stand.startProgram('rawServer.ts')]
  const pool = new pg.Pool({ connectionString: stand.databaseUrl, max: CONNECTIONS })
  const runs: number[][] = []
  try {
    const rates = await alternate(stand.size.runs, {
      limit: () => insertPlainly(stand, pool, bids),
      http: () => sendPlainly(stand, raw.url, bids),
      ours: () => burst(stand, api.url, round.id, bids, cookies, runs[runs.push([]) - 1] ?? []),
    })
    const bytes = Math.round(median(bids.map(bid => bid.envelope.length)))
    const at = (q: number) => median(runs.slice(1).map(latencies => quantile(latencies, q)))
    const unit = 'bids/s'
    return [
      promise(
        {
          load: '4',
          what: `${bids.length} bids of ${bytes} bytes, ${cookies.size} clients; limit: plain inserts`,
          unit,
          ours: rates.ours,
          limit: rates.limit,
        },
        { atLeast: 0.75 },
      ),
      inform({
        load: '4',
        what: 'the same; limit: the same requests to raw express and pg',
        unit,
        ours: rates.ours,
        limit: rates.http,
      }),
      inform({ load: '4', what: 'p50', unit: 'ms', ours: at(0.5) }),
      promiseAtMost({ load: '4', what: 'p99', unit: 'ms', ours: at(0.99) }, 150),
    ]
  } finally {
    await pool.end()
    await raw.stop()
    await api.stop()
  }
}
