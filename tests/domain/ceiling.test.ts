import { describe, expect, it } from 'vitest'
import { checkQuote, defaultCeiling, weightedP50 } from '#domain/ceiling.ts'

const points = (...pairs: readonly (readonly [number, bigint])[]) =>
  pairs.map(([quantityKg, priceFen]) => ({ quantityKg, priceFen }))

describe('weightedP50', () => {
  it.each([
    ['the price at half of the volume', points([10, 300n], [80, 200n], [10, 100n]), 200n],
    ['the lower one of two equal halves', points([5, 200n], [5, 100n]), 100n],
    ['lines without volume or price do not count', points([0, 1n], [9, 0n], [1, 700n]), 700n],
    ['none', points(), null],
  ])('%s', (_name, list, expected) => expect(weightedP50(list)).toBe(expected))
})

describe('defaultCeiling = min(P50, survey × (1 + factor)) (1-domain §2, stage 3)', () => {
  const policy = { surveyFactorPercent: 10 }

  it('is the hospital price where that is lower, and keeps its inputs', () => {
    expect(defaultCeiling(points([10, 10_000n], [3, 0n]), 10_000n, policy)).toEqual({
      ceilingFen: 10_000n,
      weightedP50Fen: 10_000n,
      surveyFen: 10_000n,
      surveyLimitFen: 11_000n,
      surveyFactorPercent: 10,
      hospitals: 1,
      quantityKg: 10n,
    })
  })

  it('is the same whether purchases come one by one or added up by price', () => {
    const single = points([10, 300n], [20, 300n], [5, 100n], [70, 900n])
    const added = [
      { quantityKg: 70, priceFen: 900n, hospitals: 1 },
      { quantityKg: 30, priceFen: 300n, hospitals: 2 },
      { quantityKg: 5, priceFen: 100n },
    ]
    expect(defaultCeiling(added, 10_000n, policy)).toEqual(defaultCeiling(single, 10_000n, policy))
  })

  it('is the survey where that is lower, rounded half up to fen', () => {
    expect(defaultCeiling(points([10, 99_999n]), 10_005n, policy).ceilingFen).toBe(11_006n)
    expect(defaultCeiling([], 10_000n, policy).ceilingFen).toBe(11_000n)
  })

  it('needs a survey', () => expect(() => defaultCeiling([], 0n, policy)).toThrow(RangeError))
})

describe('checkQuote (1-domain §2, stages 6 and 12)', () => {
  it.each([
    [0n, null, ['notYuan']],
    [-1n, null, ['notYuan']],
    [1n, null, []],
    [500n, null, []],
    [501n, null, ['aboveCeiling']],
    [400n, 400n, []],
    [401n, 400n, ['aboveRound1']],
  ])('%s fen under 500 after %s', (price, round1, codes) =>
    expect(checkQuote(price, 500n, round1).map(found => found.code)).toEqual(codes),
  )
})
