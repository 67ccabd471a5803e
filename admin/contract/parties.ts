/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section parties. */
import type { Province } from './catalogue.ts'

export interface Supplier {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly province: Province
  readonly licenceNo: string
  readonly hasGmp: boolean
  readonly hasTraceability: boolean
  readonly blacklisted: boolean
}

export interface Distributor {
  readonly id: string
  readonly code: string
  readonly name: string
}

export interface Expert {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly region: string
  readonly employer: string
  readonly outside: boolean
}

export interface SupplierInput {
  readonly code: string
  readonly name: string
  readonly provinceCode: string
  readonly licenceNo: string
  readonly hasGmp: boolean
  readonly hasTraceability: boolean
  readonly relatedGroup?: string | null
}

export interface DistributorInput {
  readonly code: string
  readonly name: string
}

export interface ExpertInput {
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly region: string
  readonly employer: string
  readonly outside: boolean
}
