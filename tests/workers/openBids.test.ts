import { beforeAll, describe, expect, it } from 'vitest'
import { runChunk } from '../../workers/runChunk.ts'
import { ceremony, declarationIds, passTime, prepareRound, type Round, sealed, secret } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let office: Person
let acts: ReturnType<typeof ceremony>

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  acts = ceremony(platform, office)
})

const codes = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

const sql = (text: string, params: readonly unknown[] = []) => platform.db.tx(tx => tx.run(text, params))

const HIGH = 1_000_000_000n
const PRICES: Readonly<Record<string, bigint>> = {
  'HQ-T/S1': 9_000n,
  'HQ-T/S2': 10_000n,
  'HQ-T/S3': 10_001n,
  'HQ-X/S1': HIGH,
  'HQ-X/S2': 1n,
}
/** The price nobody may find before the opening: not in any column, in no encoding a dump would show. */
const MARKER = 742_424_247n

interface Closed {
  readonly tenderId: string
  readonly round: Round
  readonly ids: ReadonlyMap<string, string>
}

/** A closed round 1 with five bids, at the stage of the opening, scores frozen. */
async function closedRound(prices = PRICES): Promise<Closed> {
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  await sql(`UPDATE lot SET ceiling_fen = $2 WHERE tender_id = $1 AND code = 'HQ-X'`, [tenderId, HIGH])
  const round = await acts.start(tenderId, 1)
  const ids = await declarationIds(platform, tenderId)
  for (const [key, priceFen] of Object.entries(prices)) {
    const [lot = '', supplier = ''] = key.split('/')
    await acts.submit(
      `supplier-${supplier}`,
      round.id,
      ids.get(key) ?? '',
      await sealed(round, { lot, supplier, priceFen }),
      'k',
    )
  }
  await passTime(platform, tenderId, round.closesAt)
  const closed = await acts.close(round.id)
  await sql(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
  await sql(
    `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
    [tenderId],
  )
  return { tenderId, round: closed, ids }
}

const handIn = async (round: Round, ...officers: readonly number[]) => {
  for (const n of officers) await acts.handIn(round, 1, `officer-${n}`)
}

interface Line {
  readonly key: string
  readonly verdict: string
  readonly priceFen: string | null
  readonly reason: string | null
}

async function opened(roundId: string, asking: Person = office): Promise<readonly Line[]> {
  const { openedBids } = await asking.ask<{
    openedBids: {
      items: (Omit<Line, 'key'> & { declaration: { lot: { code: string }; supplier: { code: string } } })[]
    }
  }>(
    'query($f:OpenedBidFilter!){openedBids(filter:$f){items{verdict priceFen reason declaration{lot{code} supplier{code}}}}}',
    { f: { roundId } },
  )
  return openedBids.items.map(({ declaration, ...rest }) => ({
    key: `${declaration.lot.code}/${declaration.supplier.code}`,
    ...rest,
  }))
}

const line = (key: string, priceFen: bigint | null, reason: string | null = null): Line => ({
  key,
  verdict: priceFen === null ? 'void' : 'opened',
  priceFen: priceFen === null ? null : String(priceFen),
  reason,
})

const AS_SEALED = [
  line('HQ-T/S1', 9_000n),
  line('HQ-T/S2', 10_000n),
  line('HQ-T/S3', null, 'aboveCeiling'),
  line('HQ-X/S1', HIGH),
  line('HQ-X/S2', 1n),
]

/** Changes stored envelopes as somebody with the database in hand could: triggers off. */
async function tamper(declarationId: string | undefined, change: string): Promise<void> {
  await platform.db.tx(async tx => {
    await tx.run('ALTER TABLE sealed_bid DISABLE TRIGGER USER')
    await tx.run(`UPDATE sealed_bid SET ${change} WHERE declaration_id = $1`, [declarationId])
    await tx.run('ALTER TABLE sealed_bid ENABLE TRIGGER USER')
  })
}

const flip = (at: number) => `envelope = set_byte(envelope, ${at}, get_byte(envelope, ${at}) # 1)`

describe('the opening', () => {
  it('needs the stage, the frozen scores and t officers for every bid; refused, it changes nothing', async () => {
    const { tenderId, round } = await closedRound()
    const state = async () => [
      (await acts.round(tenderId, 1)).status,
      await platform.db.prisma.job.count({ where: { tenderId } }),
    ]
    await handIn(round, 4, 2)
    expect(await codes(acts.open(round.id))).toEqual(['quorumMissing'])
    // The third officer has shares for all bids but one.
    const half = await acts.person('officer-5')
    const { sealedBids } = await half.ask<{ sealedBids: { items: { id: string }[] } }>(
      'query($f:SealedBidFilter!){sealedBids(filter:$f){items{id}}}',
      { f: { roundId: round.id } },
    )
    const fake = { share: Buffer.alloc(33).toString('base64'), salt: Buffer.alloc(32).toString('base64') }
    const some = sealedBids.items.slice(1).map(bid => ({ sealedBidId: bid.id, ...fake }))
    expect(await acts.sendShares(round, 'officer-5', some)).toMatchObject({ count: 4 })
    expect(await codes(acts.open(round.id))).toEqual(['quorumMissing'])
    await sql(`UPDATE tender SET stage = 'review' WHERE id = $1`, [tenderId])
    expect(await codes(acts.open(round.id))).toEqual(['wrongStage'])
    await sql(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
    await platform.db.tx(async tx => {
      await tx.run('ALTER TABLE score_freeze DISABLE TRIGGER USER')
      await tx.run('DELETE FROM score_freeze WHERE tender_id = $1', [tenderId])
      await tx.run('ALTER TABLE score_freeze ENABLE TRIGGER USER')
    })
    expect(await codes(acts.open(round.id))).toEqual(['scoresNotFrozen'])
    expect(await state()).toEqual(['closed', 0])
    expect(await platform.db.prisma.openedBid.count({ where: { roundId: round.id } })).toBe(0)
  })

  it('takes shares of the own key only, of this round, by length, the first one for good', async () => {
    const { round } = await closedRound()
    const elsewhere = await closedRound()
    const bid = await platform.db.prisma.sealedBid.findFirstOrThrow({ where: { roundId: round.id } })
    const foreign = await platform.db.prisma.sealedBid.findFirstOrThrow({ where: { roundId: elsewhere.round.id } })
    const bytes = (length: number) => Buffer.alloc(length, 1).toString('base64')
    const send = (shares: { sealedBidId: string; share: string; salt: string }[]) =>
      acts.sendShares(round, 'officer-1', shares)
    const good = { sealedBidId: bid.id, share: bytes(33), salt: bytes(32) }
    expect(await codes(send([]))).toEqual(['outOfRange shares'])
    expect(await codes(send([{ ...good, share: bytes(32), salt: bytes(31) }]))).toEqual([
      'outOfRange shares[0].share',
      'outOfRange shares[0].salt',
    ])
    expect(await codes(send([good, good, { ...good, sealedBidId: foreign.id }]))).toEqual([
      'duplicate shares[1].sealedBidId',
      'notFound shares[2].sealedBidId',
    ])
    expect(await send([good])).toMatchObject({ count: 1 })
    expect(await send([good])).toMatchObject({ count: 0 })
    expect(await codes(send([{ ...good, share: bytes(33).replace('A', 'B') }]))).toEqual(['conflict shares[0]'])
    expect(await codes(acts.sendShares(round, 'officer-1', [good], 'officer-2'))).toEqual(['badSignature signature'])
    await sql(
      `INSERT INTO app_user (login, display_name, role, password_hash, body) SELECT 'officer-9', '九', 'officer', password_hash, 'body9' FROM app_user WHERE login = 'office' ON CONFLICT DO NOTHING`,
    )
    expect(await codes(acts.sendShares(round, 'officer-9', [good]))).toEqual(['forbidden'])
  })

  it('opens everything once, whichever officers came; prices above the ceiling are void; opened ∪ void = sealed', async () => {
    const { round, tenderId } = await closedRound()
    await handIn(round, 5, 1, 3)
    const both = await Promise.allSettled([acts.open(round.id), acts.open(round.id)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await codes(acts.open(round.id))).toEqual(['jobRunning'])
    expect(await opened(round.id)).toEqual([])
    expect(await platform.drainJobs()).toBe(2) // the opening, then its evidence
    expect(await opened(round.id)).toEqual(AS_SEALED)
    expect(await codes(acts.open(round.id))).toEqual(['alreadyDone roundId'])
    expect(await acts.round(tenderId, 1)).toMatchObject({
      status: 'opened',
      recordHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const supplier = await acts.person('supplier-S1')
    expect(await opened(round.id, supplier)).toEqual([line('HQ-T/S1', 9_000n), line('HQ-X/S1', HIGH)])
    expect(await codes(acts.handIn(round, 1, 'officer-2'))).toEqual(['wrongStatus roundId'])
  })

  it('is recorded in a file for those who may read every price, not before', async () => {
    const { round } = await closedRound()
    await handIn(round, 1, 2, 3)
    const path = `/documents/opening-record/${round.id}`
    expect((await office.fetch(path)).status).toBe(422)
    await acts.open(round.id)
    await platform.drainJobs()
    const file = await office.fetch(path)
    expect(file.headers.get('content-type')).toContain('spreadsheetml')
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(5_000)
    const status = async (login: string) => (await (await acts.person(login)).fetch(path)).status
    expect([
      await status('supervisor'),
      await status('officer-1'),
      await status('supplier-S1'),
      await status('expert-E01'),
    ]).toEqual([200, 200, 403, 403])
    expect((await platform.anonymous().fetch(path)).status).toBe(401)
    expect((await office.fetch('/documents/opening-record/x')).status).toBe(404)
  })

  it('of round 2 voids a quote above the own first one', async () => {
    const { round, tenderId, ids } = await closedRound()
    await handIn(round, 1, 2, 3)
    await acts.open(round.id)
    await platform.drainJobs()
    await sql(`UPDATE tender SET stage = 'bidRound2' WHERE id = $1`, [tenderId])
    await prepareRound(platform, tenderId, 'bidRound2')
    const second = await acts.start(tenderId, 2)
    const quotes: readonly (readonly [string, string, bigint])[] = [
      ['HQ-T', 'S1', 9_000n],
      ['HQ-T', 'S2', 9_999n],
      ['HQ-X', 'S2', 2n],
    ]
    for (const [lot, supplier, priceFen] of quotes) {
      const id = ids.get(`${lot}/${supplier}`) ?? ''
      await sql(
        `INSERT INTO ranking_entry SELECT lot_id, id, 'shortlist', $2, true, 9000, 5000, 100, 100, '{}' FROM declaration WHERE id = $1`,
        [id, supplier === 'S1' ? 1 : 2],
      )
      await acts.submit(`supplier-${supplier}`, second.id, id, await sealed(second, { lot, supplier, priceFen }), 'k')
    }
    await passTime(platform, tenderId, second.closesAt)
    const closed = await acts.close(second.id)
    for (const n of [2, 3, 4]) await acts.handIn(closed, 2, `officer-${n}`)
    await acts.open(second.id)
    await platform.drainJobs()
    expect(await opened(second.id)).toEqual([
      line('HQ-T/S1', 9_000n),
      line('HQ-T/S2', 9_999n),
      line('HQ-X/S2', null, 'aboveRound1'),
    ])
  })

  it('voids what is not as it was receipted, wherever the bit was flipped, and goes on with the rest', async () => {
    const { round, ids } = await closedRound()
    await tamper(ids.get('HQ-T/S1'), flip(60))
    await handIn(round, 1, 2, 3)
    await tamper(ids.get('HQ-T/S2'), flip(1_000))
    await acts.open(round.id)
    await platform.drainJobs()
    const [first, second, ...rest] = AS_SEALED
    const tampered = { verdict: 'void', priceFen: null, reason: 'tampered' }
    expect(await opened(round.id)).toEqual([{ ...first, ...tampered }, { ...second, ...tampered }, ...rest])
  })

  it("voids another declaration's envelope put in the place of the receipted one", async () => {
    const { round, ids } = await closedRound()
    const other = (column: string) =>
      `(SELECT ${column} FROM sealed_bid o WHERE o.declaration_id = '${ids.get('HQ-T/S1')}')`
    await tamper(ids.get('HQ-T/S2'), `envelope = ${other('envelope')}`)
    await handIn(round, 1, 2, 3)
    await acts.open(round.id)
    await platform.drainJobs()
    expect((await opened(round.id))[1]).toMatchObject({ verdict: 'void', reason: 'tampered' })
  })

  it('names the officer of a tampered share; with another officer the bid opens all the same', async () => {
    const { round } = await closedRound()
    await handIn(round, 1, 3)
    await acts.handIn(round, 1, 'officer-4', (share, i) => (i === 0 ? share.with(0, (share[0] ?? 0) ^ 1) : share))
    await acts.open(round.id)
    await expect(platform.drainJobs()).rejects.toThrow('1 bids lack good shares; bad shares by officers: 4 钥匙官4')
    expect(await opened(round.id)).toEqual([])
    await sql(`UPDATE job SET status = 'failed' WHERE key = $1`, [round.id])
    await handIn(round, 2)
    await acts.open(round.id)
    await platform.drainJobs()
    expect(await opened(round.id)).toEqual([{ ...AS_SEALED[0], reason: 'badShare:4' }, ...AS_SEALED.slice(1)])
  })

  it('hears a complaint: a false one names its officer', async () => {
    const { round } = await closedRound()
    await handIn(round, 1, 2, 3)
    const bid = await platform.db.prisma.sealedBid.findFirstOrThrow({
      where: { roundId: round.id, declaration: { lot: { code: 'HQ-X' }, supplier: { code: 'S2' } } },
    })
    const privateKey = Buffer.from(acts.keyOf('officer-5', 1)).toString('base64')
    await acts.sendShares(round, 'officer-5', [{ sealedBidId: bid.id, share: privateKey, salt: '' }])
    await acts.open(round.id)
    await platform.drainJobs()
    expect((await opened(round.id)).at(-1)).toEqual({ ...AS_SEALED[4], reason: 'badShare:5' })
  })

  it('killed in the middle and run again gives the same record', async () => {
    const results: unknown[] = []
    for (const isKilled of [false, true]) {
      const { round, tenderId } = await closedRound()
      await handIn(round, 1, 2, 3)
      await acts.open(round.id)
      if (isKilled) await killOnce(round.id)
      await platform.drainJobs()
      const chunk = await platform.db.prisma.jobChunk.findFirstOrThrow({ where: { job: { key: round.id } } })
      await runChunk({ ...platform.command, actor: null }, chunk.id)
      results.push(await opened(round.id))
      expect((await acts.round(tenderId, 1)).status).toBe('opened')
      expect(await platform.db.prisma.job.count({ where: { key: round.id, status: 'done' } })).toBe(1)
    }
    expect(results[1]).toEqual(results[0])
    expect(results[0]).toEqual(AS_SEALED)
  })

  it('with no bids at all ends too', async () => {
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    const round = await acts.start(tenderId, 1)
    await passTime(platform, tenderId, round.closesAt)
    await acts.close(round.id)
    await sql(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
    await sql(
      `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
      [tenderId],
    )
    await acts.open(round.id)
    await platform.drainJobs()
    expect((await acts.round(tenderId, 1)).status).toBe('opened')
  })
})

/** Cuts the job into two pieces, stores the first one's verdicts and dies before the second. */
async function killOnce(roundId: string): Promise<void> {
  const chunk = await platform.db.prisma.jobChunk.findFirstOrThrow({ where: { job: { key: roundId } } })
  const { sealedBidIds } = chunk.payload as { sealedBidIds: string[] }
  await platform.db.tx(async tx => {
    await tx.run('UPDATE job_chunk SET payload = $2, size = 2 WHERE id = $1', [
      chunk.id,
      JSON.stringify({ sealedBidIds: sealedBidIds.slice(0, 2) }),
    ])
    const rest = await tx.row<{ id: bigint }>(
      'INSERT INTO job_chunk (job_id, payload, size) VALUES ($1, $2, 3) RETURNING id',
      [chunk.jobId, JSON.stringify({ sealedBidIds: sealedBidIds.slice(2) })],
    )
    await tx.run(`INSERT INTO outbox_message (job_name, payload) VALUES ('runChunk', $1)`, [
      JSON.stringify({ chunkId: String(rest?.id) }),
    ])
  })
  const ctx = { ...platform.command, actor: null }
  await runChunk(ctx, chunk.id)
  const killed = platform.db.tx(async tx => {
    await tx.run(`UPDATE price_round SET status = 'opened' WHERE id = $1`, [roundId])
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await platform.db.prisma.openedBid.count({ where: { roundId } })).toBe(2)
  expect(await opened(roundId)).toEqual([])
}

describe('before the opening', () => {
  it('no role reads a price through any list, and no column of the database holds one', async () => {
    const { round, tenderId } = await closedRound({ ...PRICES, 'HQ-X/S1': MARKER })
    await handIn(round, 1, 2, 3)
    const asks: readonly (readonly [string, Record<string, unknown>])[] = [
      [
        'query($f:OpenedBidFilter!){openedBids(filter:$f){total items{id priceFen verdict reason}}}',
        { f: { roundId: round.id } },
      ],
      [
        'query($f:SealedBidFilter!){sealedBids(perPage:1000,filter:$f){total items{id envelope leaf seq}}}',
        { f: { roundId: round.id } },
      ],
      [
        'query($t:ID!){priceRounds(tenderId:$t){id policy manifest recordHash officerKeys{ordinal publicKey}}}',
        { t: tenderId },
      ],
      [
        'query($t:ID!){declarations(perPage:1000,filter:{tenderId:$t}){total items{id status capacityKg qualityCenti}}}',
        { t: tenderId },
      ],
      ['query($t:ID!){rankings(filter:{tenderId:$t}){total items{id priceFen}}}', { t: tenderId }],
      ['query($t:ID!){awards(filter:{tenderId:$t}){total items{id priceFen}}}', { t: tenderId }],
      ['{auditRows(perPage:1000){total items{action subject}}}', {}],
      ['{jobs(perPage:1000){total items{kind error}}}', {}],
    ]
    let answers = 0
    for (const login of [
      'office',
      'officer-1',
      'supervisor',
      'auditor',
      'admin',
      'supplier-S1',
      'supplier-S2',
      'expert-E01',
      'hospital-H3701001',
      'provinceBureau-370000',
      'cityBureau-370100',
      'distributor-D1',
    ])
      for (const [query, variables] of asks) {
        const answer = await (await acts.person(login)).ask(query, variables).catch((error: Error) => error.message)
        expect(JSON.stringify(answer), `${login}: ${query}`).not.toContain('"priceFen":"')
        expect(JSON.stringify(answer), `${login}: ${query}`).not.toContain(String(MARKER))
        if (typeof answer !== 'string') answers++
      }
    expect(answers).toBeGreaterThan(20)
    expect(await findMarker()).toEqual([])
  })
})

/** Looks through every column of every table that could hold a price, as text or as bytes. */
async function findMarker(): Promise<readonly string[]> {
  const inBytes = MARKER.toString(16).padStart(16, '0')
  const columns = await platform.db.tx(tx =>
    tx.rows<{ table: string; column: string; type: string }>(
      `SELECT quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) AS table, quote_ident(c.column_name) AS column, c.data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN ('public', 'bullmq') AND c.data_type NOT IN ('uuid', 'boolean')`,
    ),
  )
  expect(columns.length).toBeGreaterThan(100)
  const found: string[] = []
  await platform.db.tx(async tx => {
    for (const { table, column, type } of columns) {
      const text = type === 'bytea' ? `encode(${column}, 'hex')` : `${column}::text`
      const hit = await tx.row(`SELECT 1 FROM ${table} WHERE ${text} LIKE $1 LIMIT 1`, [
        `%${type === 'bytea' ? inBytes : MARKER}%`,
      ])
      if (hit) found.push(`${table}.${column}`)
    }
  })
  return found
}

it('threads give the same verdicts as one', async () => {
  const { openInParallel } = await import('../../workers/openingPool.ts')
  const { openEnvelopes } = await import('../../api/modules/bid/index.ts')
  const { round } = await closedRound()
  await handIn(round, 1, 2, 3)
  const bids = await platform.db.tx(tx =>
    tx.rows<{ envelope: Uint8Array; shares: { index: number; share: string; salt: string }[] }>(
      `SELECT b.envelope, (SELECT json_agg(json_build_object('index', h.ordinal, 'share', encode(h.share, 'hex'), 'salt', encode(h.salt, 'hex')) ORDER BY h.ordinal) FROM opening_share h WHERE h.sealed_bid_id = b.id) AS shares
       FROM sealed_bid b WHERE b.round_id = $1 ORDER BY b.leaf`,
      [round.id],
    ),
  )
  const five = bids.map(bid => ({
    envelope: bid.envelope,
    shares: bid.shares.map(one => ({
      index: one.index,
      share: new Uint8Array(Buffer.from(one.share, 'hex')),
      salt: new Uint8Array(Buffer.from(one.salt, 'hex')),
    })),
    complaints: [],
  }))
  const task = {
    policy: round.policy,
    platformPrivateKey: platform.command.platformKey.roundPrivateKey(round.id),
    bids: Array.from({ length: 10 }, () => five).flat(),
  }
  const verdicts = await openInParallel(task)
  expect(verdicts).toEqual(await openEnvelopes(task))
  expect(verdicts.every(one => one.verdict === 'opened')).toBe(true)
  await expect(openInParallel({ ...task, platformPrivateKey: secret('wrong') })).rejects.toThrow('not the key')
})
