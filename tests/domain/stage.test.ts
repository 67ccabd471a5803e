import { describe, expect, it } from 'vitest'
import {
  checkAdvance,
  checkBidDeadline,
  checkDeadline,
  checkStageOrder,
  isAnnounced,
  LEGAL_CLOCKS,
  NO_FACTS,
  nextStage,
  STAGE_RULES,
  STAGES,
  type Stage,
  type StageFacts,
} from '#domain/stage.ts'

const now = new Date('2026-04-01T10:00:00+08:00')
const codes = (stage: Stage, facts: Partial<StageFacts>) =>
  checkAdvance(stage, STAGES, { ...NO_FACTS, ...facts }, now, LEGAL_CLOCKS).map(found => found.code)

const published = new Date('2026-03-01T09:00:00+08:00')
const over = { objectionsOpen: 0, noticeClosesAt: now }

describe('checkAdvance (1-domain §2)', () => {
  it.each<[Stage, Partial<StageFacts>]>([
    ['catalogue', { lots: 1 }],
    ['demand', { demandFrozen: true }],
    ['ceilings', { ceilingsMissing: 0 }],
    ['documents', { documentsPublishedAt: published, bidDeadline: new Date('2026-03-21T17:00:00+08:00') }],
    ['declaration', { declarationsSubmitted: 1 }],
    ['bidRound1', { round1: 'closed' }],
    ['draw', { drawDone: true }],
    ['review', { sheetsOpen: 0, scoresFrozen: true }],
    ['opening', { round1: 'opened' }],
    ['shortlist', { shortlistPublished: true, ...over }],
    ['samples', { samplesPending: 0 }],
    ['bidRound2', { round2: 'opened' }],
    ['award', { awardsFinal: true, ...over }],
    ['allocation', { allocationsMissing: 0 }],
    ['distribution', { distributorsMissing: 0 }],
    ['contracts', { contractsUnsigned: 0 }],
  ])('%s ends with its own facts, and not without', (stage, facts) => {
    expect(codes(stage, facts)).toEqual([])
    expect(codes(stage, {}).length).toBeGreaterThan(0)
  })

  it.each<[string, Stage, Partial<StageFacts>, string[]]>([
    [
      '招标投标法 24: 19 days',
      'documents',
      { documentsPublishedAt: published, bidDeadline: new Date('2026-03-20T17:00:00+08:00') },
      ['periodTooShort'],
    ],
    [
      '招标投标法 28: declaring runs to its announced end',
      'declaration',
      { declarationsSubmitted: 1, declarationClosesAt: new Date(now.getTime() + 1) },
      ['declaringRunning'],
    ],
    ['declaring is over at its end', 'declaration', { declarationsSubmitted: 1, declarationClosesAt: now }, []],
    [
      '实施条例 54: notice running',
      'award',
      { awardsFinal: true, objectionsOpen: 0, noticeClosesAt: new Date(now.getTime() + 1) },
      ['noticeRunning'],
    ],
    [
      '实施条例 54: objection open',
      'shortlist',
      { shortlistPublished: true, objectionsOpen: 2, noticeClosesAt: now },
      ['objectionOpen'],
    ],
    ['§3.2: unfrozen scores', 'review', { sheetsOpen: 0 }, ['scoresNotFrozen']],
    ['round 1 still open', 'bidRound1', { round1: 'open' }, ['roundNotClosed']],
    ['round 2 closed but sealed', 'bidRound2', { round2: 'closed' }, ['roundNotOpened']],
    ['the end', 'landed', {}, ['lastStage']],
  ])('%s is refused', (_why, stage, facts, expected) => expect(codes(stage, facts)).toEqual(expected))

  it('ends at the deadline itself', () => {
    const at = new Date('2026-03-05T09:00:00Z')
    expect(checkDeadline(at, new Date(at.getTime() - 1))).toEqual([])
    expect(checkDeadline(at, at)[0]).toMatchObject({
      code: 'deadlinePassed',
      params: { deadline: '2026-03-05 17:00 +08:00' },
    })
    expect(checkDeadline(null, at)).toEqual([])
  })

  it.each<[string, Stage, boolean]>([
    ['declaration', 'documents', false],
    ['declaration', 'declaration', true],
    ['bidRound1', 'declaration', true],
    ['bidRound1', 'bidRound1', true],
    ['bidRound2', 'bidRound1', false],
    ['review', 'declaration', false],
  ])('the end of %s is announced in %s: %s (招标投标法 23)', (stage, present, expected) =>
    expect(isAnnounced(stage, present, STAGES)).toBe(expected),
  )

  it('names a role for every stage', () => expect(Object.keys(STAGE_RULES)).toEqual([...STAGES]))

  it('counts days of a bid deadline by the calendar (招标投标法 24)', () => {
    expect(checkBidDeadline(published, new Date('2026-03-21T00:00:00+08:00'), LEGAL_CLOCKS)).toEqual([])
    expect(checkBidDeadline(published, new Date('2026-03-20T23:59:59+08:00'), LEGAL_CLOCKS)[0]?.params).toMatchObject({
      days: 19,
    })
  })
})

describe('the order of stages is configuration (1-domain §2)', () => {
  const move = (stage: Stage, before: Stage) => {
    const rest = STAGES.filter(one => one !== stage)
    rest.splice(rest.indexOf(before), 0, stage)
    return rest
  }

  it.each([
    ['default', STAGES],
    ['samples after round 2', move('samples', 'award')],
    ['draw before the first round', move('draw', 'bidRound1')],
    ['one round, no samples', STAGES.filter(stage => stage !== 'samples' && stage !== 'bidRound2')],
  ])('accepts %s', (_name, order) => expect(checkStageOrder(order)).toEqual([]))

  it.each([
    ['opening before review', move('opening', 'review'), 'stageOrder'],
    ['round 2 before opening', move('bidRound2', 'opening'), 'stageOrder'],
    ['samples before shortlist', move('samples', 'shortlist'), 'stageOrder'],
    ['allocation before award', move('allocation', 'award'), 'stageOrder'],
    ['no review', STAGES.filter(stage => stage !== 'review'), 'stageMissing'],
    ['a stage twice', [...STAGES, 'award'], 'duplicate'],
    ['an unknown stage', [...STAGES, 'lottery'], 'notOneOf'],
  ])('refuses %s', (_name, order, code) => expect(checkStageOrder(order).map(found => found.code)).toContain(code))

  it('knows the next stage', () => {
    expect(nextStage('catalogue', STAGES)).toBe('demand')
    expect(nextStage('landed', STAGES)).toBeNull()
    expect(nextStage('samples', ['demand', 'award'])).toBeNull()
  })
})
