import { subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS, type Indicator } from '#domain/indicators.ts'
import type { ItemScore } from '../../contract/index.ts'

/** An item as it was judged, once; and the lots in whose scores it counts. */
export interface JudgedItem {
  readonly indicator: Indicator
  readonly score: ItemScore
  readonly lots: readonly string[]
}

/** Names an item on the page. */
export const itemKey = ({ indicator, score }: JudgedItem): string =>
  `${subjectKey(indicator.level, score.varietyCode, score.lotCode)} ${indicator.code}`

/**
 * What was judged: company items once, variety items once per variety, spec items per lot (1-domain §2, stage 8), in this
 * order. In: one row per lot and indicator.
 */
export function judgedItems(scores: readonly ItemScore[], indicators: readonly Indicator[]): JudgedItem[] {
  const known = new Map(indicators.map(indicator => [indicator.code, indicator]))
  const items = new Map<string, JudgedItem>()
  for (const score of scores) {
    const indicator = known.get(score.indicatorCode)
    if (!indicator) continue
    const key = itemKey({ indicator, score, lots: [] })
    items.set(key, { indicator, score, lots: [...(items.get(key)?.lots ?? []), score.lotCode] })
  }
  const place = (item: JudgedItem) =>
    INDICATOR_LEVELS.indexOf(item.indicator.level) * 1_000 + indicators.indexOf(item.indicator)
  return [...items.values()].sort((a, b) => place(a) - place(b))
}
