import { daysBetween, formatInstant } from './period.ts'
import type { Role } from './permissions.ts'
import { type Violation, violation } from './violation.ts'

/** The stages of a campaign in the default order (1-domain §2). Execution and monitoring come after landing. */
export const STAGES = [
  'catalogue',
  'demand',
  'ceilings',
  'documents',
  'declaration',
  'bidRound1',
  'draw',
  'review',
  'opening',
  'shortlist',
  'samples',
  'bidRound2',
  'award',
  'allocation',
  'distribution',
  'contracts',
  'landed',
] as const

/** One stage of a campaign. */
export type Stage = (typeof STAGES)[number]

/** The periods of the law, in days; part of the rule pack, never shorter than the law allows. */
export interface StageClocks {
  /** Documents published → bid deadline, at least (招标投标法 24: 20). */
  readonly bidDays: number
  /** A change of the documents this close to the deadline extends it (招标投标法 23: 15). */
  readonly amendmentDays: number
  /** Length of a notice, at least (实施条例 54: 3). */
  readonly noticeDays: number
  /** Answer to an objection, at most (实施条例 54: 3). */
  readonly objectionDays: number
  /** Award → signed contract, at most (招标投标法 46: 30). */
  readonly contractDays: number
  /** Complaint to the supervising authority, from when the matter was or should have been known (实施条例 60: 10). */
  readonly complaintDays: number
  /** Questions and objections to the documents end this long before the bid deadline, at most (实施条例 22: 10). */
  readonly questionDays: number
}

/** The periods exactly as the law states them. */
export const LEGAL_CLOCKS: StageClocks = {
  bidDays: 20,
  amendmentDays: 15,
  noticeDays: 3,
  objectionDays: 3,
  contractDays: 30,
  complaintDays: 10,
  questionDays: 10,
}

/** Where a price round stands. */
export type RoundStatus = 'none' | 'open' | 'closed' | 'opened'

/** What a store counts, so that the rules can decide whether a stage is finished. One query per stage suffices. */
export interface StageFacts {
  readonly lots: number
  readonly demandFrozen: boolean
  /** Lots without a ceiling. */
  readonly ceilingsMissing: number
  readonly documentsPublishedAt: Date | null
  /** The announced deadline of round 1. */
  readonly bidDeadline: Date | null
  readonly declarationsSubmitted: number
  /** The announced end of declaring. */
  readonly declarationClosesAt: Date | null
  readonly round1: RoundStatus
  readonly drawDone: boolean
  /** Score sheets without a submitted version. */
  readonly sheetsOpen: number
  readonly scoresFrozen: boolean
  readonly shortlistPublished: boolean
  /** Effective end of the running notice, pauses included (award.ts); null if none was published. */
  readonly noticeClosesAt: Date | null
  readonly objectionsOpen: number
  readonly samplesPending: number
  readonly round2: RoundStatus
  readonly awardsFinal: boolean
  /** Lots with winners but without an adopted allocation. */
  readonly allocationsMissing: number
  readonly distributorsMissing: number
  readonly contractsUnsigned: number
}

/**
 * Facts of a campaign in which nothing has happened: every stage refuses to end. A store spreads it and fills in the
 * facts of the present stage, so that a forgotten fact refuses instead of letting through.
 */
export const NO_FACTS: StageFacts = {
  lots: 0,
  demandFrozen: false,
  ceilingsMissing: 1,
  documentsPublishedAt: null,
  bidDeadline: null,
  declarationsSubmitted: 0,
  declarationClosesAt: null,
  round1: 'none',
  drawDone: false,
  sheetsOpen: 1,
  scoresFrozen: false,
  shortlistPublished: false,
  noticeClosesAt: null,
  objectionsOpen: 1,
  samplesPending: 1,
  round2: 'none',
  awardsFinal: false,
  allocationsMissing: 1,
  distributorsMissing: 1,
  contractsUnsigned: 1,
}

/** Who is responsible for a stage, which clock of the law binds it, and what must be true before it ends. */
export interface StageRule {
  readonly role: Role
  /** The clock that sets the shortest length of this stage. */
  readonly minimumDays?: keyof StageClocks
  readonly exit: (facts: StageFacts, now: Date, clocks: StageClocks) => readonly Violation[]
}

function when(problem: boolean, found: () => Violation): readonly Violation[] {
  return problem ? [found()] : []
}

function missing(count: number, code: Violation['code']): readonly Violation[] {
  return when(count > 0, () => violation(code, undefined, { count }))
}

function noticeOver(facts: StageFacts, now: Date): readonly Violation[] {
  const closesAt = facts.noticeClosesAt
  if (closesAt === null) return [violation('noticeMissing')]
  return [
    ...missing(facts.objectionsOpen, 'objectionOpen'),
    ...when(now < closesAt, () => violation('noticeRunning', undefined, { closes: formatInstant(closesAt) })),
  ]
}

/** 招标投标法 24: at least 20 days from publishing the documents to the deadline for bids. */
export function checkBidDeadline(publishedAt: Date, deadline: Date, clocks: StageClocks): Violation[] {
  const days = daysBetween(publishedAt, deadline)
  if (days >= clocks.bidDays) return []
  return [violation('periodTooShort', 'bidDeadline', { days, minimum: clocks.bidDays, article: '招标投标法 24' })]
}

function documentsOut(facts: StageFacts, _now: Date, clocks: StageClocks): readonly Violation[] {
  if (facts.documentsPublishedAt === null) return [violation('documentsUnpublished')]
  if (facts.bidDeadline === null) return [violation('required', 'bidDeadline')]
  return checkBidDeadline(facts.documentsPublishedAt, facts.bidDeadline, clocks)
}

/** 招标投标法 28: whoever comes before the announced deadline is taken, so nothing closes earlier than was announced. */
function declaringOver(closesAt: Date | null, now: Date): readonly Violation[] {
  if (closesAt === null || now >= closesAt) return []
  return [violation('declaringRunning', undefined, { closes: formatInstant(closesAt) })]
}

function roundClosed(status: RoundStatus, round: number): readonly Violation[] {
  return when(status === 'none' || status === 'open', () => violation('roundNotClosed', undefined, { round }))
}

/** The rules of each stage (1-domain §2). */
export const STAGE_RULES: Readonly<Record<Stage, StageRule>> = {
  catalogue: { role: 'office', exit: facts => when(facts.lots === 0, () => violation('noLots')) },
  demand: { role: 'hospital', exit: facts => when(!facts.demandFrozen, () => violation('demandNotFrozen')) },
  ceilings: { role: 'office', exit: facts => missing(facts.ceilingsMissing, 'ceilingsMissing') },
  documents: { role: 'office', exit: documentsOut },
  declaration: {
    role: 'supplier',
    exit: (facts, now) => [
      ...when(facts.declarationsSubmitted === 0, () => violation('noDeclarations')),
      ...declaringOver(facts.declarationClosesAt, now),
    ],
  },
  bidRound1: { role: 'supplier', minimumDays: 'bidDays', exit: facts => roundClosed(facts.round1, 1) },
  draw: { role: 'office', exit: facts => when(!facts.drawDone, () => violation('drawMissing')) },
  review: {
    role: 'expert',
    exit: facts => [
      ...missing(facts.sheetsOpen, 'sheetsOpen'),
      ...when(!facts.scoresFrozen, () => violation('scoresNotFrozen')),
    ],
  },
  opening: {
    role: 'officer',
    exit: facts => when(facts.round1 !== 'opened', () => violation('roundNotOpened', undefined, { round: 1 })),
  },
  shortlist: {
    role: 'office',
    minimumDays: 'noticeDays',
    exit: (facts, now) => (facts.shortlistPublished ? noticeOver(facts, now) : [violation('noticeMissing')]),
  },
  samples: { role: 'office', exit: facts => missing(facts.samplesPending, 'samplesPending') },
  bidRound2: {
    role: 'supplier',
    exit: facts => when(facts.round2 !== 'opened', () => violation('roundNotOpened', undefined, { round: 2 })),
  },
  award: {
    role: 'office',
    minimumDays: 'noticeDays',
    exit: (facts, now) => [...noticeOver(facts, now), ...when(!facts.awardsFinal, () => violation('awardsNotFinal'))],
  },
  allocation: { role: 'office', exit: facts => missing(facts.allocationsMissing, 'allocationMissing') },
  distribution: { role: 'supplier', exit: facts => missing(facts.distributorsMissing, 'distributorsMissing') },
  contracts: { role: 'hospital', exit: facts => missing(facts.contractsUnsigned, 'contractsUnsigned') },
  landed: { role: 'office', exit: () => [violation('lastStage')] },
}

/** The stage after this one in the given order; null after the last, or if the stage is not in the order. */
export function nextStage(stage: Stage, order: readonly Stage[]): Stage | null {
  const at = order.indexOf(stage)
  return at < 0 ? null : (order[at + 1] ?? null)
}

/**
 * Whether the campaign may leave its stage for the next one. In: the present stage, the order and clocks of its rule
 * pack, facts, the database's clock. Out: empty if it may, else every reason why not.
 */
export function checkAdvance(
  stage: Stage,
  order: readonly Stage[],
  facts: StageFacts,
  now: Date,
  clocks: StageClocks,
): Violation[] {
  if (nextStage(stage, order) === null) return [violation('lastStage')]
  return [...STAGE_RULES[stage].exit(facts, now, clocks)]
}

/** The ends that the published documents name. */
const ANNOUNCED: readonly Stage[] = ['declaration', 'bidRound1']

/**
 * Whether the end of `stage` has been announced to suppliers and binds the office: from declaring on, for declaring itself
 * and the first quotes. It is then moved by an extension only, later and by two people (招标投标法 23).
 */
export function isAnnounced(stage: string, present: string, order: readonly string[]): boolean {
  const opens = order.indexOf('declaration')
  return ANNOUNCED.some(one => one === stage) && opens >= 0 && order.indexOf(present) >= opens
}

/** Whether something that is accepted until an instant is still accepted; the instant itself is too late. Null: no end. */
export function checkDeadline(closesAt: Date | null, now: Date): Violation[] {
  if (closesAt === null || now < closesAt) return []
  return [violation('deadlinePassed', undefined, { deadline: formatInstant(closesAt), now: formatInstant(now) })]
}

/** Stages that a campaign may leave out. */
const OPTIONAL: readonly Stage[] = ['samples', 'bidRound2']

/** Each stage on the left comes before the one on the right; everything else may be arranged freely. */
const PRECEDENCE: readonly (readonly [Stage, Stage])[] = [
  ['catalogue', 'demand'],
  ['catalogue', 'ceilings'],
  ['demand', 'documents'],
  ['ceilings', 'documents'],
  ['documents', 'declaration'],
  ['declaration', 'bidRound1'],
  ['declaration', 'draw'],
  ['draw', 'review'],
  ['bidRound1', 'opening'],
  ['review', 'opening'], // prices must not be known to those who score
  ['opening', 'shortlist'],
  ['opening', 'bidRound2'],
  ['shortlist', 'samples'],
  ['shortlist', 'bidRound2'],
  ['shortlist', 'award'],
  ['samples', 'award'],
  ['bidRound2', 'award'],
  ['award', 'allocation'],
  ['allocation', 'distribution'],
  ['distribution', 'contracts'],
  ['contracts', 'landed'],
]

function isStage(value: unknown): value is Stage {
  return STAGES.some(stage => stage === value)
}

/** Checks an order of stages from a rule pack: known, unique, none missing but samples and round 2, precedence kept. */
export function checkStageOrder(order: readonly unknown[], path = 'stages.order'): Violation[] {
  const found: Violation[] = []
  order.forEach((stage, index) => {
    const at = `${path}[${index}]`
    if (!isStage(stage)) found.push(violation('notOneOf', at, { allowed: STAGES.join(', ') }))
    else if (order.indexOf(stage) < index) found.push(violation('duplicate', at, { value: stage }))
  })
  for (const stage of STAGES) {
    if (!order.includes(stage) && !OPTIONAL.includes(stage)) found.push(violation('stageMissing', path, { stage }))
  }
  for (const [earlier, later] of PRECEDENCE) {
    const [before, after] = [order.indexOf(earlier), order.indexOf(later)]
    if (before >= 0 && after >= 0 && before > after) found.push(violation('stageOrder', path, { earlier, later }))
  }
  return found
}
