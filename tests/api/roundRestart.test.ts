import { describe, expect, it } from 'vitest'
import { declarationIds, OFFICERS, passTime, policyOf, prepareRound, type Round, sealed } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { useCeremony } from '../support/openings.ts'
import { codes } from '../support/refused.ts'

const { platform, office, acts } = useCeremony()

const sql = (text: string, params: readonly unknown[] = []) => platform.db.tx(tx => tx.run(text, params))

async function newTender(): Promise<string> {
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  return tenderId
}

const later = (round: Pick<Round, 'closesAt'>, hours: number) =>
  new Date(new Date(round.closesAt).getTime() + hours * 3_600_000)

async function withBid() {
  const tenderId = await newTender()
  const round = await acts.start(tenderId, 1)
  const id = (await declarationIds(platform, tenderId)).get('HQ-T/S1') ?? ''
  const bid = { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n }
  const envelope = await sealed(round, bid)
  return { tenderId, round, id, bid, envelope, receipt: await acts.submit('supplier-S1', round.id, id, envelope, 'k') }
}

const todos = async (login: string) => {
  const { dashboard } = await (await acts.person(login)).ask<{
    dashboard: { todos: { kind: string; tenderId: string; count: number }[] }
  }>('{dashboard{todos{kind tenderId count}}}')
  return dashboard.todos
}

const ownBids = async (roundId: string) =>
  (
    await (
      await acts.person('supplier-S1')
    ).ask<{ sealedBids: { items: { seq: number; isStale: boolean; policyVersion: number }[] } }>(
      'query($f:SealedBidFilter!){sealedBids(filter:$f){items{seq isStale policyVersion}}}',
      { f: { roundId } },
    )
  ).sealedBids.items

describe('documents that change while bids are taken', () => {
  it('void the envelopes, tell the suppliers, move the deadline; what is sealed again follows in the chain', async () => {
    const { tenderId, round, id, bid, envelope, receipt } = await withBid()
    await acts.publishDocuments(tenderId, '更正：送货期改为 48 小时')
    const signing = await acts.round(tenderId, 1)
    expect(signing).toMatchObject({
      status: 'signing',
      policyVersion: 2,
      restartReason: expect.stringMatching(/^documents:/),
    })
    expect(policyOf(signing).documentsHash).not.toBe(policyOf(round).documentsHash)
    expect(new Date(signing.closesAt).getTime() - Date.now()).toBeGreaterThan(14 * 86_400_000)
    expect(await codes(acts.submit('supplier-S1', round.id, id, envelope, 'early'))).toEqual(['wrongStatus roundId'])
    await acts.signAll(signing)
    expect(await ownBids(round.id)).toEqual([{ seq: 1, isStale: true, policyVersion: 1 }])
    const again = { kind: 'sealAgain', tenderId, count: 1 }
    expect(await todos('supplier-S1')).toContainEqual(again)
    // The old one sent again, and one sealed under the old policy in the right place of the chain.
    expect(await codes(acts.submit('supplier-S1', round.id, id, envelope, 'replay'))).toEqual([
      'policyMismatch envelope',
      'conflict envelope',
    ])
    const old = await sealed(round, { ...bid, after: receipt })
    expect(await codes(acts.submit('supplier-S1', round.id, id, old, 'old'))).toEqual(['policyMismatch envelope'])
    const fresh = await sealed(signing, { ...bid, after: receipt })
    expect(await acts.submit('supplier-S1', round.id, id, fresh, 'fresh')).toMatchObject({ seq: 2 })
    expect(await todos('supplier-S1')).not.toContainEqual(again)
  })

  it('leave what is not sealed again sealed for ever', async () => {
    const { tenderId, round, receipt } = await withBid()
    const ids = await declarationIds(platform, tenderId)
    const other = ids.get('HQ-X/S2') ?? ''
    await acts.publishDocuments(tenderId, '更正')
    const signing = await acts.round(tenderId, 1)
    await acts.signAll(signing)
    const fresh = await sealed(signing, { lot: 'HQ-X', supplier: 'S2', priceFen: 4000n })
    const second = await acts.submit('supplier-S2', round.id, other, fresh, 'k')
    await passTime(platform, tenderId, signing.closesAt)
    const closed = await acts.close(round.id)
    expect((JSON.parse(closed.manifest ?? '') as { leaves: string[] }).leaves).toEqual([second.leaf])
    const officer = await acts.person('officer-1')
    const seen = await officer.ask<{ sealedBids: { items: { id: string }[] } }>(
      'query($f:SealedBidFilter!){sealedBids(filter:$f){items{id}}}',
      { f: { roundId: round.id } },
    )
    expect(seen.sealedBids.items.map(item => item.id)).toEqual([second.sealedBidId])
    const share = { share: Buffer.alloc(33).toString('base64'), salt: Buffer.alloc(32).toString('base64') }
    expect(await codes(acts.sendShares(closed, 'officer-1', [{ sealedBidId: receipt.sealedBidId, ...share }]))).toEqual(
      ['notFound shares[0].sealedBidId'],
    )
  })

  it('change nothing after the deadline, nor once bids are closed', async () => {
    const { tenderId, round } = await withBid()
    await passTime(platform, tenderId, round.closesAt)
    expect(await codes(acts.publishDocuments(tenderId, '太迟'))).toEqual(['deadlinePassed'])
    await acts.close(round.id)
    expect(await codes(acts.publishDocuments(tenderId, '太迟'))).toEqual(['wrongStage'])
    expect(await platform.db.prisma.tenderDocument.count({ where: { tenderId } })).toBe(1)
    expect(await acts.round(tenderId, 1)).toMatchObject({ status: 'closed', policyVersion: 1 })
  })
})

describe('a restart', () => {
  it('asks for a reason, a deadline ahead and something that changes; a plan alone moves no sealed deadline', async () => {
    const { tenderId, round } = await withBid()
    expect(await codes(acts.restart(round.id, later(round, 1), false, ' '))).toEqual(['reasonRequired reason'])
    expect(await codes(acts.restart(round.id, '2020-01-01T00:00:00Z'))).toEqual(['deadlinePassed'])
    expect(await codes(acts.restart(round.id, round.closesAt))).toEqual(['alreadyDone closesAt'])
    const plan = office.act(
      'mutation($t:ID!,$c:DateTime!){planStages(tenderId:$t,clocks:[{stage:"bidRound1",closesAt:$c}]){__typename ...on Refusal{violations{code path message}}}}',
      { t: tenderId, c: later(round, 1).toISOString() },
    )
    expect(await codes(plan)).toEqual(['roundRunning clocks[0].closesAt'])
    expect(await acts.round(tenderId, 1)).toMatchObject({ status: 'open', policyVersion: 1, closesAt: round.closesAt })
    const officer = await acts.person('officer-1')
    expect(
      await codes(
        officer.act(
          'mutation($r:ID!,$c:DateTime!){restartRound(roundId:$r,closesAt:$c,reason:"x",newKeys:true){__typename ...on Refusal{violations{code path message}}}}',
          { r: round.id, c: later(round, 1).toISOString() },
        ),
      ),
    ).toEqual(['forbidden'])
  })

  it('extends a deadline with the same keys; every policy stays on record, with its reason', async () => {
    const { tenderId, round } = await withBid()
    const signing = await acts.restart(round.id, later(round, 24), false, '节假日延期')
    expect(signing).toMatchObject({ status: 'signing', policyVersion: 2, closesAt: later(round, 24).toISOString() })
    expect(policyOf(signing).officers).toEqual(policyOf(round).officers)
    expect((await acts.signAll(signing)).status).toBe('open')
    const { priceRounds } = await office.ask<{
      priceRounds: { policies: { version: number; hash: string; reason: string | null }[] }[]
    }>('query($t:ID!){priceRounds(tenderId:$t){policies{version hash reason}}}', { t: tenderId })
    expect(priceRounds[0]?.policies).toEqual([
      { version: 1, hash: round.policyHash, reason: null },
      { version: 2, hash: signing.policyHash, reason: '节假日延期' },
    ])
    // Back to the first deadline would make the first policy's envelopes good again.
    expect(await codes(acts.restart(round.id, round.closesAt))).toEqual(['alreadyDone closesAt'])
  })

  it('frees a round that was still being signed at its deadline', async () => {
    const tenderId = await newTender()
    const { id } = await acts.openRound(tenderId, 1)
    for (const login of OFFICERS) await acts.register(id, 1, login)
    const signing = await acts.prepare(id)
    await acts.sign(signing, 'officer-1')
    await passTime(platform, tenderId, signing.closesAt)
    expect(await codes(acts.sign(signing, 'officer-2'))).toEqual(['deadlinePassed'])
    const mine = { tenderId, count: 1 }
    expect(await todos('office')).toContainEqual(expect.objectContaining({ kind: 'restartRound', ...mine }))
    const again = await acts.restart(id, later(signing, 2))
    expect(await todos('office')).toContainEqual(expect.objectContaining({ kind: 'watchStage', ...mine }))
    expect(await codes(acts.sign({ ...signing, id }, 'officer-2'))).toEqual(['badSignature signature'])
    expect((await acts.signAll(again)).status).toBe('open')
  })

  it('lets the database refuse every other way back', async () => {
    const { round } = await withBid()
    const change = (set: string) => sql(`UPDATE price_round SET ${set} WHERE id = $1`, [round.id])
    await expect(change(`status = 'keying'`)).rejects.toThrow('never goes back')
    await expect(change(`closes_at = closes_at + interval '1 day'`)).rejects.toThrow('part of the policy')
    await expect(change(`policy_version = 3, status = 'keying', restart_reason = 'x'`)).rejects.toThrow('no gap')
    await expect(change(`policy_version = 2`)).rejects.toThrow('has to be signed')
    await expect(change(`policy_version = 2, status = 'signing', restart_reason = 'x'`)).rejects.toThrow('a new policy')
    await expect(sql('DELETE FROM round_policy')).rejects.toThrow('append-only')
    await expect(sql('UPDATE officer_key SET public_key = signing_key')).rejects.toThrow('fixed with its policy')
  })
})
