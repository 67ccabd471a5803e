import { DEFAULT_CALENDAR } from './calendarPolicy.ts'
import { capBaseOf } from './priceCap.ts'
import type { RulePack } from './rulePack.ts'
import { isFields } from './shape.ts'
import { LEGAL_CLOCKS } from './stage.ts'

/**
 * A stored pack with what it could not name yet when it was written: periods ran as the law has them, the price cap
 * counted from the lowest winner, and both go on so. In: a pack as it is stored, of any age. Out: the same pack, complete; what it says itself stands.
 */
export function completePack(content: RulePack): RulePack {
  return {
    ...content,
    stages: { ...content.stages, clocks: { ...LEGAL_CLOCKS, ...content.stages.clocks } },
    calendar: { ...DEFAULT_CALENDAR, ...content.calendar },
    cuts: { ...content.cuts, priceCapBase: capBaseOf(content.cuts) },
  }
}

/** The same for a document of which nothing is known: itself where it is no pack. */
export function completed(content: unknown): unknown {
  return isStoredPack(content) ? completePack(content) : content
}

/** Whether a stored document has the sections without which nothing can be read from it as rules. */
export function isStoredPack(content: unknown): content is RulePack {
  return (
    isFields(content) &&
    isFields(content.stages) &&
    isFields(content.cuts) &&
    Array.isArray(content.indicators) &&
    isFields(content.review)
  )
}
