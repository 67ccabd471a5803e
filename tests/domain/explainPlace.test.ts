import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainPlace, placeFrom } from '#domain/explainPlace.ts'
import { PRICE_STRATEGIES } from '#domain/policies.ts'
import { awardLot, type RankingInput, shortlistLot } from '#domain/ranking.ts'
import { DEFAULT_RULE_PACK as pack } from '#domain/rulePack.ts'

function entry(supplier: string, qualityCenti: number, priceFen: bigint, more: Partial<RankingInput> = {}) {
  const rest = { reportedDemandKg: 0, sampleCenti: null, lastSupplyKg: 0, drawKey: `k${supplier}` }
  return { supplier, qualityCenti, priceFen, ...rest, ...more } satisfies RankingInput
}
const field = (...entries: RankingInput[]) => ({ ceilingFen: 20_000n, entries })

const anyField = fc
  .array(
    fc.record({
      q: fc.constantFrom(5_500, 6_000, 6_400, 7_000, 9_000),
      p: fc.constantFrom(3_000n, 9_000n, 9_001n, 12_000n, 20_000n),
      demand: fc.constantFrom(0, 5),
      rejected: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(list =>
    field(
      ...list.map(({ q, p, demand, rejected }, i) =>
        entry(`S${i}`, q, p, { reportedDemandKg: demand, lowPriceRejected: rejected }),
      ),
    ),
  )

describe('explainPlace (1-domain §3.3)', () => {
  it('gives by itself the place, the price score and the composite that are stored', () =>
    fc.assert(
      fc.property(anyField, fc.constantFrom(...PRICE_STRATEGIES), (lot, strategy) => {
        const rules = { ...pack, price: { ...pack.price, strategy } }
        for (const phase of ['shortlist', 'award'] as const)
          for (const stored of (phase === 'shortlist' ? shortlistLot : awardLot)(lot, rules).entries) {
            const explained = explainPlace(lot, rules, phase, stored.supplier)
            const { rank, priceScoreCenti, compositeCenti } = stored
            expect(placeFrom(explained)).toEqual({ rank, priceScoreCenti, compositeCenti })
            expect(explained.reasons).toEqual(stored.reasons)
            expect(explained.steps.at(-1)?.by ?? 'first').toBe(stored.decidedBy)
            expect(JSON.parse(JSON.stringify(explained))).toEqual(explained)
          }
      }),
    ))

  it('says which criteria were tried and which figures decided', () => {
    const lot = field(
      entry('S1', 8_000, 10_000n, { reportedDemandKg: 5 }),
      entry('S2', 8_000, 10_000n, { reportedDemandKg: 5, drawKey: 'z' }),
      entry('S3', 5_000, 10_000n),
    )
    const steps = (supplier: string) =>
      explainPlace(lot, pack, 'shortlist', supplier).steps.map(one => `${one.by} ${one.above}/${one.own}`)
    expect(steps('S1')).toEqual([])
    expect(steps('S2')).toEqual([
      'composite 8800/8800',
      'demand 5/5',
      'quality 8000/8000',
      'sample 0/0',
      'price 10000/10000',
      'lastSupply 0/0',
      'draw kS1/z',
    ])
    expect(steps('S3')).toEqual(['floor 8000/5000'])
  })

  it('names the cap and the cheapest winner of an award, and nothing of the kind before', () => {
    const lot = field(entry('S1', 9_000, 10_000n), entry('S2', 9_500, 15_001n), entry('S3', 7_000, 11_000n))
    const { cut, reasons } = explainPlace(lot, pack, 'award', 'S2')
    expect(cut).toMatchObject({ entered: 3, places: 2, capBase: 'lowestWinner', baseFen: '10000', capFen: '15000' })
    expect(reasons).toEqual(['priceAboveCap'])
    expect(explainPlace(lot, pack, 'shortlist', 'S2').cut.capFen).toBeNull()
  })

  it('knows nobody who does not stand in the field', () =>
    expect(() => explainPlace(field(), pack, 'award', 'S1')).toThrow(RangeError))
})

describe('a low price that was rejected (1-domain §3.3 [A])', () => {
  const low = entry('S1', 9_000, 3_000n)
  const others = [entry('S2', 9_000, 10_000n), entry('S3', 8_000, 11_000n), entry('S4', 7_000, 12_000n)]

  it('is out with its reason, sets no price for the others, and the next move up', () => {
    const before = awardLot(field(low, ...others), pack)
    expect(before.entries.map(one => `${one.supplier}${one.selected ? '+' : '-'}`)).toContain('S1+')
    expect(before.entries.find(one => one.supplier === 'S1')?.lowPrice).toBe(true)
    const after = awardLot(field({ ...low, lowPriceRejected: true }, ...others), pack)
    expect(after.entries.map(one => `${one.supplier}${one.selected ? '+' : '-'}`)).toEqual(['S2+', 'S3+', 'S4+', 'S1-'])
    expect(after.entries.at(-1)).toMatchObject({ reasons: ['lowPriceRejected'], decidedBy: 'lowPrice' })
    expect(after.entries[0]?.priceScoreCenti).toBe(10_000)
  })
})

describe('the cuts', () => {
  it('only let more in when they are wider', () =>
    fc.assert(
      fc.property(anyField, fc.integer({ min: 10, max: 99 }), (lot, percent) => {
        const selected = (shortlistPercent: number) =>
          shortlistLot(lot, { ...pack, cuts: { ...pack.cuts, shortlistPercent } })
            .entries.filter(one => one.selected)
            .map(one => one.supplier)
        const wide = selected(percent + 1)
        expect(selected(percent).every(code => wide.includes(code))).toBe(true)
      }),
    ))
})
