/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section demand. */
import type { Hospital } from './catalogue.ts'
import type { Lot } from './tender.ts'

export interface DemandReport {
  readonly id: string
  readonly tenderId: string
  readonly hospital: Hospital
  readonly status: string
  readonly remark: string | null
  readonly submittedAt: string | null
  readonly volumesConfirmedAt: string | null
  readonly lineCount: number
  readonly totalKg: string
}

export interface DemandLine {
  readonly id: string
  readonly tenderId: string
  readonly hospital: Hospital
  readonly lot: Lot
  readonly quantityKg: number
  readonly lastYearKg: number
  readonly lastPriceFen: string
  readonly reason: string | null
  readonly outlier: boolean
}

export interface DemandLineInput {
  readonly lotId: string
  readonly quantityKg: number
  readonly lastYearKg: number
  readonly lastPriceFen: string
  readonly reason?: string | null
}
