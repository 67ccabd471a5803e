import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDecimal } from '#domain/fraction.ts'
import { isLowPrice, priceScore } from '#domain/priceScore.ts'
import {
  awardLot,
  type RankingInput,
  rankLot,
  type Selection,
  shortlistLot,
  shortlistPlaces,
  winnerPlaces,
} from '#domain/ranking.ts'
import { type PriceStrategy, DEFAULT_RULE_PACK as pack } from '#domain/rulePack.ts'

function entry(
  supplier: string,
  qualityCenti: number,
  priceFen: bigint,
  more: Partial<RankingInput> = {},
): RankingInput {
  const rest = { reportedDemandKg: 0, sampleCenti: null, lastSupplyKg: 0, drawKey: `k${supplier}` }
  return { supplier, qualityCenti, priceFen, ...rest, ...more }
}

const field = (...entries: RankingInput[]) => ({ ceilingFen: 20_000n, entries })
const order = (entries: readonly { supplier: string }[]) => entries.map(one => one.supplier).join(' ')
const chosen = (selection: Selection) => order(selection.entries.filter(one => one.selected))

describe('priceScore (1-domain §3.3)', () => {
  const prices = { ceilingFen: 200n, pricesFen: [100n, 120n, 140n] }

  it.each<[PriceStrategy, bigint, string]>([
    ['A', 100n, '100.00'],
    ['A', 120n, '83.33'],
    ['A', 50n, '100.00'],
    ['B', 100n, '100.00'],
    ['B', 150n, '50.00'],
    ['B', 200n, '0.00'],
    ['C', 120n, '100.00'],
    ['C', 140n, '83.33'],
    ['C', 100n, '83.33'],
    ['D', 100n, '100.00'],
    ['D', 140n, '33.33'],
  ])('strategy %s, %s fen: %s', (strategy, price, score) =>
    expect(formatDecimal(priceScore(price, prices, { ...pack.price, strategy }), 2)).toBe(score),
  )

  it('B: all at the ceiling get full marks', () => {
    const all = { ceilingFen: 200n, pricesFen: [200n] }
    expect(formatDecimal(priceScore(200n, all, { ...pack.price, strategy: 'B' }), 0)).toBe('100')
  })

  it('never scores a price of 0', () => expect(() => priceScore(0n, prices, pack.price)).toThrow(RangeError))

  it('flags a price below half of the mean', () => {
    expect(isLowPrice(49n, [49n, 149n], 50)).toBe(true)
    expect(isLowPrice(50n, [50n, 150n], 50)).toBe(false)
    expect(isLowPrice(50n, [], 50)).toBe(false)
  })
})

describe('cuts (1-domain §3.3)', () => {
  it.each([
    [3, 3],
    [10, 8],
    [11, 9],
    [74, 60],
    [95, 60],
  ])('S for M = %i is %i', (m, s) => expect(shortlistPlaces(m, pack.cuts)).toBe(s))

  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 2],
    [60, 48],
  ])('W for S = %i is %i', (s, w) => expect(winnerPlaces(s, pack.cuts)).toBe(w))

  it('leaves a loser even at 100 %', () => {
    expect(winnerPlaces(5, { ...pack.cuts, winnerPercent: 100 })).toBe(4)
    expect(winnerPlaces(90, { ...pack.cuts, winnerPercent: 100 })).toBe(50)
  })
})

describe('rankLot', () => {
  it('weighs quality 60 and price 40 and rounds once', () => {
    const [first, second] = rankLot(field(entry('A', 9_000, 12_000n), entry('B', 7_000, 10_000n)), pack)
    expect(first).toMatchObject({
      supplier: 'A',
      rank: 1,
      priceScoreCenti: 8_333,
      compositeCenti: 8_733,
      decidedBy: 'first',
    })
    expect(second).toMatchObject({
      supplier: 'B',
      rank: 2,
      compositeCenti: 8_200,
      decidedBy: 'composite',
      tiedWith: [],
    })
  })

  it('puts entries below the floor last, and lets them set no price', () => {
    const ranked = rankLot(field(entry('A', 5_999, 5_000n), entry('B', 6_000, 10_000n)), pack)
    expect(order(ranked)).toBe('B A')
    expect(ranked[0]).toMatchObject({ priceScoreCenti: 10_000, lowPrice: false })
    expect(ranked[1]).toMatchObject({ eligible: false, decidedBy: 'floor', lowPrice: true })
  })

  it.each<[string, Partial<RankingInput>, Partial<RankingInput>]>([
    ['demand', { reportedDemandKg: 1 }, { reportedDemandKg: 2 }],
    ['sample', { sampleCenti: 100 }, { sampleCenti: 200 }],
    ['lastSupply', {}, { lastSupplyKg: 5 }],
    ['draw', { drawKey: 'b' }, { drawKey: 'a' }],
  ])('breaks a tie by %s', (criterion, a, b) => {
    const ranked = rankLot(field(entry('A', 8_000, 10_000n, a), entry('B', 8_000, 10_000n, b)), pack)
    expect(order(ranked)).toBe('B A')
    expect(ranked[1]).toMatchObject({ decidedBy: criterion, tiedWith: ['B'] })
  })

  it('breaks ties by quality before price, in the order of the pack', () => {
    const equal = field(entry('A', 6_000, 10_000n), entry('B', 8_000, 14_286n))
    expect(rankLot(equal, pack).map(one => one.compositeCenti)).toEqual([7_600, 7_600])
    expect(order(rankLot(equal, pack))).toBe('B A')
    expect(order(rankLot(equal, { ...pack, ties: ['price', 'draw'] }))).toBe('A B')
  })

  it('refuses a supplier twice', () => {
    expect(() => rankLot(field(entry('A', 1, 1n), entry('A', 1, 2n)), pack)).toThrow(RangeError)
  })

  it('does not depend on the order of the input; ranks are 1 to n', () => {
    const one = fc.record({ q: fc.integer({ min: 5_500, max: 9_000 }), p: fc.bigInt({ min: 9_000n, max: 9_050n }) })
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 12 }), list => {
        const entries = list.map(({ q, p }, i) => entry(`S${i}`, q, p))
        const ranked = rankLot(field(...entries), pack)
        expect(rankLot(field(...[...entries].reverse()), pack)).toEqual(ranked)
        expect(ranked.map(({ rank }) => rank)).toEqual(list.map((_, i) => i + 1))
      }),
      { numRuns: 25 },
    )
  })
})

describe('shortlistLot', () => {
  it('takes the first S with Q ≥ 60 and says why others are out', () => {
    const entries = [9_000, 8_500, 8_000, 7_500, 5_000].map((q, i) => entry(`S${i}`, q, 10_000n))
    const result = shortlistLot(field(...entries), pack)
    expect(result).toMatchObject({ entered: 5, places: 4, fallback: false })
    expect(chosen(result)).toBe('S0 S1 S2 S3')
    expect(result.entries[4]).toMatchObject({ selected: false, reasons: ['belowFloor'] })
  })

  it('招标投标法 28: fewer than three declarers → fallback, nobody selected', () => {
    const result = shortlistLot(field(entry('A', 9_000, 1n), entry('B', 9_000, 2n)), pack)
    expect(result).toMatchObject({ fallback: true, places: 0 })
    expect(result.entries.map(one => one.reasons)).toEqual([['tooFewDeclarers'], ['tooFewDeclarers']])
  })
})

describe('awardLot', () => {
  it('drops prices above 1.5 × the lowest proposed winner and moves the next rank up', () => {
    const result = awardLot(
      field(
        entry('A', 9_900, 15_001n),
        entry('B', 8_000, 10_000n),
        entry('C', 7_000, 11_000n),
        entry('D', 6_000, 15_000n),
      ),
      pack,
    )
    expect(result.places).toBe(3)
    expect(result.entries.find(one => one.supplier === 'A')).toMatchObject({
      selected: false,
      reasons: ['priceAboveCap'],
    })
    expect(chosen(result)).toBe('B C D')
  })

  it('keeps at least one loser, and the price cap, whatever the prices', () => {
    const price = fc.bigInt({ min: 5_000n, max: 20_000n })
    fc.assert(
      fc.property(fc.array(price, { minLength: 2, maxLength: 15 }), prices => {
        const { entries } = awardLot(field(...prices.map((p, i) => entry(`S${i}`, 6_000 + 200 * i, p))), pack)
        const winners = entries.filter(one => one.selected).map(one => one.priceFen)
        expect(winners.length).toBeGreaterThan(0)
        expect(winners.length).toBeLessThan(entries.length)
        for (const p of winners) expect(winners.every(low => p * 2n <= low * 3n)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
