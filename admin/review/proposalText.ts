import type { TranslateFunction } from 'ra-core'
import type { Indicator } from '#domain/indicators.ts'
import { points as pointsOf } from '../formats.ts'
import { answerText } from './answerText.ts'

/** What the machine's proposal rests on. */
export interface ProposalBasis {
  readonly value: unknown
  readonly proposedCenti: number | null
  readonly rankedAmong: number
}

/** The place that a rank rule gave: its share of the points is (n − place + 1) / n (1-domain §3.2). */
export function placeOf(proposedCenti: number, maximum: number, among: number): number {
  return among - Math.round((proposedCenti * among) / (maximum * 100)) + 1
}

/** The machine's proposal with the figures it used, in one line: 「自建 → 9.00 分」. */
export function proposalText(indicator: Indicator, basis: ProposalBasis, translate: TranslateFunction): string {
  const { rule, points } = indicator
  const { proposedCenti, rankedAmong } = basis
  if (proposedCenti === null) return translate('score.proposal.none')
  const given = pointsOf(proposedCenti)
  const value = String(basis.value)
  switch (rule.type) {
    case 'linear':
      return translate('score.proposal.linear', { from: rule.from, to: rule.to, value, points: given })
    case 'deduction':
      return translate('score.proposal.deduction', {
        value,
        perUnit: rule.perUnit,
        max: points,
        less: Number(value) * rule.perUnit,
        points: given,
      })
    case 'rank':
      return rankedAmong > 0
        ? translate('score.proposal.rank', {
            value,
            place: placeOf(proposedCenti, points, rankedAmong),
            among: rankedAmong,
            points: given,
          })
        : translate('score.proposal.plain', { answer: value, points: given })
    default:
      return translate('score.proposal.plain', {
        answer: answerText(indicator, basis.value, translate),
        points: given,
      })
  }
}
