import { describe, expect, it } from 'vitest'
import { planCopy, planEvidence } from '#domain/declarationCopy.ts'
import { DEFAULT_INDICATORS, type Indicator } from '#domain/indicators.ts'

const answer = (indicatorCode: string, subjectKey: string, value: unknown) => ({ indicatorCode, subjectKey, value })
const changed = (code: string, change: (one: Indicator) => Indicator) =>
  DEFAULT_INDICATORS.map(one => (one.code === code ? change(one) : one))
const DECLARED = new Set(['company', 'variety:HQ', 'lot:HQ-T'])
const Q2 = DEFAULT_INDICATORS.find(one => one.code === 'Q2')
const tier = Q2?.rule.type === 'tier' ? (Q2.rule.tiers[0]?.code ?? '') : ''
const plan = (answers: readonly ReturnType<typeof answer>[], now: readonly Indicator[] = DEFAULT_INDICATORS) => {
  const { fits, misfits } = planCopy(answers, DEFAULT_INDICATORS, now, DECLARED)
  return { fits: fits.map(fit => fit.isReworded), misfits: misfits.map(one => one.fault) }
}

describe('what of an earlier declaration is taken over', () => {
  it('is what still answers the same question', () => {
    expect(plan([answer('Q2', 'company', tier), answer('Q5', 'company', 1)])).toEqual({
      fits: [false, false],
      misfits: [],
    })
  })

  it('is said to have changed when points, steps, words or the evidence asked for have', () => {
    const given = [answer('Q2', 'company', tier)]
    expect(
      plan(
        given,
        changed('Q2', one => ({ ...one, points: 9 })),
      ),
    ).toEqual({ fits: [true], misfits: [] })
    expect(
      plan(
        given,
        changed('Q2', one => ({ ...one, evidence: { zh: '新材料', en: 'new paper' } })),
      ).fits,
    ).toEqual([true])
    expect(
      plan(
        given,
        changed('Q4', one => ({ ...one, points: 9 })),
      ).fits,
    ).toEqual([false])
  })

  it('is nothing where the indicator is gone, of another type or level, not declared, or the answer of no form', () => {
    const given = [answer('Q2', 'company', tier)]
    expect(
      plan(
        given,
        DEFAULT_INDICATORS.filter(one => one.code !== 'Q2'),
      ).misfits,
    ).toEqual(['indicatorGone'])
    expect(
      plan(
        given,
        changed('Q2', one => ({ ...one, rule: { type: 'boolean' } })),
      ).misfits,
    ).toEqual(['ruleChanged'])
    expect(
      plan(
        given,
        changed('Q2', one => ({ ...one, level: 'variety' })),
      ).misfits,
    ).toEqual(['ruleChanged'])
    expect(plan([answer('Q1', 'variety:DG', 'own')]).misfits).toEqual(['notDeclared'])
    expect(plan([answer('Q2', 'company', 'noSuchStep'), answer('Q5', 'company', -1)]).misfits).toEqual([
      'answerMisfit',
      'answerMisfit',
    ])
  })
})

describe('files of an earlier declaration', () => {
  it('come along with their answers unless they have expired', () => {
    const files = [
      { ...answer('Q2', 'company', null), day: '2020-01-01' },
      { ...answer('Q2', 'company', null), day: '2030-01-01' },
      { ...answer('Q4', 'company', null), day: '2030-01-01' },
    ]
    const { copied, expired } = planEvidence(files, [answer('Q2', 'company', tier)], one => one.day < '2026')
    expect([copied, expired]).toEqual([[files[1]], [files[0]]])
  })
})
