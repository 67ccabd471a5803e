import { gql } from '../gql.ts'

export const PAUSE = gql`
  query Pause($filter: TenderFilter) {
    tenders(page: 1, perPage: 1, filter: $filter) { items { id title pause { since objections suspensions } } total }
  }
`

export const PUBLIC_OBJECTIONS = gql`
  query PublicObjections($tenderId: ID!) {
    publicObjections(tenderId: $tenderId) {
      noticeNumber lotCode about raisedAt dueAt outcome answeredAt publicAnswer complaintOutcome decision decidedAt
    }
  }
`

export const COMPLAINTS = gql`
  query Complaints($tenderId: ID!) {
    complaints(tenderId: $tenderId) {
      id objectionId supplierName noticeNumber text filedAt acceptBy acceptedAt decideBy suspendedAt resumedAt outcome decision decidedAt
      files { id part sha256 name bytes type pages uploadedAt }
    }
  }
`

export const LOW_PRICE_CASES = gql`
  query LowPriceCases($tenderId: ID!) {
    lowPriceCases(tenderId: $tenderId) {
      id lotCode supplierCode supplierName priceFen question askedAt dueAt answer answeredAt outcome reason decidedAt
      files { id part sha256 name bytes type pages uploadedAt }
    }
  }
`

export const PLACE_EXPLANATION = gql`
  query ThePlace($declarationId: ID!, $phase: String!) {
    placeExplanation(declarationId: $declarationId, phase: $phase)
  }
`

export const ASK_LOW_PRICE = gql`
  mutation AskLowPrice($declarationId: ID!, $question: String!) {
    askLowPrice(declarationId: $declarationId, question: $question) { __typename ... on LowPriceCase { id } ... on Refusal { violations { code path message } } }
  }
`

export const JUSTIFY_LOW_PRICE = gql`
  mutation JustifyLowPrice($declarationId: ID!, $answer: String!, $fileIds: [ID!]) {
    justifyLowPrice(declarationId: $declarationId, answer: $answer, fileIds: $fileIds) { __typename ... on LowPriceCase { id } ... on Refusal { violations { code path message } } }
  }
`

export const DECIDE_LOW_PRICE = gql`
  mutation DecideLowPrice($declarationId: ID!, $accepted: Boolean!, $reason: String!) {
    decideLowPrice(declarationId: $declarationId, accepted: $accepted, reason: $reason) { __typename ... on LowPriceCase { id } ... on Proposal { id } ... on Refusal { violations { code path message } } }
  }
`

export const WITHDRAW_NOTICE = gql`
  mutation WithdrawNotice($noticeId: ID!, $reason: String!) {
    withdrawNotice(noticeId: $noticeId, reason: $reason) { __typename ... on Notice { id } ... on Proposal { id } ... on Refusal { violations { code path message } } }
  }
`

export const FILE_COMPLAINT = gql`
  mutation FileComplaint($objectionId: ID!, $text: String!, $fileIds: [ID!]) {
    fileComplaint(objectionId: $objectionId, text: $text, fileIds: $fileIds) { __typename ... on Complaint { id } ... on Refusal { violations { code path message } } }
  }
`

export const ACCEPT_COMPLAINT = gql`
  mutation AcceptComplaint($complaintId: ID!) {
    acceptComplaint(complaintId: $complaintId) { __typename ... on Complaint { id } ... on Refusal { violations { code path message } } }
  }
`

export const SUSPEND_TENDER = gql`
  mutation SuspendTender($complaintId: ID!, $reason: String!) {
    suspendTender(complaintId: $complaintId, reason: $reason) { __typename ... on Complaint { id } ... on Proposal { id } ... on Refusal { violations { code path message } } }
  }
`

export const RESUME_TENDER = gql`
  mutation ResumeTender($complaintId: ID!) {
    resumeTender(complaintId: $complaintId) { __typename ... on Complaint { id } ... on Refusal { violations { code path message } } }
  }
`

export const DECIDE_COMPLAINT = gql`
  mutation DecideComplaint($complaintId: ID!, $outcome: String!, $decision: String!, $fileIds: [ID!]) {
    decideComplaint(complaintId: $complaintId, outcome: $outcome, decision: $decision, fileIds: $fileIds) { __typename ... on Complaint { id } ... on Refusal { violations { code path message } } }
  }
`
