import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, fraction } from '#domain/fraction.ts'
import { PRICE_STRATEGIES, type PriceStrategy } from '#domain/policies.ts'
import { isLowPrice, priceScore } from '#domain/priceScore.ts'
import { rankLot, shortlistPlaces, winnerPlaces } from '#domain/ranking.ts'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'

const pack = DEFAULT_RULE_PACK
const CEILING = 100_000n
const strategies = fc.constantFrom<PriceStrategy>(...PRICE_STRATEGIES)
const prices = fc.array(fc.bigInt(1n, CEILING), { minLength: 1, maxLength: 30 })
const policies = fc
  .record({
    strategy: strategies,
    fullScore: fc.integer({ min: 1, max: 100 }),
    distancePercent: fc.integer({ min: 1, max: 500 }),
  })
  .map(change => ({ ...pack.price, ...change }))

describe('every price strategy (1-domain §3.3)', () => {
  it('scores from 0 to 100, whatever the order of the prices', () => {
    fc.assert(
      fc.property(prices, policies, (all, policy) => {
        for (const price of all) {
          const score = priceScore(price, { ceilingFen: CEILING, pricesFen: all }, policy)
          expect(compare(score, fraction(0))).toBeGreaterThanOrEqual(0)
          expect(compare(score, fraction(100))).toBeLessThanOrEqual(0)
          expect(priceScore(price, { ceilingFen: CEILING, pricesFen: [...all].reverse() }, policy)).toEqual(score)
        }
      }),
    )
  })

  it('A, B, D: a lower price never scores less, and the lowest most', () => {
    fc.assert(
      fc.property(prices, fc.constantFrom<PriceStrategy>('A', 'B', 'D'), (all, strategy) => {
        const field = { ceilingFen: CEILING, pricesFen: all }
        const sorted = [...all].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        const scores = sorted.map(price => priceScore(price, field, { ...pack.price, strategy }))
        scores.forEach((score, i) => {
          const next = scores[i + 1]
          if (next) expect(compare(score, next)).toBeGreaterThanOrEqual(0)
        })
        expect(scores[0]).toEqual(fraction(100))
      }),
    )
  })

  it('C: nearer to the mean never scores less, on either side', () => {
    fc.assert(
      fc.property(prices, policies, (all, policy) => {
        const field = { ceilingFen: CEILING, pricesFen: all }
        const count = BigInt(all.length)
        const total = all.reduce((sum, price) => sum + price, 0n)
        const distance = (price: bigint) => (price * count > total ? price * count - total : total - price * count)
        const sorted = [...all].sort((a, b) => (distance(a) < distance(b) ? -1 : distance(a) > distance(b) ? 1 : 0))
        const scores = sorted.map(price => priceScore(price, field, { ...policy, strategy: 'C' }))
        scores.forEach((score, i) => {
          const next = scores[i + 1]
          if (next) expect(compare(score, next)).toBeGreaterThanOrEqual(0)
        })
      }),
    )
  })

  it('flags the lowest of no field, and nobody at or above the mean', () => {
    fc.assert(
      fc.property(prices, fc.integer({ min: 0, max: 100 }), (all, percent) => {
        const total = all.reduce((sum, price) => sum + price, 0n)
        for (const price of all)
          if (price * BigInt(all.length) >= total) expect(isLowPrice(price, all, percent)).toBe(false)
      }),
    )
  })
})

describe('every cut (1-domain §3.3)', () => {
  const cuts = fc
    .record({
      shortlistCap: fc.integer({ min: 1, max: 100 }),
      shortlistPercent: fc.integer({ min: 1, max: 100 }),
      winnerCap: fc.integer({ min: 1, max: 100 }),
      winnerPercent: fc.integer({ min: 1, max: 100 }),
    })
    .map((change): RulePack['cuts'] => ({ ...pack.cuts, ...change }))

  it('is bounded by cap and field, grows with the field, and leaves a loser among two or more', () => {
    fc.assert(
      fc.property(cuts, fc.nat(200), (policy, count) => {
        const [short, more] = [shortlistPlaces(count, policy), shortlistPlaces(count + 1, policy)]
        expect(short).toBeLessThanOrEqual(Math.min(count, policy.shortlistCap))
        expect(more).toBeGreaterThanOrEqual(short)
        if (count > 0) expect(short).toBeGreaterThanOrEqual(1)
        const won = winnerPlaces(count, policy)
        expect(won).toBeLessThanOrEqual(Math.max(1, policy.winnerCap))
        expect(winnerPlaces(count + 1, policy)).toBeGreaterThanOrEqual(Math.min(won, count))
        if (count >= 2) expect(won).toBeLessThan(count)
      }),
    )
  })
})

describe('ties (1-domain §3.3)', () => {
  it('any chain that ends in the draw orders equal entries totally, whatever order they come in', () => {
    const chains = fc
      .shuffledSubarray(pack.ties.filter(tie => tie !== 'draw'))
      .map((chain): RulePack['ties'] => [...chain, 'draw'])
    fc.assert(
      fc.property(chains, fc.integer({ min: 2, max: 12 }), strategies, (ties, count, strategy) => {
        const entries = Array.from({ length: count }, (_, i) => ({
          supplier: `S${i}`,
          qualityCenti: 8_000,
          priceFen: 500n,
          reportedDemandKg: i % 2,
          sampleCenti: null,
          lastSupplyKg: i % 3,
          drawKey: String((i * 7) % count).padStart(4, '0'),
        }))
        const rules = { ...pack, ties, price: { ...pack.price, strategy } }
        const order = (all: typeof entries) =>
          rankLot({ ceilingFen: 1_000n, entries: all }, rules).map(one => one.supplier)
        expect(order([...entries].reverse())).toEqual(order(entries))
        expect(new Set(order(entries)).size).toBe(count)
      }),
    )
  })
})
