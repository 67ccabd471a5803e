/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section declaration. */

import type { ShownFile } from './file.ts'
import type { Supplier } from './parties.ts'
import type { Lot } from './tender.ts'

export interface Declaration {
  readonly id: string
  readonly tenderId: string
  readonly lot: Lot
  readonly supplier: Supplier
  readonly status: string
  readonly capacityKg: number
  readonly submittedAt: string | null
  readonly answered: number
  /** Indicators with a file. */
  readonly proved: number
  readonly receiptHash: string | null
  readonly qualityCenti: number | null
}

export interface Answer {
  readonly id: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly value: unknown
  readonly proposedCenti: number | null
}

export interface LotDeclarationInput {
  readonly lotId: string
  readonly capacityKg: number
}

export interface AnswerInput {
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly value: unknown
}

export interface SimilarityDecision {
  readonly id: string
  /** watch | dismiss */
  readonly verdict: string
  readonly reason: string
  readonly decidedBy: string
  readonly decidedAt: string
}

/** A sign that two suppliers did not declare independently. */
export interface SimilarityFlag {
  readonly id: string
  /** sameFile | nearText | sameMaker | sameOrigin | related */
  readonly kind: string
  readonly strength: number
  readonly sharedKey: string
  readonly foundAt: string
  readonly supplierA: { readonly id: string; readonly code: string; readonly name: string }
  readonly supplierB: { readonly id: string; readonly code: string; readonly name: string }
  readonly fileA: ShownFile | null
  readonly fileB: ShownFile | null
  readonly decisions: readonly SimilarityDecision[]
}

/** The words of a flag's files, and what stands in both. */
export interface SimilarityTexts {
  readonly textA: string
  readonly textB: string
  readonly passages: readonly {
    readonly startA: number
    readonly endA: number
    readonly startB: number
    readonly endB: number
  }[]
}
