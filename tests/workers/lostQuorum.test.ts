import { describe, expect, it } from 'vitest'
import { verifyEvidence } from '../../verify/evidence.ts'
import { nodeCrypto } from '../../verify/nodeCrypto.ts'
import { OFFICERS, passTime, type Round, sealed } from '../support/ceremony.ts'
import { AS_SEALED, line, useOpenings } from '../support/openings.ts'
import { codes } from '../support/refused.ts'

const { platform, office, acts, closedRound, handIn, opened } = useOpenings()

const inAnHour = async (tenderId: string): Promise<string> => {
  const row = await platform.db.tx(tx =>
    tx.row<{ at: Date }>(`SELECT date_trunc('milliseconds', tender_now($1) + interval '1 hour') AS at`, [tenderId]),
  )
  return row?.at.toISOString() ?? ''
}

/** What somebody who checks the published opening finds wrong. */
async function evidenceFault(tenderId: string) {
  const file = await office.fetch(`/evidence/${tenderId}/opening-1.json`)
  return (await verifyEvidence(await file.json(), null, nodeCrypto)).fault
}

/** New keys of all officers and a policy signed by them. */
async function keyedAgain(round: Round): Promise<Round> {
  for (const login of OFFICERS) await acts.register(round.id, 1, login, {}, { version: 2 })
  const signing = await acts.prepare(round.id)
  expect((await acts.signAll(signing, 2)).status).toBe('open')
  return signing
}

describe('when officers have lost their keys', () => {
  it('n − t of them change nothing: 2, 4 and 5 open what 1 and 3 cannot', async () => {
    const { round } = await closedRound()
    await handIn(round, 2, 4, 5)
    await acts.open(round.id)
    await platform.drainJobs()
    expect(await opened(round.id)).toEqual(AS_SEALED)
  })

  it('and fewer than t are left, the round is run again with new keys; the old envelopes stay sealed', async () => {
    const { round, tenderId, ids } = await closedRound()
    await handIn(round, 1, 2)
    expect(await codes(acts.open(round.id))).toEqual(['quorumMissing'])
    const keying = await acts.restart(round.id, await inAnHour(tenderId), true, '三把密钥丢失')
    expect(keying).toMatchObject({ status: 'keying', policyVersion: 2, policy: null, manifestHash: null })
    expect(await codes(acts.register(round.id, 1, 'officer-1'))).toEqual(['duplicate publicKey'])
    const signing = await keyedAgain(round)
    const last = await platform.db.prisma.sealedBid.findFirstOrThrow({
      where: { declarationId: ids.get('HQ-T/S1') ?? '' },
    })
    const after = { seq: last.seq, leaf: Buffer.from(last.leaf).toString('hex') }
    const bid = { lot: 'HQ-T', supplier: 'S1', priceFen: 8_888n, after }
    await acts.submit('supplier-S1', round.id, ids.get('HQ-T/S1') ?? '', await sealed(signing, bid), 'again')
    await passTime(platform, tenderId, signing.closesAt)
    const closed = await acts.close(round.id)
    for (const login of ['officer-1', 'officer-3', 'officer-4']) await acts.handIn(closed, 1, login, share => share, 2)
    await acts.open(round.id)
    await platform.drainJobs()
    expect(await opened(round.id)).toEqual([line('HQ-T/S1', 8_888n)])
    expect(await evidenceFault(tenderId)).toBeNull()
    expect(await codes(acts.restart(round.id, await inAnHour(tenderId), true))).toEqual(['wrongStatus roundId'])
  })

  it('or the deadline was extended after the close, evidence names the policy that counts', async () => {
    const { round, tenderId, ids } = await closedRound()
    const signing = await acts.restart(round.id, await inAnHour(tenderId))
    await acts.signAll(signing)
    const last = await platform.db.prisma.sealedBid.findFirstOrThrow({
      where: { declarationId: ids.get('HQ-T/S2') ?? '' },
    })
    const after = { seq: last.seq, leaf: Buffer.from(last.leaf).toString('hex') }
    const envelope = await sealed(signing, { lot: 'HQ-T', supplier: 'S2', priceFen: 7_777n, after })
    await acts.submit('supplier-S2', round.id, ids.get('HQ-T/S2') ?? '', envelope, 'again')
    await passTime(platform, tenderId, signing.closesAt)
    await handIn(await acts.close(round.id), 1, 2, 3)
    await acts.open(round.id)
    await platform.drainJobs()
    expect(await opened(round.id)).toEqual([line('HQ-T/S2', 7_777n)])
    expect(await evidenceFault(tenderId)).toBeNull()
  })

  it('and some bids were judged already: nothing of it is kept, and a late worker stores nothing', async () => {
    const { round, tenderId } = await closedRound()
    await handIn(round, 1, 3)
    await acts.handIn(round, 1, 'officer-4', (share, i) => (i === 0 ? share.with(0, (share[0] ?? 0) ^ 1) : share))
    await acts.open(round.id)
    const chunk = await platform.db.prisma.jobChunk.findFirstOrThrow({ where: { job: { key: round.id } } })
    const { sealedBidIds } = chunk.payload as { sealedBidIds: string[] }
    const { judgeChunk, openEnvelopes } = await import('../../api/modules/bid/index.ts')
    const ctx = { ...platform.command, actor: null }
    const good = { roundId: round.id, sealedBidIds: sealedBidIds.slice(1, 3) }
    const store = await judgeChunk(ctx, good, openEnvelopes)
    await platform.db.tx(store)
    expect(await platform.db.prisma.openedBid.count({ where: { roundId: round.id } })).toBe(2)
    const late = await judgeChunk(ctx, good, openEnvelopes)
    await acts.restart(round.id, await inAnHour(tenderId), true, '份额不足')
    await platform.db.tx(late)
    expect(await platform.db.prisma.openedBid.count({ where: { roundId: round.id } })).toBe(0)
    expect(await platform.db.prisma.openingShare.count({ where: { sealedBid: { roundId: round.id } } })).toBe(0)
    expect(await platform.db.prisma.shareHandIn.count({ where: { roundId: round.id } })).toBe(3)
    // What the queue still holds comes to nothing either.
    await platform.drainJobs()
    expect((await acts.round(tenderId, 1)).status).toBe('keying')
    expect(await opened(round.id)).toEqual([])
  })
})
