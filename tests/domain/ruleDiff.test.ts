import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyRuleChanges, diffRulePacks, ruleChangeText } from '#domain/ruleDiff.ts'
import { CODED_LISTS, patternOf, RULE_FIELDS, ruleField } from '#domain/ruleFields.ts'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'
import { isFields } from '#domain/shape.ts'

const pack = DEFAULT_RULE_PACK
const [q1, q2, ...others] = pack.indicators
if (!q1 || !q2) throw new Error('the default pack has no indicators')

const texts = (a: unknown, b: unknown) => diffRulePacks(a, b).map(change => ruleChangeText(change, 'zh'))

describe('the difference of two rule packs', () => {
  it.each<[string, RulePack, string[]]>([
    ['nothing', pack, []],
    ['a number with its unit', { ...pack, cuts: { ...pack.cuts, shortlistPercent: 75 } }, ['入围比例 80 % → 75 %']],
    [
      'points of an indicator, by its code wherever it stands',
      { ...pack, indicators: [...others, { ...q2, points: 12 }, { ...q1, points: 10 }] },
      [
        '评审指标 Q1 种植基地 · 满分 12 分 → 10 分',
        '评审指标 Q2 追溯体系 · 满分 10 分 → 12 分',
        '评审指标（次序） Q1、Q2、Q3、Q4、Q5、Q6、Q7、Q8、Q9、Q10、B11、B12、B13、B14 → Q3、Q4、Q5、Q6、Q7、Q8、Q9、Q10、B11、B12、B13、B14、Q2、Q1',
      ],
    ],
    [
      'an indicator in the place of another',
      { ...pack, indicators: [{ ...q1, code: 'Q1a', name: { zh: '道地基地', en: 'base' } }, q2, ...others] },
      [
        '评审指标 Q1 种植基地（删除） 种植基地 12 分',
        '评审指标 Q1a 道地基地（新增） 道地基地 12 分',
        expect.stringContaining('评审指标（次序）'),
      ],
    ],
    [
      'the order of ties',
      { ...pack, ties: ['quality', 'demand', 'sample', 'price', 'lastSupply', 'draw'] },
      [
        '同分排序（次序） 医疗机构报量、质量得分、样品得分、价格较低、上批供货量、见证抽签 → 质量得分、医疗机构报量、样品得分、价格较低、上批供货量、见证抽签',
      ],
    ],
    [
      'a rule of another type',
      { ...pack, indicators: [{ ...q1, rule: { type: 'boolean' } }, q2, ...others] },
      [
        '评审指标 Q1 种植基地 · 计分规则 分档 自建且通过 GAP 延伸检查 12 分 / 自建 9 分 / 共建 6 分 / 订单种植 3 分 / 无 0 分 → 是非',
      ],
    ],
    ['words', { ...pack, calendar: { ...pack.calendar, notice: 'working' } }, ['公示期计日 自然日 → 工作日']],
  ])('tells %s', (_name, changed, told) => expect(texts(pack, changed)).toEqual(told))

  it('tells a stage that is left out and stages in another order', () => {
    const order = pack.stages.order.filter(stage => stage !== 'samples')
    expect(texts(pack, { ...pack, stages: { ...pack.stages, order } })[0]).toMatch(/^阶段顺序 品种品规.*样品评审.* → /)
  })

  it('speaks English', () => {
    const changed = { ...pack, officers: { count: 7, threshold: 4 } }
    expect(diffRulePacks(pack, changed).map(change => ruleChangeText(change, 'en'))).toEqual([
      'officers 5 people → 7 people',
      'quorum 3 people → 4 people',
    ])
  })
})

/** Every leaf of a pack with the names along the way, entries of coded lists by code. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (Array.isArray(value) && CODED_LISTS.includes(patternOf(path)))
    return value.flatMap(one => leaves(one, [...path, isFields(one) ? String(one.code) : '']))
  if (!isFields(value) || 'zh' in value) return [path]
  return Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name]))
}

describe('the fields of the rules', () => {
  it('name every leaf of the default pack in both languages', () => {
    const found = leaves(pack)
    expect(found.length).toBeGreaterThan(150)
    expect(found.filter(path => ruleField(path) === null).map(path => path.join('.'))).toEqual([])
    for (const field of RULE_FIELDS) {
      expect([field.path, /\p{Script=Han}/u.test(field.name.zh)]).toEqual([field.path, true])
      expect([field.path, /\p{Script=Han}/u.test(field.name.en + field.meaning.en)]).toEqual([field.path, false])
      if (field.source === 'L') expect(field.basis).toMatch(/\d/)
    }
  })
})

/** Packs and drafts: some number changed, entries dropped, doubled or shuffled, sections missing. */
const drafts = fc
  .record({
    shortlistPercent: fc.integer({ min: 1, max: 100 }),
    points: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 14, maxLength: 14 }),
    indicators: fc.shuffledSubarray([...pack.indicators]),
    ties: fc.shuffledSubarray([...pack.ties]),
    order: fc.shuffledSubarray([...pack.stages.order]),
    strata: fc.shuffledSubarray([...pack.review.strata]),
    tiers: fc.option(fc.constant({ type: 'boolean' as const }), { nil: null }),
    dropped: fc.subarray(['credit', 'contract', 'calendar']),
  })
  .map(({ shortlistPercent, points, indicators, ties, order, strata, tiers, dropped }) => {
    const changed = indicators.map((one, i) => ({ ...one, points: points[i] ?? 1, rule: tiers ?? one.rule }))
    const whole = {
      ...pack,
      stages: { ...pack.stages, order },
      cuts: { ...pack.cuts, shortlistPercent },
      review: { ...pack.review, strata },
      indicators: changed,
      ties,
    }
    return Object.fromEntries(Object.entries(whole).filter(([name]) => !dropped.includes(name)))
  })

describe('differences in general', () => {
  it('a pack does not differ from itself', () => {
    fc.assert(
      fc.property(drafts, draft => {
        expect(diffRulePacks(draft, structuredClone(draft))).toEqual([])
      }),
    )
  })

  it('applied to a, the changes from a to b give b', () => {
    fc.assert(
      fc.property(drafts, drafts, (a, b) => {
        expect(applyRuleChanges(a, diffRulePacks(a, b))).toEqual(b)
      }),
    )
  })

  it('name no path twice, and are all words', () => {
    fc.assert(
      fc.property(drafts, drafts, (a, b) => {
        const changes = diffRulePacks(a, b)
        const paths = changes.map(({ path }) => path.join('/'))
        expect(new Set(paths).size).toBe(paths.length)
        for (const change of changes) expect(ruleChangeText(change, 'zh')).not.toMatch(/undefined|\[object/)
      }),
    )
  })
})
