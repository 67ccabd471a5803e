import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fraction, fraction } from '#domain/fraction.ts'
import { DEFAULT_INDICATORS, type Indicator } from '#domain/indicators.ts'
import { explainProposal } from '#domain/proposal.ts'
import { proposePoints, toCenti } from '#domain/scoring.ts'

const indicator = (code: string): Indicator => {
  const found = DEFAULT_INDICATORS.find(one => one.code === code)
  if (!found) throw new Error(code)
  return found
}

const peers = [9_000, 5_000, 5_000, 100].map(value => fraction(value))

describe('a proposal in words (1-domain §3.2)', () => {
  it.each<[string, string, boolean | string | number, readonly Fraction[], number | null, string]>([
    ['tier', 'Q2', 'plant', [], 700, '所选档次“种植至出厂可追溯”得 7.00 分。'],
    [
      'linear',
      'Q6',
      '12.5',
      [],
      250,
      '高于药典限度的百分比：12.5。0 得 0 分，40 得满分 8 分，其间按比例，两端封顶。（12.5 − 0）÷（40 − 0）× 8，得 2.50 分。',
    ],
    [
      'linear, cut off',
      'B11',
      90,
      [],
      600,
      '年供应能力占需求百分比：90。0 得 0 分，30 得满分 6 分，其间按比例，两端封顶。（90 − 0）÷（30 − 0）× 6，得 6.00 分。',
    ],
    ['deduction', 'Q5', 3, [], 200, '主要缺陷项：3，每项扣 2 分。8 − 3 × 2，最低 0 分，得 2.00 分。'],
    [
      'rank',
      'B12',
      '5000',
      peers,
      375,
      '上年度供应医疗机构公斤数：5000。同一品种申报 4 家，其中 1 家更高。（4 − 1）÷ 4 × 5，得 3.75 分。',
    ],
    ['rank before the close', 'B12', '5000', [], null, '按同一品种全部申报企业的数值排名计分，申报截止后才能算出。'],
    ['expert', 'Q9', '净制', [], null, '本指标由专家按材料评分，规则不提出分数。'],
    ['not a number', 'Q6', '1e3', [], null, '答复的形式与规则不符，无法计算。'],
    ['no such step', 'Q2', 'best', [], null, '答复的形式与规则不符，无法计算。'],
  ])('%s', (_, code, answer, others, pointsCenti, zh) => {
    const told = explainProposal(indicator(code), answer, others)
    expect(told.pointsCenti).toBe(pointsCenti)
    expect(told.parts.map(part => part.zh).join('')).toBe(zh)
  })

  it('says yes and no of a boolean rule', () => {
    const yesNo: Indicator = { ...indicator('Q2'), rule: { type: 'boolean' } }
    expect(explainProposal(yesNo, true)).toMatchObject({
      pointsCenti: 1000,
      parts: [{ en: 'Answered yes: all 10 points.' }],
    })
    expect(explainProposal(yesNo, false)).toMatchObject({ pointsCenti: 0, parts: [{ zh: '答复“否”，得 0 分。' }] })
  })

  it('says what the rule computes, whatever the answer, and always says something in both languages', () => {
    const answers = fc.oneof(
      fc.boolean(),
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.constantFrom('full', 'all', '3.25'),
    )
    const others = fc.array(fc.integer({ min: 0, max: 1_000_000 }).map(value => fraction(value)))
    fc.assert(
      fc.property(fc.constantFrom(...DEFAULT_INDICATORS), answers, others, (one, answer, all) => {
        const told = explainProposal(one, answer, all)
        const points = proposePoints(one, answer, all)
        expect(told.pointsCenti).toBe(points && toCenti(points))
        expect(told.parts.length).toBeGreaterThan(0)
        for (const part of told.parts) {
          expect(part.zh).not.toBe('')
          expect(part.en).not.toMatch(/[一-鿿]/)
        }
      }),
    )
  })
})
