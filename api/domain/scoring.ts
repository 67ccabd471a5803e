import { type AnswerValue, answerNumber } from './declaration.ts'
import {
  abs,
  compare,
  div,
  type Fraction,
  fraction,
  max as greater,
  min as lesser,
  mean,
  mul,
  ONE,
  roundHalfUp,
  sub,
  sum,
  ZERO,
} from './fraction.ts'
import type { Indicator } from './indicators.ts'
import { type Violation, violation } from './violation.ts'

/** Points as experts give them: whole hundredths. */
export function fromCenti(pointsCenti: number): Fraction {
  return fraction(pointsCenti, 100)
}

/** Rounded half up to hundredths of a point. */
export function toCenti(points: Fraction): number {
  return Number(roundHalfUp(points, 2))
}

function clamp01(share: Fraction): Fraction {
  return greater(ZERO, lesser(ONE, share))
}

function linearShare(value: Fraction, from: number, to: number): Fraction {
  return clamp01(div(sub(value, fraction(from)), fraction(to - from)))
}

/** The share (N − place + 1) / N; equal values share the better place. */
function rankShare(value: Fraction, peers: readonly Fraction[]): Fraction {
  const better = peers.filter(peer => compare(peer, value) > 0).length
  return fraction(peers.length - better, peers.length)
}

/**
 * The score that the rule of an indicator proposes for an answer, exact, 0 to the indicator's points (1-domain §3.2).
 * `peers` are the values of all suppliers on the same subject, the own one included; only rank rules use them.
 * Out: null if the rule proposes nothing: expert rules, rank rules before the peers are known, answers of a wrong form.
 */
export function proposePoints(
  { rule, points }: Indicator,
  answer: AnswerValue,
  peers: readonly Fraction[] = [],
): Fraction | null {
  const full = fraction(points)
  if (rule.type === 'expert') return null
  if (rule.type === 'boolean') return typeof answer === 'boolean' ? (answer ? full : ZERO) : null
  if (rule.type === 'tier') {
    const tier = rule.tiers.find(one => one.code === answer)
    return tier ? fraction(tier.points) : null
  }
  const value = answerNumber(answer)
  if (!value) return null
  if (rule.type === 'linear') return mul(full, linearShare(value, rule.from, rule.to))
  if (rule.type === 'deduction') return greater(ZERO, sub(full, mul(value, fraction(rule.perUnit))))
  return peers.length === 0 ? null : mul(full, rankShare(value, peers))
}

/** An answer to a rank rule: its value counts against those of all other suppliers on the same subject. */
export interface RankedAnswer {
  readonly supplier: string
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly value: AnswerValue
}

/**
 * The proposals of rank rules once all suppliers' answers are known, rounded half up to hundredths of a point. In: answers
 * of any indicators. Out: one proposal per answer to a rank rule that is a number, in the order of the answers.
 */
export function rankProposals(
  answers: readonly RankedAnswer[],
  indicators: readonly Indicator[],
): (RankedAnswer & { readonly proposedCenti: number })[] {
  const ranked = new Map(indicators.filter(one => one.rule.type === 'rank').map(one => [one.code, one]))
  const peers = new Map<string, Fraction[]>()
  const groupOf = (answer: RankedAnswer) => JSON.stringify([answer.indicatorCode, answer.subjectKey])
  for (const answer of answers) {
    const value = ranked.has(answer.indicatorCode) ? answerNumber(answer.value) : null
    if (value) peers.set(groupOf(answer), [...(peers.get(groupOf(answer)) ?? []), value])
  }
  return answers.flatMap(answer => {
    const indicator = ranked.get(answer.indicatorCode)
    const points = indicator && proposePoints(indicator, answer.value, peers.get(groupOf(answer)) ?? [])
    return points ? [{ ...answer, proposedCenti: toCenti(points) }] : []
  })
}

/** Checks a score an expert gives, in hundredths of a point: whole and between 0 and the indicator's points. */
export function checkScore(pointsCenti: number, points: number, path?: string): Violation[] {
  const isValid = Number.isSafeInteger(pointsCenti) && pointsCenti >= 0 && pointsCenti <= points * 100
  return isValid ? [] : [violation('aboveMaximum', path, { max: points })]
}

/** What the scores of one item come to. */
export type ItemJudgement =
  | { readonly status: 'unscored' }
  | { readonly status: 'agreed'; readonly points: Fraction }
  | { readonly status: 'needsArbitration' }
  | { readonly status: 'arbitrated'; readonly points: Fraction }
  | { readonly status: 'trimmed'; readonly points: Fraction }

/**
 * Judges one item from its blind scores in slot order: two within the threshold → their mean; further apart → the third
 * expert decides (1-domain §3.2 [D]). A third score is ignored where the first two agree.
 * In: scores and maximum in points; threshold in percent of the maximum, which itself still counts as agreement.
 */
export function judgeItem(scores: readonly Fraction[], maximum: number, thresholdPercent: number): ItemJudgement {
  const [first, second, third] = scores
  if (!first || !second) return { status: 'unscored' }
  const threshold = fraction(BigInt(maximum) * BigInt(thresholdPercent), 100n)
  if (compare(abs(sub(first, second)), threshold) <= 0) return { status: 'agreed', points: mean([first, second]) }
  return third ? { status: 'arbitrated', points: third } : { status: 'needsArbitration' }
}

/**
 * The mean of a panel of 5 or 7 without its highest and its lowest score (1-domain §3.2, subjective items).
 * @throws RangeError for any other number of scores.
 */
export function trimmedMean(scores: readonly Fraction[]): Fraction {
  if (scores.length !== 5 && scores.length !== 7)
    throw new RangeError(`a panel has 5 or 7 scores, not ${scores.length}`)
  return mean([...scores].sort(compare).slice(1, -1))
}

/** Judges a subjective item from its panel's scores: their mean without the highest and the lowest, once all are in. */
export function judgePanel(scores: readonly Fraction[], panelSize: 5 | 7): ItemJudgement {
  if (scores.length < panelSize) return { status: 'unscored' }
  return { status: 'trimmed', points: trimmedMean(scores) }
}

/**
 * Which scores of an item, all of them being in, lie so far from their mean that a written reason is asked for (§3.2).
 * Out: their indexes.
 */
export function outliers(scores: readonly Fraction[], maximum: number, reasonPercent: number): number[] {
  return scores.flatMap((score, index) => (needsReason(score, scores, maximum, reasonPercent) ? [index] : []))
}

/** Whether a score lies so far from the mean of all that it needs a written reason: > 20 % of the maximum (§3.2). */
export function needsReason(
  score: Fraction,
  scores: readonly Fraction[],
  maximum: number,
  reasonPercent: number,
): boolean {
  const allowed = fraction(BigInt(maximum) * BigInt(reasonPercent), 100n)
  return compare(abs(sub(score, mean(scores))), allowed) > 0
}

/** A quality total: exact, and as published. */
export interface QualityTotal {
  readonly exact: Fraction
  /** Rounded once, half up, to hundredths of a point (1-domain §3.2). */
  readonly qualityCenti: number
}

/** Adds up the judged items of one declaration. The only place where a score is rounded. */
export function qualityTotal(points: readonly Fraction[]): QualityTotal {
  const exact = sum(points)
  return { exact, qualityCenti: toCenti(exact) }
}

/** Whether the scores may be frozen: no item unscored or waiting for the third expert (1-domain §3.2). */
export function checkFreeze(items: Iterable<ItemJudgement>): Violation[] {
  let count = 0
  for (const item of items) if (item.status === 'unscored' || item.status === 'needsArbitration') count += 1
  return count > 0 ? [violation('unscoredItems', undefined, { count })] : []
}
