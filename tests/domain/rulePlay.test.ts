import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fraction } from '#domain/fraction.ts'
import { DEFAULT_RULE_PACK, type PriceStrategy, type RulePack } from '#domain/rulePack.ts'
import {
  comparePlays,
  keepsRule,
  type LotPlay,
  type PlayDeclarer,
  playLot,
  playQuality,
  shareOf,
  totalsOf,
} from '#domain/rulePlay.ts'
import { DECLARERS_PER_LOT, inventLot } from '#domain/syntheticMarket.ts'

const pack = DEFAULT_RULE_PACK
const drawKeyOf = (supplier: string) => [...supplier].reverse().join('')
const market = (seed: number, lot = 'HQ-T', indicators = pack.indicators) =>
  inventLot({ seed, lot, ceilingFen: 20_000n, declarers: DECLARERS_PER_LOT, drawKeyOf }, indicators)

describe('the invented market', () => {
  it('is the same for the same seed, and has as many declarers as the first batch (1-domain §1)', () => {
    expect(market(7)).toEqual(market(7))
    expect(market(7)).not.toEqual(market(8))
    const sizes = Array.from({ length: 42 }, (_, n) => market(1, `L${n}`).declarers.length)
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    expect(mean).toBeGreaterThan(75)
    expect(mean).toBeLessThan(115)
  })

  it('keeps companies and quotes when the indicators change', () => {
    const fewer = market(3, 'HQ-T', pack.indicators.slice(0, 5))
    const frame = (field: ReturnType<typeof market>) =>
      field.declarers.map(({ supplier, priceFen, secondFen, sampleFailed }) => [
        supplier,
        priceFen,
        secondFen,
        sampleFailed,
      ])
    expect(frame(fewer)).toEqual(frame(market(3)))
  })

  it('quotes above 0 and at most the ceiling, never more in round 2 (1-domain §2, stages 6 and 12)', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.bigInt(1n, 10_000_000n), (seed, ceilingFen) => {
        const { declarers } = inventLot({ seed, lot: 'X', ceilingFen, declarers: 20, drawKeyOf }, [])
        for (const { priceFen, secondFen } of declarers) {
          expect(priceFen > 0n && priceFen <= ceilingFen).toBe(true)
          expect(secondFen === null || (secondFen > 0n && secondFen <= priceFen)).toBe(true)
        }
      }),
    )
  })

  it('spreads quality from below the floor to near the top', () => {
    const totals = market(1).declarers.map(one => playQuality(one, pack))
    expect(Math.min(...totals)).toBeLessThan(6_000)
    expect(Math.max(...totals)).toBeGreaterThan(7_500)
    expect(Math.max(...totals)).toBeLessThanOrEqual(10_000)
  })
})

const [q1, , , , , , , , q9] = pack.indicators
if (!q1 || !q9) throw new Error('the default pack has no indicators')
const ground = { answer: null, peers: [], judged: null, opinions: [], ruleKept: false }
const declarer = (items: PlayDeclarer['items'], frozenCenti: number | null = null): PlayDeclarer => ({
  supplier: 'S1',
  items,
  frozenCenti,
  priceFen: 100n,
  secondFen: null,
  sampleFailed: false,
  drawKey: '00',
})

describe('quality in a play', () => {
  it.each<[string, PlayDeclarer, number]>([
    ['the frozen total stands', declarer(new Map(), 8_123), 8_123],
    [
      'a real score stands while its rule does',
      declarer(new Map([['Q1', { ...ground, answer: 'ownGap', judged: fraction(1, 2), ruleKept: true }]])),
      600,
    ],
    [
      'a changed rule scores the answer anew',
      declarer(new Map([['Q1', { ...ground, answer: 'own', judged: fraction(1, 2) }]])),
      900,
    ],
    [
      'an expert rule with other points keeps its share',
      declarer(new Map([['Q9', { ...ground, judged: fraction(3, 4) }]])),
      300,
    ],
    ['what nobody answered gives nothing', declarer(new Map()), 0],
    [
      'opinions go through the panel of the pack',
      declarer(new Map([['Q9', { ...ground, opinions: [0, 10, 20, 30, 100, 1, 1].map(n => fraction(n, 100)) }]])),
      80,
    ],
  ])('%s', (_name, one, centi) =>
    expect(playQuality(one, { ...pack, review: { ...pack.review, panelSize: 5 } })).toBe(centi),
  )

  it('tells whether a rule is kept', () => {
    expect(keepsRule(q1, { ...q1, name: { zh: '基地', en: 'base' } })).toBe(true)
    expect(keepsRule(q1, { ...q1, points: 11 })).toBe(false)
    expect(keepsRule(q1, q9)).toBe(false)
    expect(shareOf(fraction(3), 12)).toEqual(fraction(1, 4))
  })
})

const strategies: readonly PriceStrategy[] = ['A', 'B', 'C', 'D']
const packs = fc
  .record({
    strategy: fc.constantFrom(...strategies),
    quality: fc.integer({ min: 0, max: 100 }),
    floor: fc.integer({ min: 0, max: 90 }),
    shortlistPercent: fc.integer({ min: 1, max: 100 }),
    winnerPercent: fc.integer({ min: 1, max: 100 }),
    cap: fc.integer({ min: 100, max: 300 }),
  })
  .map(
    ({ strategy, quality, floor, shortlistPercent, winnerPercent, cap }): RulePack => ({
      ...pack,
      price: { ...pack.price, strategy },
      weights: { qualityPercent: quality, pricePercent: 100 - quality },
      cuts: { ...pack.cuts, qualityFloor: floor, shortlistPercent, winnerPercent, priceCapPercent: cap },
    }),
  )

describe('a played lot', () => {
  it('wins within its shortlist and its cuts, under every strategy (1-domain §3.3)', () => {
    fc.assert(
      fc.property(packs, fc.nat(50), (rules, seed) => {
        const field = market(seed)
        const play = playLot(field, rules)
        const { winners, shortlisted } = play
        expect(play.entered).toBe(field.declarers.length)
        expect(shortlisted.length).toBeLessThanOrEqual(
          Math.min(rules.cuts.shortlistCap, play.entered - play.belowFloor),
        )
        expect(winners.every(one => shortlisted.includes(one.supplier))).toBe(true)
        expect(winners.length).toBeLessThanOrEqual(rules.cuts.winnerCap)
        if (winners.length === 0) return
        const prices = winners.map(one => one.priceFen)
        const lowest = [...prices].sort((a, b) => Number(a - b))[0] ?? 0n
        expect(prices.every(price => price * 100n <= lowest * BigInt(rules.cuts.priceCapPercent))).toBe(true)
        expect(play.meanPriceFen !== null && play.meanPriceFen >= lowest).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('does not depend on the order of the declarers', () => {
    fc.assert(
      fc.property(packs, fc.nat(20), (rules, seed) => {
        const field = market(seed)
        expect(playLot({ ...field, declarers: [...field.declarers].reverse() }, rules)).toEqual(playLot(field, rules))
      }),
      { numRuns: 20 },
    )
  })

  it('leaves out samples and round 2 where the pack does', () => {
    const order = pack.stages.order.filter(stage => stage !== 'samples' && stage !== 'bidRound2')
    const failing = {
      ...market(1),
      declarers: market(1).declarers.map(one => ({ ...one, sampleFailed: true, secondFen: 1n })),
    }
    expect(playLot(failing, pack).winners).toEqual([])
    const { winners } = playLot(failing, { ...pack, stages: { ...pack.stages, order } })
    expect(winners.length).toBeGreaterThan(0)
    expect(winners.every(one => one.priceFen > 1n)).toBe(true)
  })
})

const play = (lot: string, won: readonly string[], priceFen: bigint): LotPlay => ({
  lot,
  ceilingFen: 1_000n,
  entered: 10,
  belowFloor: 1,
  fallback: false,
  shortlisted: [...won, 'Z'],
  winners: won.map((supplier, i) => ({ supplier, rank: i + 1, priceFen, compositeCenti: 9_000 })),
  meanPriceFen: won.length > 0 ? priceFen : null,
})

describe('two plays side by side', () => {
  it('says who comes in and who drops out', () => {
    expect(comparePlays(play('L', ['A', 'B'], 600n), play('L', ['B', 'C'], 500n))).toEqual({
      lot: 'L',
      shortlistedIn: ['C'],
      shortlistedOut: ['A'],
      comesIn: ['C'],
      dropsOut: ['A'],
    })
  })

  it('differs from itself in nothing', () => {
    fc.assert(
      fc.property(packs, fc.nat(20), (rules, seed) => {
        const one = playLot(market(seed), rules)
        const { comesIn, dropsOut, shortlistedIn, shortlistedOut } = comparePlays(one, one)
        expect([comesIn, dropsOut, shortlistedIn, shortlistedOut]).toEqual([[], [], [], []])
      }),
      { numRuns: 10 },
    )
  })

  it('adds up', () => {
    expect(totalsOf([play('L', ['A', 'B'], 600n), play('M', ['B'], 500n), play('N', [], 1n)])).toEqual({
      lots: 3,
      entered: 30,
      belowFloor: 3,
      shortlisted: 6,
      winners: 3,
      winningSuppliers: 2,
      lotsWithoutWinner: 1,
      priceOfCeilingCenti: 5_500,
    })
    expect(totalsOf([]).priceOfCeilingCenti).toBeNull()
  })
})
