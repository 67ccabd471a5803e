import type { AnswerValue } from './declaration.ts'
import { compare, type Fraction, fraction, mul, roundHalfUp, ZERO } from './fraction.ts'
import type { Indicator } from './indicators.ts'
import type { Fen } from './money.ts'
import { compareCodes } from './order.ts'
import { awardLot, type RankingInput, shortlistLot } from './ranking.ts'
import type { RulePack } from './rulePack.ts'
import { judgeItem, proposePoints, qualityTotal, trimmedMean } from './scoring.ts'

/**
 * A rule pack tried out (试算, 1-domain §3): the shortlist and the winners it would give, computed by the same rules as the
 * real ones. Nothing here is ever kept as a result.
 */

/** What is known about one item of one declaration when a pack is tried out. */
export interface ItemGround {
  readonly answer: AnswerValue | null
  /** Values of all suppliers on the same subject, for rank rules. */
  readonly peers: readonly Fraction[]
  /** The share of the points that the real review gave, 0 to 1; null without one. */
  readonly judged: Fraction | null
  /** Shares of the points that seven invented experts would give; empty in a play on real results. */
  readonly opinions: readonly Fraction[]
  /** Whether points and rule are still those under which it was judged: then the real score stands. */
  readonly ruleKept: boolean
}

/** One declarer of a lot. */
export interface PlayDeclarer {
  readonly supplier: string
  /** By the code of the indicator. */
  readonly items: ReadonlyMap<string, ItemGround>
  /** The frozen total in hundredths where it stands as it is: the scores need not be played again. */
  readonly frozenCenti: number | null
  readonly priceFen: Fen
  /** The quote of round 2; null where none was given. */
  readonly secondFen: Fen | null
  readonly sampleFailed: boolean
  readonly drawKey: string
}

/** All that is played in one lot. */
export interface PlayField {
  readonly lot: string
  readonly ceilingFen: Fen
  readonly declarers: readonly PlayDeclarer[]
}

/** One winner of a played lot. */
export interface PlayWinner {
  readonly supplier: string
  readonly rank: number
  readonly priceFen: Fen
  readonly compositeCenti: number
}

/** What a pack makes of one lot. */
export interface LotPlay {
  readonly lot: string
  readonly ceilingFen: Fen
  readonly entered: number
  readonly belowFloor: number
  /** Too few declarers: nobody is selected. */
  readonly fallback: boolean
  readonly shortlisted: readonly string[]
  /** Best first. */
  readonly winners: readonly PlayWinner[]
  /** Mean price of the winners, rounded half up to the fen; null without winners. */
  readonly meanPriceFen: Fen | null
}

/** What experts' opinions come to under a review policy: a panel where it sets one for subjective items, else two and a third. */
function opinionPoints(indicator: Indicator, opinions: readonly Fraction[], review: RulePack['review']): Fraction {
  const points = opinions.map(share => mul(share, fraction(indicator.points)))
  if (!indicator.objective && review.panelSize > 0) return trimmedMean(points.slice(0, review.panelSize))
  const judgement = judgeItem(points.slice(0, 3), indicator.points, review.arbitrationPercent)
  return judgement.status === 'agreed' || judgement.status === 'arbitrated' ? judgement.points : ZERO
}

/**
 * Points of one item under a pack: the real score where its rule is kept, else what the rule proposes for the answer, else
 * the experts' opinions, else (an expert rule with other points) the share that was judged. Nobody has answered: 0.
 */
function itemPoints(indicator: Indicator, ground: ItemGround | undefined, review: RulePack['review']): Fraction {
  if (!ground) return ZERO
  const asJudged = ground.judged && mul(ground.judged, fraction(indicator.points))
  if (ground.ruleKept && asJudged) return asJudged
  const proposed = ground.answer === null ? null : proposePoints(indicator, ground.answer, ground.peers)
  if (proposed) return proposed
  return ground.opinions.length > 0 ? opinionPoints(indicator, ground.opinions, review) : (asJudged ?? ZERO)
}

/** The quality total of a declarer under a pack, in hundredths of a point. */
export function playQuality(declarer: PlayDeclarer, pack: Pick<RulePack, 'indicators' | 'review'>): number {
  if (declarer.frozenCenti !== null) return declarer.frozenCenti
  const items = pack.indicators.map(one => itemPoints(one, declarer.items.get(one.code), pack.review))
  return qualityTotal(items).qualityCenti
}

function meanFen(winners: readonly PlayWinner[]): Fen | null {
  if (winners.length === 0) return null
  const sum = winners.reduce((total, { priceFen }) => total + priceFen, 0n)
  return roundHalfUp(fraction(sum, BigInt(winners.length)))
}

function rankingInput(declarer: PlayDeclarer, qualityCenti: number, priceFen: Fen): RankingInput {
  const { supplier, drawKey } = declarer
  return { supplier, qualityCenti, priceFen, reportedDemandKg: 0, sampleCenti: null, lastSupplyKg: 0, drawKey }
}

/**
 * Plays one lot under a pack: quality totals, shortlist on the first quotes, samples and second quotes where the pack has
 * those stages, winners. The order of the declarers does not matter.
 */
export function playLot({ lot, ceilingFen, declarers }: PlayField, pack: RulePack): LotPlay {
  const quality = new Map(declarers.map(one => [one.supplier, playQuality(one, pack)]))
  const qualityOf = (one: PlayDeclarer) => quality.get(one.supplier) ?? 0
  const first = declarers.map(one => rankingInput(one, qualityOf(one), one.priceFen))
  const shortlist = shortlistLot({ ceilingFen, entries: first }, pack)
  const chosen = new Set(shortlist.entries.filter(one => one.selected).map(one => one.supplier))
  const { order } = pack.stages
  const testsSamples = order.includes('samples') && pack.samples.failRemoves
  const takesSecond = order.includes('bidRound2')
  const finalists = declarers.filter(one => chosen.has(one.supplier) && !(testsSamples && one.sampleFailed))
  const last = finalists.map(one =>
    rankingInput(one, qualityOf(one), takesSecond ? (one.secondFen ?? one.priceFen) : one.priceFen),
  )
  const winners = awardLot({ ceilingFen, entries: last }, pack)
    .entries.filter(one => one.selected)
    .map(({ supplier, rank, priceFen, compositeCenti }) => ({ supplier, rank, priceFen, compositeCenti }))
  return {
    lot,
    ceilingFen,
    entered: shortlist.entered,
    belowFloor: shortlist.entries.filter(one => !one.eligible).length,
    fallback: shortlist.fallback,
    shortlisted: [...chosen].sort(compareCodes),
    winners,
    meanPriceFen: meanFen(winners),
  }
}

/** How one lot comes out under another pack. */
export interface LotComparison {
  readonly lot: string
  readonly shortlistedIn: readonly string[]
  readonly shortlistedOut: readonly string[]
  /** Winners under the candidate only, and under the base only, by code. */
  readonly comesIn: readonly string[]
  readonly dropsOut: readonly string[]
}

const without = (codes: readonly string[], others: readonly string[]) => {
  const known = new Set(others)
  return codes.filter(code => !known.has(code)).sort(compareCodes)
}

/** Who comes in and who drops out of a lot when `candidate` takes the place of `base`. */
export function comparePlays(base: LotPlay, candidate: LotPlay): LotComparison {
  const [was, is] = [base, candidate].map(play => play.winners.map(one => one.supplier))
  return {
    lot: candidate.lot,
    shortlistedIn: without(candidate.shortlisted, base.shortlisted),
    shortlistedOut: without(base.shortlisted, candidate.shortlisted),
    comesIn: without(is ?? [], was ?? []),
    dropsOut: without(was ?? [], is ?? []),
  }
}

/** A played pack in figures. */
export interface PlayTotals {
  readonly lots: number
  readonly entered: number
  readonly belowFloor: number
  readonly shortlisted: number
  readonly winners: number
  /** Suppliers that win at least one lot. */
  readonly winningSuppliers: number
  readonly lotsWithoutWinner: number
  /** Mean over the lots with winners of the winners' mean price in percent of the ceiling, in hundredths; null without. */
  readonly priceOfCeilingCenti: number | null
}

function priceOfCeiling(plays: readonly LotPlay[]): number | null {
  const shares = plays.flatMap(({ meanPriceFen, ceilingFen }) =>
    meanPriceFen === null ? [] : [fraction(meanPriceFen * 100n, ceilingFen)],
  )
  if (shares.length === 0) return null
  // Rounded per lot: an exact mean of hundreds of fractions would grow without bound and say no more.
  const sum = shares.reduce((total, share) => total + roundHalfUp(share, 2), 0n)
  return Number(roundHalfUp(fraction(sum, BigInt(shares.length))))
}

/** Adds up played lots. */
export function totalsOf(plays: readonly LotPlay[]): PlayTotals {
  const count = (of: (play: LotPlay) => number) => plays.reduce((sum, play) => sum + of(play), 0)
  return {
    lots: plays.length,
    entered: count(play => play.entered),
    belowFloor: count(play => play.belowFloor),
    shortlisted: count(play => play.shortlisted.length),
    winners: count(play => play.winners.length),
    winningSuppliers: new Set(plays.flatMap(play => play.winners.map(one => one.supplier))).size,
    lotsWithoutWinner: count(play => (play.winners.length === 0 ? 1 : 0)),
    priceOfCeilingCenti: priceOfCeiling(plays),
  }
}

/** Whether an indicator asks, weighs and scores as another one did, so that scores given under the one hold for the other. */
export function keepsRule(a: Indicator, b: Indicator): boolean {
  if (a.points !== b.points || a.rule.type !== b.rule.type || a.level !== b.level) return false
  if (a.rule.type === 'linear' && b.rule.type === 'linear')
    return a.rule.from === b.rule.from && a.rule.to === b.rule.to
  if (a.rule.type === 'deduction' && b.rule.type === 'deduction') return a.rule.perUnit === b.rule.perUnit
  if (a.rule.type !== 'tier' || b.rule.type !== 'tier') return true
  const after = new Map(b.rule.tiers.map(tier => [tier.code, tier.points]))
  return a.rule.tiers.length === after.size && a.rule.tiers.every(tier => after.get(tier.code) === tier.points)
}

/** The share of the points that a score was, 0 to 1. */
export function shareOf(points: Fraction, maximum: number): Fraction {
  const share = mul(points, fraction(1, maximum))
  return compare(share, ZERO) < 0 ? ZERO : share
}
