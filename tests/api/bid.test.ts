import { describe, expect, it } from 'vitest'
import { declarationIds, passTime, sealed } from '../support/ceremony.ts'
import { idOf, useBidding } from '../support/openings.ts'
import type { Refused } from '../support/platform.ts'
import { codes } from '../support/refused.ts'

const { platform, acts, newTender, openTender } = useBidding()

const actions = async (tenderId: string) =>
  (
    await platform.db.tx(tx =>
      tx.rows<{ action: string }>('SELECT action FROM audit_row WHERE tender_id = $1 ORDER BY seq', [tenderId]),
    )
  ).map(row => row.action)

describe('a sealed bid', () => {
  it('gets a receipt, the same one for the same key, and is replaced and withdrawn by entries of its own', async () => {
    const open = await openTender()
    const { round, tenderId } = open
    const id = idOf(open, 'HQ-T/S1')
    const bid = { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n }
    const envelope = await sealed(round, bid)
    const first = await acts.submit('supplier-S1', round.id, id, envelope, 'k1')
    expect(first).toMatchObject({ seq: 1, leaf: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await acts.submit('supplier-S1', round.id, id, envelope, 'k1')).toEqual(first)
    const twice = await Promise.all(
      [0, 1].map(async () =>
        acts.submit('supplier-S1', round.id, id, await sealed(round, { ...bid, after: first }), 'k2'),
      ),
    )
    expect(twice[0]).toEqual(twice[1])
    expect(
      await codes(acts.submit('supplier-S1', round.id, id, await sealed(round, { ...bid, after: twice[0] }), 'k1')),
    ).toEqual(['conflict idempotencyKey'])
    const gone = await acts.withdraw('supplier-S1', round.id, id, 'k3')
    expect(gone.seq).toBe(3)
    expect(await acts.withdraw('supplier-S1', round.id, id, 'k3')).toEqual(gone)
    expect(await codes(acts.withdraw('supplier-S1', round.id, id, 'k4'))).toEqual(['alreadyDone declarationId'])
    expect(await codes(acts.withdraw('supplier-S2', round.id, idOf(open, 'HQ-T/S2'), 'k1'))).toEqual([
      'notFound declarationId',
    ])
    // Replay of what was withdrawn.
    expect(await codes(acts.submit('supplier-S1', round.id, id, envelope, 'k5'))).toEqual(['conflict envelope'])
    expect(
      await acts.submit('supplier-S1', round.id, id, await sealed(round, { ...bid, after: gone }), 'k6'),
    ).toMatchObject({ seq: 4 })
    expect((await actions(tenderId)).filter(action => action.endsWith('Bid'))).toEqual([
      'submitBid',
      'submitBid',
      'withdrawBid',
      'submitBid',
    ])
  })

  it("is refused as another supplier's, for another lot or round, broken, or without a declaration", async () => {
    const open = await openTender()
    const elsewhere = await openTender()
    const { round } = open
    const envelope = await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n })
    const send = (login: string, key: string, bytes: Uint8Array, where = open) =>
      codes(acts.submit(login, where.round.id, idOf(where, key), bytes, 'k'))
    expect(await send('supplier-S2', 'HQ-T/S2', envelope)).toEqual(['foreignEnvelope envelope'])
    expect(await send('supplier-S1', 'HQ-X/S1', envelope)).toEqual(['foreignEnvelope envelope'])
    expect(await send('supplier-S1', 'HQ-T/S1', envelope, elsewhere)).toEqual(['policyMismatch envelope'])
    expect(await send('supplier-S1', 'HQ-T/S1', envelope.slice(1))).toEqual(['badEnvelope envelope'])
    expect(await send('supplier-S1', 'HQ-T/S1', new Uint8Array(20_000))).toEqual(['badEnvelope envelope'])
    // Somebody else's declaration answers like none at all.
    const strange = await send('supplier-S2', 'HQ-T/S1', envelope)
    expect(strange).toEqual(['notFound declarationId'])
    expect(
      await codes(acts.submit('supplier-S2', round.id, '00000000-0000-4000-8000-000000000000', envelope, 'k')),
    ).toEqual(strange)
    expect(await codes(acts.submit('supplier-S2', round.id, 'x', envelope, 'k'))).toEqual(strange)
    expect(await codes(acts.submit('supplier-S1', round.id, idOf(open, 'HQ-T/S1'), envelope, '\0'))).toEqual([
      'notText idempotencyKey',
    ])
    await platform.db.tx(tx =>
      tx.run(`UPDATE declaration SET status = 'withdrawn' WHERE id = $1`, [idOf(open, 'HQ-T/S1')]),
    )
    expect(await send('supplier-S1', 'HQ-T/S1', envelope)).toEqual(['wrongStatus declarationId'])
    expect(await platform.db.prisma.sealedBid.count({ where: { roundId: round.id } })).toBe(0)
    expect((await actions(open.tenderId)).includes('submitBid')).toBe(false)
  })

  it('and another at once: one wins, the other meets a conflict', async () => {
    const open = await openTender()
    const id = idOf(open, 'HQ-T/S1')
    const first = await acts.submit(
      'supplier-S1',
      open.round.id,
      id,
      await sealed(open.round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n }),
      'k',
    )
    const both = await Promise.allSettled(
      [4000n, 4001n].map(async priceFen =>
        acts.submit(
          'supplier-S1',
          open.round.id,
          id,
          await sealed(open.round, { lot: 'HQ-T', supplier: 'S1', priceFen, after: first }),
          `k${priceFen}`,
        ),
      ),
    )
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.flatMap(one => (one.status === 'rejected' ? [one.reason as Refused] : []))
    expect(lost[0]?.violations[0]?.code).toBe('conflict')
    expect(await platform.db.prisma.sealedBid.count({ where: { declarationId: id } })).toBe(2)
  })

  it('in round 2 is for the shortlisted whose sample did not fail', async () => {
    const tenderId = await newTender('bidRound2')
    const round = await acts.start(tenderId, 2)
    const ids = await declarationIds(platform, tenderId)
    await platform.db.tx(async tx => {
      const shortlist = (supplier: string, rank: number, selected: boolean) =>
        tx.run(
          `INSERT INTO ranking_entry SELECT lot_id, id, 'shortlist', $2, $3, 9000, 5000, 100, 100, '{}' FROM declaration WHERE id = $1`,
          [ids.get(`HQ-T/${supplier}`), rank, selected],
        )
      await shortlist('S1', 1, true)
      await shortlist('S2', 2, true)
      await shortlist('S3', 3, false)
      await tx.run(
        `INSERT INTO sample (declaration_id, delivery_code, result, removed) VALUES ($1, 'B1', 'passed', false), ($2, 'B2', 'failed', true)`,
        [ids.get('HQ-T/S1'), ids.get('HQ-T/S2')],
      )
    })
    const send = async (lot: string, supplier: string) =>
      acts.submit(
        `supplier-${supplier}`,
        round.id,
        ids.get(`${lot}/${supplier}`) ?? '',
        await sealed(round, { lot, supplier, priceFen: 4000n }),
        'k',
      )
    expect(await send('HQ-T', 'S1')).toMatchObject({ seq: 1 })
    for (const [lot, supplier] of [
      ['HQ-T', 'S2'],
      ['HQ-T', 'S3'],
      ['HQ-X', 'S1'],
    ] as const)
      expect(await codes(send(lot, supplier))).toEqual(['notShortlisted declarationId'])
  })

  it('is seen by its supplier alone until the close, then by those who open and watch, without what was replaced', async () => {
    const open = await openTender()
    const { round } = open
    const first = await acts.submit(
      'supplier-S1',
      round.id,
      idOf(open, 'HQ-T/S1'),
      await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n }),
      'a',
    )
    const second = await acts.submit(
      'supplier-S1',
      round.id,
      idOf(open, 'HQ-T/S1'),
      await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 4000n, after: first }),
      'b',
    )
    const other = await acts.submit(
      'supplier-S2',
      round.id,
      idOf(open, 'HQ-X/S2'),
      await sealed(round, { lot: 'HQ-X', supplier: 'S2', priceFen: 4000n }),
      'a',
    )
    await acts.submit(
      'supplier-S3',
      round.id,
      idOf(open, 'HQ-X/S3'),
      await sealed(round, { lot: 'HQ-X', supplier: 'S3', priceFen: 4000n }),
      'a',
    )
    await acts.withdraw('supplier-S3', round.id, idOf(open, 'HQ-X/S3'), 'b')
    const seen = async (login: string) =>
      (
        await (
          await acts.person(login)
        ).ask<{ sealedBids: { total: number; items: { id: string; envelope: string | null }[] } }>(
          'query($f:SealedBidFilter!){sealedBids(filter:$f){total items{id envelope withdrawn seq leaf}}}',
          { f: { roundId: round.id } },
        )
      ).sealedBids
    const idsOf = async (login: string) => (await seen(login)).items.map(item => item.id)
    const WATCHERS = ['office', 'officer-1', 'supervisor', 'auditor']
    for (const login of WATCHERS) expect(await seen(login)).toEqual({ total: 0, items: [] })
    expect(await idsOf('supplier-S1')).toEqual([first.sealedBidId, second.sealedBidId])
    expect(await seen('supplier-S3')).toMatchObject({
      total: 2,
      items: [{ withdrawn: false }, { withdrawn: true, envelope: null }],
    })
    await passTime(platform, open.tenderId, round.closesAt)
    const closed = await acts.close(round.id)
    expect(closed).toMatchObject({ status: 'closed', manifestHash: expect.any(String) })
    expect((JSON.parse(closed.manifest ?? '') as { leaves: string[] }).leaves).toEqual([second.leaf, other.leaf].sort())
    for (const login of WATCHERS) expect(await idsOf(login)).toEqual([second.sealedBidId, other.sealedBidId])
    expect(await idsOf('supplier-S2')).toEqual([other.sealedBidId])
    expect(await codes(acts.close(round.id))).toEqual(['wrongStatus roundId'])
    for (const login of ['hospital-H3701001', 'expert-E01', 'admin']) await expect(seen(login)).rejects.toThrow()
  })
})

it('a burst of bids and withdrawals is taken in few transactions, each with its receipt, its bytes and its trace', async () => {
  const open = await openTender()
  const first = await acts.submit(
    'supplier-S2',
    open.round.id,
    idOf(open, 'HQ-T/S2'),
    await sealed(open.round, { lot: 'HQ-T', supplier: 'S2', priceFen: 7n }),
    'k0',
  )
  const places = ['S1', 'S2', 'S3'].flatMap(supplier => ['HQ-T', 'HQ-X'].map(lot => ({ lot, supplier })))
  const entries = await Promise.all(
    places.map(async place => ({ ...place, envelope: await sealed(open.round, { ...place, priceFen: 1n }) })),
  )
  const receipts = await Promise.all(
    entries.map(({ lot, supplier, envelope }) => {
      const id = idOf(open, `${lot}/${supplier}`)
      const login = `supplier-${supplier}`
      const isSealed = lot === 'HQ-T' && supplier === 'S2'
      return isSealed
        ? acts.withdraw(login, open.round.id, id, 'k')
        : acts.submit(login, open.round.id, id, envelope, 'k')
    }),
  )
  const leaves = [first, ...receipts].map(receipt => receipt.leaf)
  const [rows, traces] = await platform.db.tx(async tx => [
    await tx.rows<{ leaf: string; fits: boolean | null }>(
      `SELECT encode(leaf, 'hex') AS leaf, sha256('\\x00'::bytea || envelope) = leaf AS fits FROM sealed_bid WHERE round_id = $1`,
      [open.round.id],
    ),
    await tx.rows<{ subject: string }>(
      `SELECT subject FROM audit_row WHERE tender_id = $1 AND action IN ('submitBid', 'withdrawBid')`,
      [open.tenderId],
    ),
  ])
  expect(rows.map(row => row.leaf).sort()).toEqual([...leaves].sort())
  expect(rows.map(row => row.fits).filter(fits => fits !== true)).toEqual([null])
  expect(traces.map(row => row.subject).sort()).toEqual(leaves.map(leaf => `sealedBid:${leaf}`).sort())
})
