import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fraction, fraction } from '#domain/fraction.ts'
import type { Indicator, IndicatorRule } from '#domain/indicators.ts'
import {
  checkFreeze,
  checkScore,
  fromCenti,
  judgeItem,
  needsReason,
  proposePoints,
  qualityTotal,
  rankProposals,
  toCenti,
  trimmedMean,
} from '#domain/scoring.ts'

const named = { zh: '项', en: 'item' }

function indicator(rule: IndicatorRule, points = 8): Indicator {
  return {
    code: 'X',
    name: named,
    points,
    level: 'spec',
    quality: true,
    objective: true,
    specialty: null,
    rule,
    evidence: null,
  }
}

const tier = indicator({
  type: 'tier',
  tiers: [
    { code: 'a', name: named, points: 8 },
    { code: 'b', name: named, points: 3 },
  ],
})
const linear = indicator({ type: 'linear', unit: named, from: 0, to: 40 })
const falling = indicator({ type: 'linear', unit: named, from: 10, to: 4 })
const deduction = indicator({ type: 'deduction', unit: named, perUnit: 3 })
const rank = indicator({ type: 'rank', unit: named }, 5)
const peers = [30, 20, 20, 10].map(value => fraction(value))

describe('proposePoints (1-domain §3.2: the rule computes a proposal)', () => {
  it.each<[string, Indicator, boolean | string | number, Fraction | null]>([
    ['boolean yes', indicator({ type: 'boolean' }), true, fraction(8)],
    ['boolean no', indicator({ type: 'boolean' }), false, fraction(0)],
    ['tier', tier, 'b', fraction(3)],
    ['unknown tier', tier, 'c', null],
    ['linear, exact', linear, '12.5', fraction(5, 2)],
    ['linear, cut off above', linear, 100, fraction(8)],
    ['linear, cut off below', linear, -3, fraction(0)],
    ['linear, less is better', falling, 5, fraction(20, 3)],
    ['deduction', deduction, 2, fraction(2)],
    ['deduction, never below 0', deduction, 3, fraction(0)],
    ['not a number', linear, 'NaN', null],
    ['expert', indicator({ type: 'expert' }), 'text', null],
    ['rank, first of four', rank, 30, fraction(5)],
    ['rank, two share the second place', rank, 20, fraction(15, 4)],
    ['rank, last', rank, 10, fraction(5, 4)],
  ])('%s', (_name, one, answer, points) => expect(proposePoints(one, answer, peers)).toEqual(points))

  it('proposes no rank before the peers are known', () => expect(proposePoints(rank, 3)).toBeNull())
})

describe('rankProposals', () => {
  const answer = (supplier: string, value: string | number, subjectKey = 'variety:HQ', indicatorCode = 'X') => ({
    supplier,
    subjectKey,
    indicatorCode,
    value,
  })

  it('ranks within indicator and subject, equal values alike', () => {
    const answers = [answer('A', 30), answer('B', '20'), answer('C', 20), answer('D', 10), answer('A', 1, 'variety:DG')]
    expect(rankProposals(answers, [rank]).map(one => one.proposedCenti)).toEqual([500, 375, 375, 125, 500])
  })

  it('passes over other rules and answers that are no number', () => {
    expect(rankProposals([answer('A', 'much'), answer('A', 1, 'company', 'Y')], [rank])).toEqual([])
  })
})

describe('judgeItem (1-domain §3.2: within the threshold → mean, else a third expert decides)', () => {
  const judge = (...centi: number[]) => judgeItem(centi.map(fromCenti), 10, 20)

  it.each([
    [[800], { status: 'unscored' }],
    [[800, 600], { status: 'agreed', points: fraction(7) }],
    [[800, 599], { status: 'needsArbitration' }],
    [[800, 599, 650], { status: 'arbitrated', points: fraction(13, 2) }],
    [[800, 700, 100], { status: 'agreed', points: fraction(15, 2) }],
    [[333, 334], { status: 'agreed', points: fraction(667, 200) }],
  ])('%j', (scores, expected) => expect(judge(...scores)).toEqual(expected))

  it('does not depend on which of the two came first', () => {
    const centi = fc.integer({ min: 0, max: 1_000 })
    fc.assert(
      fc.property(centi, centi, (a, b) => {
        expect(judge(a, b)).toEqual(judge(b, a))
      }),
      { numRuns: 30 },
    )
  })

  it('blocks the freeze while items are open', () => {
    const items = [judge(1, 2), judge(1), judge(0, 1_000)]
    expect(checkFreeze(items)).toMatchObject([{ code: 'unscoredItems', params: { count: 2 } }])
    expect(checkFreeze(items.slice(0, 1))).toEqual([])
  })

  it.each([
    [0, true],
    [800, true],
    [801, false],
    [-1, false],
    [0.5, false],
    [Number.NaN, false],
  ])('%s hundredths of 8 points: %s', (centi, valid) => expect(checkScore(centi, 8).length === 0).toBe(valid))
})

describe('panels (1-domain §3.2: subjective items)', () => {
  const of = (...points: number[]) => points.map(point => fraction(point))

  it('drops the highest and the lowest', () => {
    expect(trimmedMean(of(1, 2, 3, 4, 10))).toEqual(fraction(3))
    expect(trimmedMean(of(7, 0, 2, 2, 2, 2, 3))).toEqual(fraction(11, 5))
    expect(() => trimmedMean(of(1, 2, 3))).toThrow(RangeError)
  })

  it('asks for a reason more than 20 % of the maximum away from the mean', () => {
    const scores = of(4, 4, 4, 4, 4)
    expect(needsReason(fraction(6), scores, 10, 20)).toBe(false)
    expect(needsReason(fraction(601, 100), scores, 10, 20)).toBe(true)
  })
})

describe('qualityTotal (1-domain §3.2: rounded once, half up, to 2 decimals)', () => {
  it('does not round before the end', () => {
    const third = fraction(1, 3)
    expect(qualityTotal([third, third, third])).toEqual({ exact: fraction(1), qualityCenti: 100 })
    expect(qualityTotal([fraction(1, 200)]).qualityCenti).toBe(1)
    expect(qualityTotal([])).toMatchObject({ qualityCenti: 0 })
    expect(toCenti(fraction(81_255, 1_000))).toBe(8_126)
  })
})
