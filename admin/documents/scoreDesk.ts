import { gql } from '../gql.ts'

export const DESK_SHEETS = gql`
  query DeskSheets($page: Int, $perPage: Int, $filter: ReviewSheetFilter) {
    reviewSheets(page: $page, perPage: $perPage, filter: $filter) {
      items {
        id supplierName subjectKey subjectName phase panel slot status indicatorCodes
        answers {
          id indicatorCode value proposedCenti rankedAmong
          evidence { id note firstPage lastPage validUntil file { id name type bytes pages } }
        }
        scores { indicatorCode pointsCenti reason reasonDue }
        drafts { indicatorCode pointsCenti reason flagged updatedAt }
        clarifications { indicatorCode text }
      }
      total
    }
  }
`

/** What moves without the expert: statements, the office's reminder and its answers. */
export const DESK_NEWS = gql`
  query DeskNews($tenderId: ID!) {
    reviewStatements(tenderId: $tenderId) { phase text hash sheets open reasonsDue isSigned isOutdated }
    reviewReminder(tenderId: $tenderId)
    expertQuestions(tenderId: $tenderId) { id sheetId supplierName subjectKey indicatorCode text askedAt answer answeredAt }
  }
`

export const REVIEW_STATEMENTS = gql`
  query ReviewStatements($tenderId: ID!) {
    reviewStatements(tenderId: $tenderId) { phase sheets open reasonsDue isSigned }
  }
`

export const SAVE_DRAFTS = gql`
  mutation SaveDrafts($drafts: [ScoreDraftInput!]!) {
    saveDrafts(drafts: $drafts) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const GIVE_REASONS = gql`
  mutation GiveReasons($reasons: [ReasonInput!]!) {
    giveReasons(reasons: $reasons) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const ASK_OFFICE = gql`
  mutation AskOffice($sheetId: ID!, $indicatorCode: String!, $text: String!) {
    askOffice(sheetId: $sheetId, indicatorCode: $indicatorCode, text: $text) { __typename ... on Kept { id } ... on Refusal { violations { code path message } } }
  }
`

export const REGISTER_EXPERT_KEY = gql`
  mutation RegisterExpertKey($publicKey: String!) {
    registerExpertKey(publicKey: $publicKey) { __typename ... on Kept { id } ... on Refusal { violations { code path message } } }
  }
`

export const SIGN_REVIEW = gql`
  mutation SignReview($tenderId: ID!, $phase: String!, $publicKey: String!, $signature: String!) {
    signReview(tenderId: $tenderId, phase: $phase, publicKey: $publicKey, signature: $signature) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`
