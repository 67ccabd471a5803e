import { describe, expect, it } from 'vitest'
import { checkRuleChange, type RuleChangeFacts } from '#domain/ruleChange.ts'
import { diffRulePacks } from '#domain/ruleDiff.ts'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'
import { violationText } from '#domain/violationTexts.ts'

const pack = DEFAULT_RULE_PACK
const EARLY: RuleChangeFacts = {
  stage: 'catalogue',
  scoresFrozen: false,
  openedRound: null,
  closedAt: null,
  drawFixed: false,
  declarationsSubmitted: 0,
}
const CUT: RulePack = { ...pack, cuts: { ...pack.cuts, shortlistPercent: 75 } }
const [first, ...rest] = pack.indicators
const indicator = (change: object): RulePack => ({
  ...pack,
  indicators: first ? [{ ...first, ...change }, ...rest] : [],
})
const ORDER: RulePack = { ...pack, stages: { ...pack.stages, order: pack.stages.order.filter(s => s !== 'samples') } }
const STRATA: RulePack = { ...pack, review: { ...pack.review, strata: [...pack.review.strata].reverse() } }

describe('changing the rules (招标投标法 23, 实施条例 49)', () => {
  it.each<[string, Partial<RuleChangeFacts>, RulePack, string[]]>([
    ['may be done early', {}, CUT, []],
    ['may be done while bids are taken', { stage: 'bidRound1', declarationsSubmitted: 9 }, CUT, []],
    ['not when nothing changes but the number', {}, { ...pack, version: 2 }, ['rulesUnchanged']],
    ['not when the scores are frozen', { stage: 'review', scoresFrozen: true }, CUT, ['rulesScored']],
    ['not when prices are known', { stage: 'opening', openedRound: 1 }, CUT, ['rulesOpened']],
    ['not after the deadline', { closedAt: new Date('2026-03-05T09:00:00Z') }, CUT, ['rulesClosed']],
    ['the order of stages in the first one', {}, ORDER, []],
    ['the order of stages never later', { stage: 'demand' }, ORDER, ['wrongStage']],
    ['strata before the draw', { stage: 'declaration' }, STRATA, []],
    ['strata not once the draw is frozen', { stage: 'bidRound1', drawFixed: true }, STRATA, ['rulesDrawn']],
    [
      'an indicator not once it was answered',
      { declarationsSubmitted: 3 },
      indicator({ points: 9 }),
      ['rulesAnswered'],
    ],
    ['its rule neither', { declarationsSubmitted: 3 }, indicator({ rule: { type: 'boolean' } }), ['rulesAnswered']],
    ['but who judges it', { declarationsSubmitted: 3 }, indicator({ specialty: null }), []],
  ])('%s', (_name, facts, changed, codes) => {
    const found = checkRuleChange({ ...EARLY, ...facts }, diffRulePacks(pack, changed))
    expect(found.map(one => one.code)).toEqual(codes)
    for (const one of found) expect(violationText(one, 'zh')).not.toMatch(/[{}]/)
  })
})
