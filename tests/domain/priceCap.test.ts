import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainPlace } from '#domain/explainPlace.ts'
import type { CutPolicy, PriceCapBase } from '#domain/policies.ts'
import { capBaseFen } from '#domain/priceCap.ts'
import { awardLot, type RankingInput, type Selection } from '#domain/ranking.ts'
import { diffRulePacks, ruleChangeText } from '#domain/ruleDiff.ts'
import { DEFAULT_RULE_PACK as pack } from '#domain/rulePack.ts'

const entry = (supplier: string, qualityCenti: number, priceFen: bigint): RankingInput => ({
  supplier,
  qualityCenti,
  priceFen,
  reportedDemandKg: 0,
  sampleCenti: null,
  lastSupplyKg: 0,
  drawKey: `k${supplier}`,
})
const field = (...entries: RankingInput[]) => ({ ceilingFen: 40_000n, entries })
const under = (priceCapBase: PriceCapBase, more: Partial<CutPolicy> = {}) => ({
  ...pack,
  cuts: { ...pack.cuts, priceCapBase, ...more },
})
const winners = ({ entries }: Selection) => entries.filter(one => one.selected)
const codes = (selection: Selection) => winners(selection).map(one => one.supplier)

const LOW = entry('LOW', 9_000, 3_000n)
const FIELD = field(LOW, entry('S1', 9_000, 10_000n), entry('S2', 8_500, 11_000n), entry('S3', 8_000, 12_000n))

describe('the base of the price cap (1-domain §3.3 [A], [D])', () => {
  it.each<[string, PriceCapBase, string[]]>([
    ['counted literally, one very low winner pushes the others out', 'lowestWinner', ['LOW']],
    ['counted from the lowest ordinary winner, they stay', 'lowestOrdinaryWinner', ['S1', 'LOW', 'S2']],
  ])('%s', (_name, base, expected) => {
    const found = awardLot(FIELD, under(base))
    expect(codes(found).sort()).toEqual([...expected].sort())
    expect(winners(found).find(one => one.supplier === 'LOW')?.lowPrice).toBe(true)
  })

  it('a dear price is out under both', () => {
    const dear = field(...FIELD.entries, entry('DEAR', 9_900, 15_001n))
    for (const base of ['lowestWinner', 'lowestOrdinaryWinner'] as const) {
      const place = awardLot(dear, under(base)).entries.find(one => one.supplier === 'DEAR')
      expect(place).toMatchObject({ selected: false, reasons: ['priceAboveCap'] })
    }
  })

  it('where all winners must justify their prices nobody is measured', () => {
    const priced = [
      { supplier: 'A', priceFen: 100n, lowPrice: true },
      { supplier: 'B', priceFen: 190n, lowPrice: true },
    ]
    expect(capBaseFen(priced, under('lowestOrdinaryWinner').cuts)).toBeNull()
    expect(capBaseFen(priced, under('lowestWinner').cuts)).toBe(100n)
    expect(capBaseFen([], pack.cuts)).toBeNull()
  })

  it('stands in the explanation of every place', () => {
    const cutUnder = (base: PriceCapBase) => explainPlace(FIELD, under(base), 'award', 'S2').cut
    expect(cutUnder('lowestWinner')).toMatchObject({ capBase: 'lowestWinner', baseFen: '3000', capFen: '4500' })
    expect(cutUnder('lowestOrdinaryWinner')).toMatchObject({
      capBase: 'lowestOrdinaryWinner',
      baseFen: '10000',
      capFen: '15000',
    })
  })

  it('is told in words where it changes', () =>
    expect(diffRulePacks(pack, under('lowestOrdinaryWinner')).map(change => ruleChangeText(change, 'zh'))).toEqual([
      '价差上限基准 最低拟中选价 → 最低拟中选价（不含须作低价说明的）',
    ]))
})

const anyField = fc
  .array(
    fc.record({
      q: fc.integer({ min: 5_500, max: 10_000 }),
      p: fc.oneof(fc.bigInt({ min: 100n, max: 40_000n }), fc.constantFrom(100n, 9_000n, 13_500n, 13_501n)),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map(list => field(...list.map(({ q, p }, i) => entry(`S${i}`, q, p))))
const anyCap = fc.integer({ min: 100, max: 300 })

describe('the price cap, whatever the field', () => {
  it('holds for everybody whose price counts, and leaves at least as many winners as the literal one', () =>
    fc.assert(
      fc.property(anyField, anyCap, (lot, priceCapPercent) => {
        const literal = awardLot(lot, under('lowestWinner', { priceCapPercent }))
        const ordinary = awardLot(lot, under('lowestOrdinaryWinner', { priceCapPercent }))
        const keeps = (list: readonly { priceFen: bigint }[]) =>
          list.every(a => list.every(b => a.priceFen * 100n <= b.priceFen * BigInt(priceCapPercent)))
        expect(keeps(winners(literal))).toBe(true)
        expect(keeps(winners(ordinary).filter(one => !one.lowPrice))).toBe(true)
        expect(winners(ordinary).length).toBeLessThanOrEqual(ordinary.places)
        expect(winners(ordinary).length).toBeGreaterThanOrEqual(winners(literal).length)
        // Each is a reading of the same order: nobody changes places.
        expect(ordinary.entries.map(one => one.supplier)).toEqual(literal.entries.map(one => one.supplier))
      }),
    ))

  it('is the same under both where no price must be justified, and under a pack that does not say', () =>
    fc.assert(
      fc.property(anyField, anyCap, (lot, priceCapPercent) => {
        const free = { priceCapPercent, lowPricePercent: 0 }
        const { priceCapBase: _base, ...silent } = under('lowestWinner', free).cuts
        const literal = awardLot(lot, under('lowestWinner', free))
        expect(
          awardLot(lot, under('lowestOrdinaryWinner', free)).entries.map(one => [one.selected, one.reasons]),
        ).toEqual(literal.entries.map(one => [one.selected, one.reasons]))
        expect(awardLot(lot, { ...pack, cuts: silent })).toEqual(literal)
      }),
    ))
})
