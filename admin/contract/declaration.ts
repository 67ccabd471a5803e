/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section declaration. */

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
