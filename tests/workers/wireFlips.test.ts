import { describe, expect, it } from 'vitest'
import { declarationIds, passTime, prepareRound, type Receipt, type Round, sealed } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { line, useOpenings } from '../support/openings.ts'
import { Refused } from '../support/platform.ts'

const { platform, acts, sql, handIn, opened } = useOpenings()

const PRICE = 5_000n
const STRIDE = 29

const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8)))

interface Sent {
  readonly refused: ReadonlyMap<string, number>
  readonly taken: readonly number[]
}

/** Sends a supplier's next envelope with one bit flipped on the way, for places all over it up to `end`. */
async function sendFlipped(round: Round, declarationId: string, key: string, end = Infinity): Promise<Sent> {
  const [lot = '', supplier = ''] = key.split('/')
  const refused = new Map<string, number>()
  const taken: number[] = []
  let after: Receipt | undefined
  const seal = () => sealed(round, { lot, supplier, priceFen: PRICE, ...(after ? { after } : {}) })
  let envelope = await seal()
  for (let at = 3; at < Math.min(envelope.length, end); at += STRIDE) {
    try {
      after = await acts.submit(`supplier-${supplier}`, round.id, declarationId, flipped(envelope, at), `flip ${at}`)
      taken.push(at)
      envelope = await seal()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const code = error.violations[0]?.code ?? ''
      refused.set(code, (refused.get(code) ?? 0) + 1)
    }
  }
  return { refused, taken }
}

/** Past the deadline, scores frozen: the round may be opened. */
async function readyToOpen(tenderId: string, round: Round): Promise<Round> {
  await passTime(platform, tenderId, round.closesAt)
  const closed = await acts.close(round.id)
  await sql(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
  await sql(
    `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
    [tenderId],
  )
  return closed
}

/** Whoever cannot decrypt their part lays their key open: all can see then that the envelope is at fault. */
async function complain(round: Round, declarationId: string): Promise<void> {
  const bid = await platform.db.prisma.sealedBid.findFirstOrThrow({
    where: { roundId: round.id, declarationId },
    orderBy: { seq: 'desc' },
  })
  for (const login of ['officer-1', 'officer-2', 'officer-3']) {
    const share = Buffer.from(acts.keyOf(login, 1)).toString('base64')
    await acts.sendShares(round, login, [{ sealedBidId: bid.id, share, salt: '' }])
  }
}

describe('an envelope in which one bit was flipped on the way', () => {
  it('is refused, or void at the opening, never another price; nobody else is touched', async () => {
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    const round = await acts.start(tenderId, 1)
    const ids = await declarationIds(platform, tenderId)
    const idOf = (key: string) => ids.get(key) ?? ''
    const good = await sealed(round, { lot: 'HQ-T', supplier: 'S2', priceFen: 9_000n })
    await acts.submit('supplier-S2', round.id, idOf('HQ-T/S2'), good, 'k')

    const send = (key: string, end?: number) => sendFlipped(round, idOf(key), key, end)
    const whole = await send('HQ-T/S1')
    expect([...whole.refused.keys()]).toEqual(expect.arrayContaining(['badEnvelope', 'policyMismatch']))
    expect(whole.taken.length).toBeGreaterThan(20)
    // What counts at the opening is the last one taken: a body, a commitment in the header, a cap.
    const header = await send('HQ-X/S1', Number(whole.taken[0]) + 3 * STRIDE)
    const cap = await send('HQ-X/S3', good.length / 2)
    expect(header.taken.length).toBeGreaterThan(1)
    expect(cap.taken.length).toBeGreaterThan(header.taken.length)

    const closed = await readyToOpen(tenderId, round)
    await complain(closed, idOf('HQ-X/S1'))
    await handIn(closed, 1, 2, 3, 4, 5)
    await acts.open(closed.id)
    await platform.drainJobs()
    const result = await opened(closed.id)
    expect(result.map(({ key, verdict, priceFen }) => ({ key, verdict, priceFen }))).toEqual([
      { key: 'HQ-T/S1', verdict: 'void', priceFen: null },
      { key: 'HQ-T/S2', verdict: 'opened', priceFen: '9000' },
      { key: 'HQ-X/S1', verdict: 'void', priceFen: null },
      { key: 'HQ-X/S3', verdict: 'void', priceFen: null },
    ])
    expect(result[1]).toEqual(line('HQ-T/S2', 9_000n))
  })
})
