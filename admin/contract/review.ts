/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section review. */

import type { Answer } from './declaration.ts'
import type { Expert } from './parties.ts'

export interface Recusal {
  readonly id: string
  readonly expert: Expert
  readonly supplierId: string | null
  readonly supplierCode: string | null
  readonly reason: string
  readonly source: string
}

export interface Draw {
  readonly id: string
  readonly tenderId: string
  readonly status: string
  readonly strata: unknown
  readonly manifest: unknown | null
  readonly manifestHash: string | null
  readonly resultHash: string | null
  /** The reader is one of the two who call the drawn. */
  readonly isMine: boolean
  readonly isWitnessed: boolean
  readonly frozenAt: string | null
  readonly drawnAt: string | null
  readonly contributions: readonly EntropyContribution[]
  readonly drawnExperts: readonly DrawnExpert[]
}

/** What anybody may know of a draw. */
export type PublicDraw = Omit<Draw, 'drawnExperts' | 'isMine' | 'isWitnessed'>

/** What a stratum of the rules would be drawn from now; numbers of experts. */
export interface PoolCount {
  readonly name: string
  readonly specialty: string
  readonly quota: number
  readonly known: number
  readonly recused: number
  readonly insiders: number
  readonly insideSeats: number
  readonly eligible: number
}

export interface EntropyContribution {
  readonly source: string
  readonly isOwn: boolean
  readonly commitment: string
  readonly value: string | null
  readonly revealedAt: string | null
}

export interface DrawnExpert {
  readonly expert: Expert
  readonly stratum: string
  readonly ordinal: number
  readonly status: string
  readonly reason: string | null
}

export interface ReviewSheet {
  readonly id: string
  readonly tenderId: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly subjectName: string
  readonly phase: 'first' | 'second'
  readonly slot: number
  readonly status: string
  readonly indicatorCodes: readonly string[]
  readonly submittedAt: string | null
  readonly answers: readonly Answer[]
  readonly scores: readonly Score[]
}

export interface Score {
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly reason: string | null
}

export interface ScoreInput {
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly reason?: string | null
}

export interface SheetScoresInput {
  readonly sheetId: string
  readonly scores: readonly ScoreInput[]
}
