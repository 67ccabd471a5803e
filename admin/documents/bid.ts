import { gql } from '../gql.ts'

export const PRICE_ROUNDS = gql`
  query PriceRounds($tenderId: ID!) {
    priceRounds(tenderId: $tenderId) {
      id tenderId number status officersNeeded closesAt policy policyHash policyVersion restartReason
      manifestHash openedAt recordHash
      policies { version hash reason createdAt }
      officerKeys { ordinal code body displayName publicKey signingKey keySignature policySignature handedIn }
    }
  }
`

export const ROUND_POLICIES = gql`
  query RoundPolicies($tenderId: ID!) {
    priceRounds(tenderId: $tenderId) { id policies { version policy } }
  }
`

export const SEALED_BIDS = gql`
  query SealedBids($page: Int, $perPage: Int, $filter: SealedBidFilter!) {
    sealedBids(page: $page, perPage: $perPage, filter: $filter) {
      items { id roundId declarationId seq leaf submittedAt withdrawn policyVersion isStale }
      total
    }
  }
`

/** The receipts of own entries once more, with what they are checked against. */
export const OWN_RECEIPTS = gql`
  query OwnReceipts($page: Int, $perPage: Int, $filter: SealedBidFilter!) {
    sealedBids(page: $page, perPage: $perPage, filter: $filter) {
      items {
        id roundId declarationId seq leaf submittedAt withdrawn policyVersion isStale envelope
        receipt { seq leaf submittedAt anchor checkpoint }
      }
      total
    }
  }
`

export const OPENED_BIDS = gql`
  query OpenedBids($page: Int, $perPage: Int, $filter: OpenedBidFilter!) {
    openedBids(page: $page, perPage: $perPage, filter: $filter) {
      items {
        id verdict priceFen reason
        declaration { id supplier { id name } lot { id code spec { id grade variety { id name } } } }
      }
      total
    }
  }
`

export const SUPPLIER_CHOICES = gql`
  query SupplierChoices($page: Int, $perPage: Int, $filter: SupplierChoiceFilter!) {
    supplierChoices(page: $page, perPage: $perPage, filter: $filter) {
      items { id hospitalId picks lot { id code } }
      total
    }
  }
`

export const CITY_DEFAULTS = gql`
  query CityDefaults($page: Int, $perPage: Int, $filter: CityDefaultFilter!) {
    cityDefaults(page: $page, perPage: $perPage, filter: $filter) {
      items { id cityId declarationId lot { id code } }
      total
    }
  }
`

export const ALLOCATION_RUNS = gql`
  query AllocationRuns($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: AllocationRunFilter) {
    allocationRuns(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId number mode status inputHash outputHash agreedKg allocatedKg clashes createdAt adoptedAt }
      total
    }
  }
`

export const ALLOCATION_CELLS = gql`
  query AllocationCells(
    $page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: AllocationCellFilter!
  ) {
    allocationCells(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id baseKg adjustmentKg reasons
        lot { id code spec { id grade variety { id name } } }
        hospital { id code name }
        supplier { id code name }
      }
      total
    }
  }
`

export const DISTRIBUTION_OFFERS = gql`
  query DistributionOffers($page: Int, $perPage: Int, $filter: DistributionOfferFilter!) {
    distributionOffers(page: $page, perPage: $perPage, filter: $filter) {
      items { id supplier { id code name } city { id name } distributor { id code name } }
      total
    }
  }
`

export const CONTRACTS = gql`
  query Contracts($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: ContractFilter) {
    contracts(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id tenderId number contentHash totalKg totalFen status supplierSignedAt distributorSignedAt hospitalSignedAt
        hospital { id code name } supplier { id code name } distributor { id code name }
      }
      total
    }
  }
`

export const CONTRACT = gql`
  query TheContract($filter: ContractFilter) {
    contracts(page: 1, perPage: 1, filter: $filter) {
      items {
        id tenderId number contentHash totalKg totalFen status supplierSignedAt distributorSignedAt hospitalSignedAt
        hospital { id code name } supplier { id code name } distributor { id code name }
        lines { quantityKg priceFen lot { id code spec { id grade variety { id name } } } }
      }
      total
    }
  }
`
