/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section allocation. */

import type { City, Hospital } from './catalogue.ts'
import type { Distributor, Supplier } from './parties.ts'
import type { Lot } from './tender.ts'

export interface SupplierChoice {
  readonly id: string
  readonly lot: Lot
  readonly hospitalId: string
  readonly picks: readonly string[]
}

export interface CityDefault {
  readonly id: string
  readonly lot: Lot
  readonly cityId: string
  readonly declarationId: string
}

export interface AllocationRun {
  readonly id: string
  readonly tenderId: string
  readonly number: number
  readonly mode: string
  readonly status: string
  readonly inputHash: string
  readonly outputHash: string | null
  readonly agreedKg: string | null
  readonly allocatedKg: string | null
  readonly clashes: unknown | null
  readonly createdAt: string
  readonly adoptedAt: string | null
}

export interface AllocationCell {
  readonly id: string
  readonly lot: Lot
  readonly hospital: Hospital
  readonly supplier: Supplier
  readonly baseKg: number
  readonly adjustmentKg: number
  readonly reasons: readonly string[]
}

export interface ChoiceInput {
  readonly lotId: string
  readonly picks: readonly string[]
}

export interface CityDefaultInput {
  readonly lotId: string
  readonly declarationId: string
}

export interface DistributionOffer {
  readonly id: string
  readonly supplier: Supplier
  readonly city: City
  readonly distributor: Distributor
}

export interface DistributionInput {
  readonly cityId: string
  readonly distributorIds: readonly string[]
}

export interface DistributorPickInput {
  readonly supplierId: string
  readonly distributorId: string
}

export interface Contract {
  readonly id: string
  readonly tenderId: string
  readonly number: string
  readonly hospital: Hospital
  readonly supplier: Supplier
  readonly distributor: Distributor
  readonly contentHash: string
  readonly totalKg: number
  readonly totalFen: string
  readonly status: string
  readonly supplierSignedAt: string | null
  readonly distributorSignedAt: string | null
  readonly hospitalSignedAt: string | null
  readonly lines: readonly ContractLine[]
}

export interface ContractLine {
  readonly lot: Lot
  readonly quantityKg: number
  readonly priceFen: string
}
