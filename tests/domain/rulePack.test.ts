import { describe, expect, it } from 'vitest'
import { completed, completePack, isStoredPack } from '#domain/olderPack.ts'
import { checkRulePack, DEFAULT_RULE_PACK, parseRulePack } from '#domain/rulePack.ts'

type Json = { [key: string]: Json } & Json[]

/** The default pack as JSON with one change. */
function changed(change: (pack: Json) => unknown): unknown {
  const pack = JSON.parse(JSON.stringify(DEFAULT_RULE_PACK))
  change(pack)
  return pack
}

const set = (target: unknown, key: string | number, value: unknown) => Object.assign(target as object, { [key]: value })

describe('rule pack (1-domain §3)', () => {
  it('accepts the default, also after a trip through JSON', () => {
    expect(checkRulePack(DEFAULT_RULE_PACK)).toEqual([])
    expect(parseRulePack(changed(() => null))).toEqual({ ok: true, pack: DEFAULT_RULE_PACK })
  })

  it('has the 14 indicators of §3.1 with their points, levels and rules', () => {
    const row = DEFAULT_RULE_PACK.indicators.map(one => `${one.code} ${one.points} ${one.level} ${one.rule.type}`)
    expect(row).toEqual([
      'Q1 12 variety tier',
      'Q2 10 company tier',
      'Q3 8 spec tier',
      'Q4 10 company tier',
      'Q5 8 company deduction',
      'Q6 8 spec linear',
      'Q7 8 variety deduction',
      'Q8 6 spec tier',
      'Q9 4 variety expert',
      'Q10 6 company tier',
      'B11 6 spec linear',
      'B12 5 variety rank',
      'B13 5 company tier',
      'B14 4 company deduction',
    ])
    expect(DEFAULT_RULE_PACK.indicators.filter(one => one.quality)).toHaveLength(10)
  })

  it.each<[string, (pack: Json) => unknown, string, string]>([
    ['13 indicators (§3.1)', p => p.indicators?.pop(), 'indicatorCount', 'indicators'],
    ['points that do not add up to 100', p => set(p.indicators?.[13], 'points', 5), 'pointsSum', 'indicators'],
    ['the same code twice', p => set(p.indicators?.[1], 'code', 'Q1'), 'duplicate', 'indicators[1].code'],
    ['9 about quality', p => set(p.indicators?.[0], 'quality', false), 'qualityIndicatorCount', 'indicators'],
    [
      'a tier above the points',
      p => set(p.indicators?.[0]?.rule?.tiers?.[0], 'points', 13),
      'outOfRange',
      'indicators[0].rule.tiers[0].points',
    ],
    ['an unknown rule', p => set(p.indicators?.[0]?.rule, 'type', 'magic'), 'notOneOf', 'indicators[0].rule.type'],
    ['a flat scale', p => set(p.indicators?.[5]?.rule, 'to', 0), 'duplicate', 'indicators[5].rule.to'],
    ['a panel of 4 (§3.2)', p => set(p.review, 'panelSize', 4), 'notOneOf', 'review.panelSize'],
    ['an unknown re-review', p => set(p.review, 'rereview', 'some'), 'notOneOf', 'review.rereview'],
    [
      'a specialty that is not drawn',
      p => set(p.indicators?.[0], 'specialty', 'law'),
      'unknownCode',
      'indicators[0].specialty',
    ],
    [
      'a panel of 7 judged again by 7 others out of 13',
      p => [
        set(p.review, 'panelSize', 7),
        set(p.review?.strata?.[1], 'quota', 13),
        set(p.review?.strata?.[0], 'quota', 22),
      ],
      'tooFewExperts',
      'review.strata',
    ],
    ['weights of 110 %', p => set(p.weights, 'pricePercent', 50), 'weightsSum', 'weights'],
    ['a quota of 71', p => set(p.review?.strata?.[0], 'quota', 21), 'quotaSum', 'review.strata'],
    ['19 days (招标投标法 24)', p => set(p.stages?.clocks, 'bidDays', 19), 'outOfRange', 'stages.clocks.bidDays'],
    [
      '2 days of notice (实施条例 54)',
      p => set(p.stages?.clocks, 'noticeDays', 2),
      'outOfRange',
      'stages.clocks.noticeDays',
    ],
    [
      '4 days to answer (实施条例 54)',
      p => set(p.stages?.clocks, 'objectionDays', 4),
      'outOfRange',
      'stages.clocks.objectionDays',
    ],
    [
      'questions that end 11 days before the deadline (实施条例 22)',
      p => set(p.stages?.clocks, 'questionDays', 11),
      'outOfRange',
      'stages.clocks.questionDays',
    ],
    ['a retest counted by the moon', p => set(p.calendar, 'retest', 'lunar'), 'notOneOf', 'calendar.retest'],
    ['2 of 5 officers', p => set(p.officers, 'threshold', 2), 'officerThreshold', 'officers'],
    ['ties without a draw', p => p.ties?.pop(), 'notOneOf', 'ties'],
    ['a missing section', p => delete p.cuts, 'required', 'cuts'],
    ['a cap that counts from the mean', p => set(p.cuts, 'priceCapBase', 'mean'), 'notOneOf', 'cuts.priceCapBase'],
    ['an unknown field', p => set(p.cuts, 'bonus', 1), 'unknownField', 'cuts.bonus'],
    ['a number as text', p => set(p.cuts, 'winnerCap', '50'), 'notANumber', 'cuts.winnerCap'],
    ['half a percent', p => set(p.allocation, 'ratePercent', 79.5), 'notANumber', 'allocation.ratePercent'],
    ['10,000 indicators', p => set(p, 'indicators', Array(10_000).fill(1)), 'outOfRange', 'indicators'],
  ])('refuses %s', (_name, change, code, path) => {
    expect(checkRulePack(changed(change))).toContainEqual(expect.objectContaining({ code, path }))
  })

  it('of an earlier format goes on with the periods of the law', () => {
    const older = changed(p => {
      delete p.stages?.clocks?.questionDays
      delete p.calendar?.questions
      delete p.calendar?.retest
      set(p.stages?.clocks, 'noticeDays', 7)
    })
    expect(isStoredPack(older) && checkRulePack(completePack(older))).toEqual([])
    expect(isStoredPack(older) && completePack(older).stages.clocks).toMatchObject({ questionDays: 10, noticeDays: 7 })
    expect(isStoredPack({ review: {} })).toBe(false)
  })

  it('of an earlier format counts its price cap from the lowest winner, as it did', () => {
    const older = changed(p => delete p.cuts?.priceCapBase)
    expect(parseRulePack(older)).toEqual({ ok: true, pack: older })
    expect(completed(older)).toEqual(DEFAULT_RULE_PACK)
    expect(completed({ review: {} })).toEqual({ review: {} })
  })

  it.each([null, undefined, 1, 'x', [], {}, JSON.parse('{"__proto__":{"schema":1}}')])(
    'refuses %j without throwing',
    value => expect(parseRulePack(value).ok).toBe(false),
  )
})
