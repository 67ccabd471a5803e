import type { Indicator } from '#domain/indicators.ts'
import type { DeskAnswer, DeskScore, DeskSheet } from '../../contract/index.ts'

/** One thing to judge: an indicator of a subject of a supplier, on one sheet. */
export interface DeskItem {
  /** '<sheet> <indicator>'. */
  readonly key: string
  readonly sheet: DeskSheet
  readonly indicator: Indicator
  readonly answer: DeskAnswer | null
  /** What the supplier says to it in the re-review. */
  readonly clarification: string | null
  /** The score as submitted. */
  readonly given: DeskScore | null
  /** Percent of the maximum by which points may differ from the proposal without a reason. */
  readonly reasonPercent: number
  /** The first item of its supplier or of its subject in the whole list. */
  readonly heads: 'supplier' | 'subject' | null
}
