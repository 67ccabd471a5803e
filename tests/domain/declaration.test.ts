import { describe, expect, it } from 'vitest'
import {
  answersFor,
  checkAnswer,
  checkDeclaration,
  checkEligibility,
  checkRelated,
  subjectKey,
} from '#domain/declaration.ts'
import type { Indicator } from '#domain/indicators.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const { indicators } = DEFAULT_RULE_PACK

function indicator(code: string): Indicator {
  const found = indicators.find(one => one.code === code)
  if (!found) throw new Error(code)
  return found
}

describe('levels (1-domain §3.1)', () => {
  it.each([
    ['company', ['Q2', 'Q4', 'Q5', 'Q10', 'B13', 'B14'], 'company'],
    ['variety', ['Q1', 'Q7', 'Q9', 'B12'], 'variety:HQ'],
    ['spec', ['Q3', 'Q6', 'Q8', 'B11'], 'lot:HQ-1'],
  ] as const)('%s: %j on subject %s', (level, codes, key) => {
    expect(answersFor(level, indicators).map(one => one.code)).toEqual(codes)
    expect(subjectKey(level, 'HQ', 'HQ-1')).toBe(key)
  })
})

describe('checkAnswer', () => {
  it.each([
    ['Q1', 'own', []],
    ['Q1', 'castle', ['notOneOf']],
    ['Q6', 12.5, []],
    ['Q6', '12.50', []],
    ['Q6', Number.NaN, ['notANumber']],
    ['Q6', 1e21, ['notANumber']],
    ['Q6', '１２', ['notANumber']],
    ['Q5', 2, []],
    ['Q5', 1.5, ['notANumber']],
    ['Q5', -1, ['outOfRange']],
    ['B12', 1200, []],
    ['B12', -1, ['outOfRange']],
    ['Q9', '古法炮制', []],
    ['Q9', ' ', ['required']],
    ['Q9', 'x'.repeat(2_001), ['tooLong']],
    ['Q9', null, ['notText']],
  ])('%s: %j', (code, value, codes) =>
    expect(checkAnswer(indicator(code), value).map(found => found.code)).toEqual(codes),
  )

  it('takes yes or no for a boolean rule', () => {
    const yesNo: Indicator = { ...indicator('Q9'), rule: { type: 'boolean' } }
    expect(checkAnswer(yesNo, true)).toEqual([])
    expect(checkAnswer(yesNo, 'true', 'a[0]')).toMatchObject([{ code: 'notOneOf', path: 'a[0]' }])
  })
})

describe('who may declare (1-domain §2, stage 5)', () => {
  const supplier = { code: 'S1', licenceNo: '鲁20230001', hasGmp: true, hasTraceability: true, blacklisted: false }

  it.each([
    [{}, []],
    [{ licenceNo: ' ' }, ['licenceMissing']],
    [{ hasGmp: false, hasTraceability: false }, ['gmpMissing', 'traceabilityMissing']],
    [{ blacklisted: true }, ['blacklisted']],
  ])('%j', (change, codes) =>
    expect(checkEligibility({ ...supplier, ...change }).map(found => found.code)).toEqual(codes),
  )

  it('实施条例 34: related companies may not both declare for one lot', () => {
    const declared = [
      { code: 'S2', relatedGroup: 'G1' },
      { code: 'S3', relatedGroup: null },
    ]
    expect(checkRelated({ code: 'S1', relatedGroup: 'G1' }, declared, 'L1')).toMatchObject([
      { code: 'relatedSupplier' },
    ])
    expect(checkRelated({ code: 'S1', relatedGroup: 'G2' }, declared, 'L1')).toEqual([])
    expect(checkRelated({ code: 'S1', relatedGroup: null }, declared, 'L1')).toEqual([])
    expect(checkRelated({ code: 'S2', relatedGroup: 'G1' }, declared, 'L1')).toEqual([])
  })

  it('招标投标法 22: the refusal does not say who has declared', () => {
    const found = checkRelated({ code: 'S1', relatedGroup: 'G' }, [{ code: 'SECRET', relatedGroup: 'G' }], 'L1')
    expect(JSON.stringify(found)).not.toContain('SECRET')
  })

  it('needs capacity, all 14 answers, and files where evidence is asked for', () => {
    const answered = new Set(indicators.map(one => one.code))
    const proved = new Set(answered)
    // Credit is looked up, not proved.
    proved.delete('B14')
    expect(checkDeclaration({ lot: 'L1', capacityKg: 1, answered, proved }, indicators)).toEqual([])
    answered.delete('Q9')
    proved.delete('Q1')
    proved.delete('B11')
    expect(checkDeclaration({ lot: 'L1', capacityKg: 0, answered, proved }, indicators)).toMatchObject([
      { code: 'capacityMissing', path: 'L1.capacityKg' },
      { code: 'incomplete', path: 'L1', params: { count: 1, missing: 'Q9' } },
      { code: 'evidenceMissing', path: 'L1', params: { lot: 'L1', count: 2, missing: 'Q1, B11' } },
    ])
  })
})
