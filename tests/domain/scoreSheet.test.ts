import { describe, expect, it } from 'vitest'
import { utf8Text } from '#domain/bytes.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'
import {
  checkReason,
  checkSheet,
  disputedCodes,
  freezeBytes,
  freezeLine,
  type GivenScore,
  type HashedScore,
  sheetBytes,
  statementBytes,
} from '#domain/scoreSheet.ts'

// Q3 has 8 points, Q6 8, B11 6.
const indicators = DEFAULT_RULE_PACK.indicators.filter(one => ['Q3', 'Q6', 'B11'].includes(one.code))
const questions = { indicators, proposals: new Map([['Q3', 500]]), reasonPercent: 20 }
const score = (indicatorCode: string, pointsCenti: number, reason: string | null = null): GivenScore => ({
  indicatorCode,
  pointsCenti,
  reason,
})
const found = (...scores: GivenScore[]) => checkSheet(scores, questions, 's').map(one => `${one.code} ${one.path}`)

describe('checkSheet (1-domain §3.2)', () => {
  const rest = [score('Q6', 800), score('B11', 0)]

  it('takes a complete sheet within the limits', () => {
    expect(found(score('Q3', 500), ...rest)).toEqual([])
    expect(found(score('Q3', 340), ...rest)).toEqual([])
    expect(found(score('Q3', 660), ...rest)).toEqual([])
  })

  it('wants a reason more than 20 % of the maximum away from the proposal, where there is one', () => {
    expect(found(score('Q3', 339), ...rest)).toEqual(['reasonRequired s.scores[0].reason'])
    expect(found(score('Q3', 661, ' '), ...rest)).toEqual(['reasonRequired s.scores[0].reason'])
    expect(found(score('Q3', 800, '产地证明齐全'), ...rest)).toEqual([])
  })

  it('names what is missing, repeated, unknown or out of range', () => {
    expect(found(score('Q3', 500))).toEqual(['incomplete s.scores'])
    expect(found(score('Q3', 500), score('Q3', 500), ...rest)).toEqual(['duplicate s.scores[1].indicatorCode'])
    expect(found(score('Q3', 500), score('Q1', 1), ...rest)).toEqual(['unknownCode s.scores[1].indicatorCode'])
    expect(found(score('Q3', 801, 'x'), score('Q6', -1), score('B11', 0.5))).toEqual([
      'aboveMaximum s.scores[0].pointsCenti',
      'aboveMaximum s.scores[1].pointsCenti',
      'aboveMaximum s.scores[2].pointsCenti',
    ])
  })

  it.each([
    ['', 'reasonRequired'],
    ['x'.repeat(2_001), 'tooLong'],
    ['a\0b', 'notText'],
    ['\ud800', 'notText'],
  ])('refuses a reason that cannot be kept: %j', (reason, code) => {
    expect(checkReason(reason, 'reason').map(one => one.code)).toEqual([code])
  })
})

describe('disputedCodes', () => {
  const of = (q3: number, q6: number, b11: number) => new Map(Object.entries({ Q3: q3, Q6: q6, B11: b11 }))
  it.each([
    [of(800, 0, 0), of(640, 0, 0), []],
    [of(800, 0, 0), of(639, 0, 0), ['Q3']],
    [of(0, 0, 0), of(161, 0, 121), ['Q3', 'B11']],
  ])('%#', (first, second, codes) => expect(disputedCodes(indicators, first, second, 20)).toEqual(codes))
})

describe('canonical forms', () => {
  it('of a sheet do not depend on the order of its scores', () => {
    const sheet = {
      tender: 'T',
      phase: 'first',
      supplier: 'S',
      subjectKey: 'company',
      part: 'quality',
      panel: false,
      slot: 1,
      expert: 'label',
    } as const
    const scores: HashedScore[] = [
      ['Q6', 1, null],
      ['B11', 2, 'ab'],
    ]
    expect(sheetBytes({ ...sheet, scores })).toEqual(sheetBytes({ ...sheet, scores: [...scores].reverse() }))
    expect(utf8Text(sheetBytes({ ...sheet, scores }))).toBe(
      '{"expert":"label","panel":false,"part":"quality","phase":"first","scores":[["B11",2,"ab"],["Q6",1,null]],"slot":1,"subjectKey":"company","supplier":"S","tender":"T"}',
    )
  })
  it('of a statement and of a freeze do not depend on order', () => {
    const statement = { tender: 'T', phase: 'second', expert: 'label' } as const
    expect(utf8Text(statementBytes({ ...statement, sheets: ['b', 'a'] }))).toBe(
      '{"expert":"label","kind":"bencao.review/1","phase":"second","sheets":["a","b"],"tender":"T"}',
    )
    const lots = [['HQ-2', 'cd'] as const, ['HQ-1', 'ab'] as const]
    expect(utf8Text(freezeBytes(lots))).toBe('[["HQ-1","ab"],["HQ-2","cd"]]')
  })
  it('of a frozen item', () => {
    const item = { lot: 'HQ-1', supplier: 'S1', indicator: 'Q3', numerator: 13n, denominator: 2n } as const
    expect(freezeLine({ ...item, basis: 'arbitrated', scores: [800, 500, 650] })).toBe(
      '["HQ-1","S1","Q3","13","2","arbitrated",[800,500,650]]',
    )
  })
})
