import { gql } from '../gql.ts'

/** Documents of mutations; the constant is the root field in capitals. */
export const REPORT_DEMAND = gql`
  mutation ReportDemand($tenderId: ID!, $lines: [DemandLineInput!]!) {
    reportDemand(tenderId: $tenderId, lines: $lines) { __typename ... on DemandReport { id status } ... on Refusal { violations { code path message } } }
  }
`

export const SUBMIT_DEMAND = gql`
  mutation SubmitDemand($tenderId: ID!) {
    submitDemand(tenderId: $tenderId) { __typename ... on DemandReport { id status } ... on Refusal { violations { code path message } } }
  }
`

export const REVIEW_DEMAND = gql`
  mutation ReviewDemand($tenderId: ID!, $hospitalIds: [ID!], $approve: Boolean!, $remark: String) {
    reviewDemand(tenderId: $tenderId, hospitalIds: $hospitalIds, approve: $approve, remark: $remark) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const SET_CITY_DEFAULTS = gql`
  mutation SetCityDefaults($tenderId: ID!, $defaults: [CityDefaultInput!]!) {
    setCityDefaults(tenderId: $tenderId, defaults: $defaults) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CHOOSE_SUPPLIERS = gql`
  mutation ChooseSuppliers($tenderId: ID!, $choices: [ChoiceInput!]!) {
    chooseSuppliers(tenderId: $tenderId, choices: $choices) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CHOOSE_DISTRIBUTORS = gql`
  mutation ChooseDistributors($tenderId: ID!, $picks: [DistributorPickInput!]!) {
    chooseDistributors(tenderId: $tenderId, picks: $picks) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CONFIRM_VOLUMES = gql`
  mutation ConfirmVolumes($tenderId: ID!) {
    confirmVolumes(tenderId: $tenderId) { __typename ... on DemandReport { id status } ... on Refusal { violations { code path message } } }
  }
`

export const NAME_DISTRIBUTORS = gql`
  mutation NameDistributors($tenderId: ID!, $distributions: [DistributionInput!]!) {
    nameDistributors(tenderId: $tenderId, distributions: $distributions) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const GENERATE_CONTRACTS = gql`
  mutation GenerateContracts($tenderId: ID!) {
    generateContracts(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const SIGN_CONTRACTS = gql`
  mutation SignContracts($tenderId: ID!, $contractIds: [ID!]) {
    signContracts(tenderId: $tenderId, contractIds: $contractIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const RUN_ALLOCATION = gql`
  mutation RunAllocation($tenderId: ID!) {
    runAllocation(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const ADOPT_ALLOCATION = gql`
  mutation AdoptAllocation($runId: ID!) {
    adoptAllocation(runId: $runId) { __typename ... on AllocationRun { id status adoptedAt } ... on Refusal { violations { code path message } } }
  }
`
