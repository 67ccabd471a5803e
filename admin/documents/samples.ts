import { gql } from '../gql.ts'

export const SAMPLES = gql`
  query Samples($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: SampleFilter) {
    samples(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id declarationId deliveryCode status grams refusal receivedAt result scoreCenti failures retestFailures retestAskedAt removed testedAt
        slot { id place startsAt endsAt capacity booked }
        declaration { id lot { id code spec { id grade variety { id name } } } supplier { id code name } }
      }
      total
    }
  }
`

export const SAMPLE_SLOTS = gql`
  query SampleSlots($page: Int, $perPage: Int, $filter: SampleSlotFilter) {
    sampleSlots(page: $page, perPage: $perPage, filter: $filter) {
      items { id place startsAt endsAt capacity booked }
      total
    }
  }
`

export const BLIND_SAMPLES = gql`
  query BlindSamples($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: BlindSampleFilter) {
    blindSamples(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id blindCode portion lab arrivedAt values result signedAt verdicts
        lot { id code spec { id grade variety { id name } } }
      }
      total
    }
  }
`

export const SAMPLE_REVIEW = gql`
  query SampleReview($tenderId: ID!) {
    sampleReview(tenderId: $tenderId) {
      now startedAt unblindedAt closedAt handInEnds retestUntil neededGrams
      samples booked received coded dispatched arrived signed passed failed retests flagged
      labs { code name }
      batches { number count codedAt coder witness labelsPrintedAt isMine isOut }
    }
  }
`

export const SAMPLE_REVIEW_PUBLIC = gql`
  query SampleReviewPublic($tenderId: ID!) {
    sampleReview(tenderId: $tenderId) {
      now startedAt unblindedAt closedAt hash samples received coded arrived signed passed failed retests
    }
  }
`

export const SAMPLE_STANDARDS = gql`
  query SampleStandards($tenderId: ID!) {
    sampleStandards(tenderId: $tenderId) { lotId lot variety grade fields }
  }
`

export const SAMPLE_VERDICTS = gql`
  query SampleVerdicts($tenderId: ID!) {
    sampleVerdicts(tenderId: $tenderId) { lot variety grade supplier passed }
  }
`

export const CUSTODY = gql`
  query Custody($id: ID!) {
    custody(id: $id) { flags events { id step from to at purpose condition sealNo sealIntact by portion blindCode } photos { id name type bytes pages } }
  }
`

export const START_SAMPLE_REVIEW = gql`
  mutation StartSampleReview($tenderId: ID!) {
    startSampleReview(tenderId: $tenderId) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const PUBLISH_SLOTS = gql`
  mutation PublishSlots($tenderId: ID!, $windows: [HandInWindowInput!]!) {
    publishSlots(tenderId: $tenderId, windows: $windows) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const BOOK_SLOT = gql`
  mutation BookSlot($tenderId: ID!, $slotId: ID, $sampleIds: [ID!]) {
    bookSlot(tenderId: $tenderId, slotId: $slotId, sampleIds: $sampleIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const RECEIVE_SAMPLES = gql`
  mutation ReceiveSamples($tenderId: ID!, $items: [SampleReceptionInput!]!) {
    receiveSamples(tenderId: $tenderId, items: $items) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CODE_SAMPLES = gql`
  mutation CodeSamples($tenderId: ID!, $again: Int) {
    codeSamples(tenderId: $tenderId, again: $again) { __typename ... on Done { ok count } ... on Proposal { id action expiresAt } ... on Refusal { violations { code path message } } }
  }
`

export const PRINT_LABELS = gql`
  mutation PrintLabels($tenderId: ID!, $batch: Int!) {
    printLabels(tenderId: $tenderId, batch: $batch) { __typename ... on SampleLabels { labels { deliveryCode blindCode lot } } ... on Refusal { violations { code path message } } }
  }
`

export const DISPATCH_SAMPLES = gql`
  mutation DispatchSamples($tenderId: ID!, $lab: String!, $blindCodes: [String!]!, $sealNo: String!, $condition: String) {
    dispatchSamples(tenderId: $tenderId, lab: $lab, blindCodes: $blindCodes, sealNo: $sealNo, condition: $condition) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CONFIRM_ARRIVAL = gql`
  mutation ConfirmArrival($tenderId: ID!, $blindCodes: [String!]!, $sealNo: String!, $sealIntact: Boolean!, $condition: String) {
    confirmArrival(tenderId: $tenderId, blindCodes: $blindCodes, sealNo: $sealNo, sealIntact: $sealIntact, condition: $condition) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const RECORD_RESULTS = gql`
  mutation RecordResults($tenderId: ID!, $results: [SampleResultInput!]!) {
    recordResults(tenderId: $tenderId, results: $results) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const SIGN_RESULTS = gql`
  mutation SignResults($tenderId: ID!, $blindCodes: [String!]!) {
    signResults(tenderId: $tenderId, blindCodes: $blindCodes) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const OVERRIDE_VERDICT = gql`
  mutation OverrideVerdict($tenderId: ID!, $blindCode: String!, $field: String!, $passed: Boolean!, $reason: String!) {
    overrideVerdict(tenderId: $tenderId, blindCode: $blindCode, field: $field, passed: $passed, reason: $reason) { __typename ... on Done { ok count } ... on Proposal { id action expiresAt } ... on Refusal { violations { code path message } } }
  }
`

export const UNBLIND_SAMPLES = gql`
  mutation UnblindSamples($tenderId: ID!) {
    unblindSamples(tenderId: $tenderId) { __typename ... on Done { ok count } ... on Proposal { id action expiresAt } ... on Refusal { violations { code path message } } }
  }
`

export const REQUEST_RETEST = gql`
  mutation RequestRetest($sampleId: ID!) {
    requestRetest(sampleId: $sampleId) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const CLOSE_SAMPLE_REVIEW = gql`
  mutation CloseSampleReview($tenderId: ID!) {
    closeSampleReview(tenderId: $tenderId) { __typename ... on Done { ok count } ... on Proposal { id action expiresAt } ... on Refusal { violations { code path message } } }
  }
`
