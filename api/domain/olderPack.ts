import { DEFAULT_CALENDAR } from './calendarPolicy.ts'
import type { RulePack } from './rulePack.ts'
import { isFields } from './shape.ts'
import { LEGAL_CLOCKS } from './stage.ts'

/**
 * A stored pack with the periods that it could not name yet when it was written: those ran as the law has them, and go
 * on so. In: a pack as it is stored, of any age. Out: the same pack, complete; what it says itself stands.
 */
export function completePack(content: RulePack): RulePack {
  return {
    ...content,
    stages: { ...content.stages, clocks: { ...LEGAL_CLOCKS, ...content.stages.clocks } },
    calendar: { ...DEFAULT_CALENDAR, ...content.calendar },
  }
}

/** Whether a stored document has the sections without which nothing can be read from it as rules. */
export function isStoredPack(content: unknown): content is RulePack {
  return isFields(content) && isFields(content.stages) && Array.isArray(content.indicators) && isFields(content.review)
}
