import { gql } from '../gql.ts'

/** Documents of mutations; the constant is the root field in capitals. */
export const CREATE_TENDER = gql`
  mutation CreateTender($code: String!, $title: String!, $isRehearsal: Boolean!, $provinceCodes: [String!]!, $specCodes: [String!]!, $rulePack: JSON) {
    createTender(code: $code, title: $title, isRehearsal: $isRehearsal, provinceCodes: $provinceCodes, specCodes: $specCodes, rulePack: $rulePack) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const PLAN_STAGES = gql`
  mutation PlanStages($tenderId: ID!, $clocks: [StageClockInput!]!) {
    planStages(tenderId: $tenderId, clocks: $clocks) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const ADVANCE_STAGE = gql`
  mutation AdvanceStage($tenderId: ID!, $from: String!) {
    advanceStage(tenderId: $tenderId, from: $from) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const ADVANCE_CLOCK = gql`
  mutation AdvanceClock($tenderId: ID!, $seconds: Int!) {
    advanceClock(tenderId: $tenderId, seconds: $seconds) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const PUBLISH_DOCUMENTS = gql`
  mutation PublishDocuments($tenderId: ID!, $title: String!, $body: String!, $summary: String, $parts: [DocumentPartInput!]) {
    publishDocuments(tenderId: $tenderId, title: $title, body: $body, summary: $summary, parts: $parts) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const FREEZE_DEMAND = gql`
  mutation FreezeDemand($tenderId: ID!) {
    freezeDemand(tenderId: $tenderId) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const SET_PRICE_CEILINGS = gql`
  mutation SetPriceCeilings($tenderId: ID!, $ceilings: [CeilingInput!]!) {
    setPriceCeilings(tenderId: $tenderId, ceilings: $ceilings) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`

export const CANCEL_JOB = gql`
  mutation CancelJob($jobId: ID!) {
    cancelJob(jobId: $jobId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const RETRY_JOB = gql`
  mutation RetryJob($jobId: ID!) {
    retryJob(jobId: $jobId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const IMPORT_USERS = gql`
  mutation ImportUsers($users: [UserInput!]!) {
    importUsers(users: $users) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`
