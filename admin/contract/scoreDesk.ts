/** Shapes of the GraphQL contract (api/graphql/schema.graphql): what an expert scores and signs. */

import type { Answer } from './declaration.ts'
import type { ShownFile } from './file.ts'
import type { Score } from './review.ts'

export interface DeskEvidence {
  readonly id: string
  readonly note: string | null
  readonly firstPage: number | null
  readonly lastPage: number | null
  readonly validUntil: string | null
  readonly file: ShownFile
}

export interface DeskAnswer extends Pick<Answer, 'id' | 'indicatorCode' | 'value' | 'proposedCenti'> {
  /** Suppliers that a rank counts. */
  readonly rankedAmong: number
  readonly evidence: readonly DeskEvidence[]
}

export interface DeskScore extends Score {
  readonly reasonDue: boolean
}

export interface DeskDraft {
  readonly indicatorCode: string
  readonly pointsCenti: number | null
  readonly reason: string | null
  readonly flagged: boolean
  readonly updatedAt: string
}

export interface DeskSheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly subjectName: string
  readonly phase: 'first' | 'second'
  readonly panel: boolean
  readonly slot: number
  readonly status: string
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly DeskAnswer[]
  readonly scores: readonly DeskScore[]
  readonly drafts: readonly DeskDraft[]
  readonly clarifications: readonly { readonly indicatorCode: string; readonly text: string }[]
}

export interface ReviewStatement {
  readonly phase: 'first' | 'second'
  readonly text: string
  readonly hash: string
  readonly sheets: number
  readonly open: number
  readonly reasonsDue: number
  readonly isSigned: boolean
  readonly isOutdated: boolean
}
