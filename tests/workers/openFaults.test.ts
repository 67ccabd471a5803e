import { describe, expect, it } from 'vitest'
import { AS_SEALED, flip, useOpenings } from '../support/openings.ts'

const { platform, acts, sql, closedRound, handIn, opened, tamper } = useOpenings()

describe('an opening with faults', () => {
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
})
