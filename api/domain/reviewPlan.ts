import { answersFor, subjectKey } from './declaration.ts'
import { INDICATOR_LEVELS, type Indicator } from './indicators.ts'
import type { ReviewPolicy } from './policies.ts'

/** A submitted declaration by business codes. */
export interface DeclaredLot {
  readonly supplier: string
  readonly variety: string
  readonly lot: string
}

/** What is judged together: the indicators of one subject that one specialty judges, by two experts or by a panel. */
export interface ReviewPart {
  readonly supplier: string
  readonly subjectKey: string
  /** The specialty that judges it; '' for any. */
  readonly part: string
  readonly panel: boolean
  readonly indicatorCodes: readonly string[]
}

/** An item of a supplier: one indicator of one subject. */
export interface ReviewItem {
  readonly supplier: string
  readonly subjectKey: string
  readonly indicatorCode: string
}

/** The two reviews: the first, and the one by other experts after the suppliers have seen their scores (初评、复审). */
export const REVIEW_PHASES = ['first', 'second'] as const

/** One of the two reviews. */
export type ReviewPhase = (typeof REVIEW_PHASES)[number]

/** Whether the indicator is judged by a panel: subjective ones, where the pack sets one (1-domain §3.2). */
export const isPanelled = (indicator: Indicator, review: ReviewPolicy): boolean =>
  !indicator.objective && review.panelSize > 0

/** Experts who score a part blind. */
export const seatsOf = ({ panel }: Pick<ReviewPart, 'panel'>, review: ReviewPolicy): number =>
  panel ? review.panelSize : review.expertsPerItem

/** How many scores complete an item: a panel's, or two, or three where the two lie too far apart (1-domain §3.2). */
export function scoresNeeded({ panel }: Pick<ReviewPart, 'panel'>, isDisputed: boolean, review: ReviewPolicy): number {
  return seatsOf({ panel }, review) + (isDisputed && !panel ? 1 : 0)
}

/**
 * What has to be judged for these declarations: a company once, a variety once per supplier, a spec once per declaration
 * (1-domain §2, stage 8), each split by specialty and panel, with its indicators in the order of the pack.
 */
export function reviewParts(
  declarations: readonly DeclaredLot[],
  indicators: readonly Indicator[],
  review: ReviewPolicy,
): ReviewPart[] {
  const parts = new Map<string, ReviewPart>()
  for (const level of INDICATOR_LEVELS) {
    const groups = groupIndicators(answersFor(level, indicators), review)
    for (const { supplier, variety, lot } of declarations) {
      const key = subjectKey(level, variety, lot)
      for (const group of groups)
        parts.set(JSON.stringify([supplier, key, group.part, group.panel]), { supplier, subjectKey: key, ...group })
    }
  }
  return [...parts.values()]
}

function groupIndicators(indicators: readonly Indicator[], review: ReviewPolicy) {
  const groups = new Map<string, Pick<ReviewPart, 'part' | 'panel'> & { indicatorCodes: string[] }>()
  for (const indicator of indicators) {
    const part = indicator.specialty ?? ''
    const panel = isPanelled(indicator, review)
    const key = JSON.stringify([part, panel])
    const group = groups.get(key) ?? { part, panel, indicatorCodes: [] }
    group.indicatorCodes.push(indicator.code)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** What the re-review judges: all parts, or those with contested items and of them only these (review.rereview). */
export function secondParts(
  parts: readonly ReviewPart[],
  contested: readonly ReviewItem[],
  review: ReviewPolicy,
): ReviewPart[] {
  if (review.rereview === 'none') return []
  if (review.rereview === 'all') return [...parts]
  const keyOf = (item: ReviewItem) => JSON.stringify([item.supplier, item.subjectKey, item.indicatorCode])
  const wanted = new Set(contested.map(keyOf))
  return parts.flatMap(part => {
    const indicatorCodes = part.indicatorCodes.filter(indicatorCode => wanted.has(keyOf({ ...part, indicatorCode })))
    return indicatorCodes.length > 0 ? [{ ...part, indicatorCodes }] : []
  })
}
