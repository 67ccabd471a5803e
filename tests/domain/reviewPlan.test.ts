import { describe, expect, it } from 'vitest'
import { DEFAULT_INDICATORS } from '#domain/indicators.ts'
import { reviewParts, scoresNeeded, seatsOf, secondParts } from '#domain/reviewPlan.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const { review } = DEFAULT_RULE_PACK
const unspecialised = DEFAULT_INDICATORS.map(indicator => ({ ...indicator, specialty: null }))
const declared = [
  { supplier: 'S1', variety: 'HQ', lot: 'HQ-1' },
  { supplier: 'S1', variety: 'HQ', lot: 'HQ-2' },
  { supplier: 'S2', variety: 'HQ', lot: 'HQ-1' },
]

describe('reviewParts (1-domain §2, stage 8: judged once, reused in all declarations)', () => {
  it('has a company once, a variety once per supplier, a spec once per declaration', () => {
    const parts = reviewParts(declared, unspecialised, { ...review, panelSize: 0 })
    expect(parts.map(one => `${one.supplier} ${one.subjectKey} ${one.indicatorCodes.length}`)).toEqual([
      'S1 company 6',
      'S2 company 6',
      'S1 variety:HQ 4',
      'S2 variety:HQ 4',
      'S1 lot:HQ-1 4',
      'S1 lot:HQ-2 4',
      'S2 lot:HQ-1 4',
    ])
  })

  it('splits a subject by specialty, and the subjective indicators off for a panel', () => {
    const parts = reviewParts(declared.slice(0, 1), DEFAULT_INDICATORS, review)
    expect(parts.map(one => [one.subjectKey, one.part, seatsOf(one, review), one.indicatorCodes.join()])).toEqual([
      ['company', 'quality', 2, 'Q2,Q4,Q5,Q10'],
      ['company', 'pharmacy', 2, 'B13,B14'],
      ['variety:HQ', 'identification', 2, 'Q1'],
      ['variety:HQ', '', 2, 'Q7'],
      ['variety:HQ', 'processing', 5, 'Q9'],
      ['variety:HQ', 'pharmacy', 2, 'B12'],
      ['lot:HQ-1', 'identification', 2, 'Q3'],
      ['lot:HQ-1', 'quality', 2, 'Q6,Q8'],
      ['lot:HQ-1', '', 2, 'B11'],
    ])
  })

  it('asks for every indicator of a declaration exactly once', () => {
    const codes = reviewParts(declared.slice(0, 1), DEFAULT_INDICATORS, review).flatMap(one => one.indicatorCodes)
    expect(codes.sort()).toEqual(DEFAULT_INDICATORS.map(one => one.code).sort())
  })

  it('leaves levels without indicators out', () => {
    const companyOnly = unspecialised.filter(one => one.level === 'company')
    expect(reviewParts(declared, companyOnly, review).map(one => one.subjectKey)).toEqual(['company', 'company'])
  })
})

describe('scoresNeeded (1-domain §3.2)', () => {
  it.each([
    [{ panel: false }, false, 2],
    [{ panel: false }, true, 3],
    [{ panel: true }, false, 5],
    [{ panel: true }, true, 5],
  ])('%j, disputed %s: %i', (part, isDisputed, count) => {
    expect(scoresNeeded(part, isDisputed, review)).toBe(count)
  })
})

describe('secondParts (1-domain §2, stage 8: re-review by other experts)', () => {
  const parts = reviewParts(declared, DEFAULT_INDICATORS, review)
  const contested = [
    { supplier: 'S1', subjectKey: 'company', indicatorCode: 'Q4' },
    { supplier: 'S2', subjectKey: 'variety:HQ', indicatorCode: 'Q9' },
  ]

  it('asks for the contested items only', () => {
    expect(secondParts(parts, contested, review)).toEqual([
      { supplier: 'S1', subjectKey: 'company', part: 'quality', panel: false, indicatorCodes: ['Q4'] },
      { supplier: 'S2', subjectKey: 'variety:HQ', part: 'processing', panel: true, indicatorCodes: ['Q9'] },
    ])
  })

  it('asks for everything or nothing if the pack says so', () => {
    expect(secondParts(parts, contested, { ...review, rereview: 'all' })).toEqual(parts)
    expect(secondParts(parts, contested, { ...review, rereview: 'none' })).toEqual([])
  })
})
