/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section rule pack. */

import type { Violation } from './answer.ts'
import type { RulePack } from './tender.ts'

export interface RuleVersions {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly rulePacks: readonly RulePack[]
}

export interface RuleDraft {
  readonly id: string
  readonly revision: number
  readonly content: unknown
  readonly hash: string
  readonly note: string
  readonly editedBy: string
  readonly editedAt: string
}

export interface RuleImpact {
  readonly violations: readonly Violation[]
  readonly bidDeadline: string | null
  readonly newBidDeadline: string | null
  readonly voidedBids: number
}

export interface PlayTotals {
  readonly lots: number
  readonly entered: number
  readonly belowFloor: number
  readonly shortlisted: number
  readonly winners: number
  readonly winningSuppliers: number
  readonly lotsWithoutWinner: number
  readonly priceOfCeilingCenti: number | null
}

export interface LotPlayed {
  readonly entered: number
  readonly shortlisted: readonly string[]
  readonly winners: readonly { readonly supplier: string }[]
  readonly meanPriceFen: string | null
}

export interface DryRunLot {
  readonly lotCode: string
  readonly base: LotPlayed
  readonly candidate: LotPlayed
  readonly comparison: { readonly comesIn: readonly string[]; readonly dropsOut: readonly string[] }
}

export interface DryRun {
  readonly id: string
  readonly source: string
  readonly sourceTitle: string | null
  readonly seed: number
  readonly declarers: number
  readonly candidateHash: string
  readonly startedBy: string
  readonly startedAt: string
  readonly job: {
    readonly id: string
    readonly status: string
    readonly percent: number
    readonly error: string | null
  }
  readonly baseTotals: PlayTotals
  readonly candidateTotals: PlayTotals
  readonly lots: readonly DryRunLot[]
}
