/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section tender. */

import type { Violation } from './answer.ts'
import type { TenderPause } from './cases.ts'
import type { Spec } from './catalogue.ts'
import type { DocumentPart } from './tenderDocument.ts'

export interface Tender {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly stage: string
  readonly isRehearsal: boolean
  readonly now: string
  readonly createdAt: string
  /** What holds it up now; null while it goes on. */
  readonly pause: TenderPause | null
  readonly stages: readonly TenderStage[]
  readonly rulePack: RulePack | null
  readonly lotCount: number
  readonly documents: readonly TenderDocument[]
  readonly snapshot: DemandSnapshot | null
  readonly scoreFreeze: ScoreFreeze | null
  readonly counters: TenderCounters
  readonly blockers: readonly Violation[]
}

export interface TenderStage {
  readonly stage: string
  readonly ordinal: number
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly startedAt: string | null
  readonly completedAt: string | null
}

export interface RulePack {
  readonly id: string
  readonly version: number
  readonly content: unknown
  readonly hash: string
  readonly note?: string | null
  readonly publishedAt: string | null
}

export interface TenderDocument {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly body: string
  readonly hash: string
  readonly publishedAt: string
  /** Where they were asked for. */
  readonly parts?: readonly DocumentPart[]
}

export interface DemandSnapshot {
  readonly hash: string
  readonly lineCount: number
  readonly totalKg: string
  readonly frozenAt: string
}

export interface ScoreFreeze {
  readonly hash: string
  readonly itemCount: number
  readonly scoreCount: number
  readonly frozenAt: string
}

export interface TenderCounters {
  readonly hospitals: number
  readonly reportsSubmitted: number
  readonly reportsApproved: number
  readonly demandLines: number
  readonly demandKg: string
  readonly ceilingsSet: number
  readonly declarations: number
  readonly sheets: number
  readonly sheetsSubmitted: number
  readonly bidsRound1: number
  readonly bidsRound2: number
  readonly shortlisted: number
  readonly samplesPending: number
  readonly winners: number
  readonly allocatedKg: string
  readonly contracts: number
  readonly contractsEffective: number
}

export interface Lot {
  readonly id: string
  readonly code: string
  readonly spec: Spec
  readonly tenderId: string
  readonly ceilingFen: string | null
  readonly ceilingBasis: unknown | null
  readonly demandKg: string
}

export interface StageClockInput {
  readonly stage: string
  readonly opensAt?: string | null
  readonly closesAt?: string | null
}

export interface CeilingInput {
  readonly lotId: string
  readonly surveyFen: string
}
