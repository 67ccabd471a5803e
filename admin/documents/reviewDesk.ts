import { gql } from '../gql.ts'

/** The two reviews of a tender: opened, closed, until when suppliers may clarify. */
export const REVIEW_ROUNDS = gql`
  query ReviewRounds($filter: TenderFilter) {
    tenders(page: 1, perPage: 1, filter: $filter) {
      items { id now reviewRounds { phase closedAt clarifyUntil } }
      total
    }
  }
`

export const REVIEW_PROGRESS = gql`
  query ReviewProgress($tenderId: ID!, $phase: String!) {
    reviewProgress(tenderId: $tenderId, phase: $phase) {
      experts { expertCode expertName specialty items done drafted reasonsDue lastActiveAt remindedAt severityPercent deviationPercent }
      lots { lotCode varietyName grade declarations items done disputes }
      indicators { indicatorCode scores meanCenti deviationCenti disputes }
    }
  }
`

export const EXPERT_QUESTIONS = gql`
  query ExpertQuestions($tenderId: ID!) {
    expertQuestions(tenderId: $tenderId) { id sheetId supplierName subjectKey indicatorCode text askedAt answer answeredAt }
  }
`

export const ITEM_SCORES = gql`
  query ItemScores($tenderId: ID!, $supplierId: ID) {
    itemScores(tenderId: $tenderId, supplierId: $supplierId) {
      lotCode varietyCode varietyName grade indicatorCode pointsCenti basis phase reasons clarification
    }
  }
`

export const ANNOUNCE_SCORES = gql`
  mutation AnnounceScores($tenderId: ID!) {
    announceScores(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const START_SECOND_REVIEW = gql`
  mutation StartSecondReview($tenderId: ID!) {
    startSecondReview(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const REMIND_EXPERTS = gql`
  mutation RemindExperts($tenderId: ID!, $experts: [String!]!) {
    remindExperts(tenderId: $tenderId, experts: $experts) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const ANSWER_EXPERT = gql`
  mutation AnswerExpert($id: ID!, $answer: String!) {
    answerExpert(id: $id, answer: $answer) { __typename ... on Kept { id } ... on Refusal { violations { code path message } } }
  }
`

export const UNLOCK_SHEET = gql`
  mutation UnlockSheet($sheetId: ID!, $reason: String!) {
    unlockSheet(sheetId: $sheetId, reason: $reason) {
      __typename
      ... on Kept { id }
      ... on Proposal { id action proposedBy at expiresAt }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const CLARIFY_SCORES = gql`
  mutation ClarifyScores($tenderId: ID!, $clarifications: [ClarificationInput!]!) {
    clarifyScores(tenderId: $tenderId, clarifications: $clarifications) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`
