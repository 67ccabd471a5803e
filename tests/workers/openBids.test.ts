import { describe, expect, it } from 'vitest'
import { runChunk } from '../../workers/runChunk.ts'
import { passTime, prepareRound, sealed, secret } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { AS_SEALED, HIGH, line, useOpenings } from '../support/openings.ts'
import { codes } from '../support/refused.ts'

const { platform, office, acts, sql, closedRound, handIn, opened } = useOpenings()

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
