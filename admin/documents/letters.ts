import { gql } from '../gql.ts'

export const AWARD_LETTERS = gql`
  query AwardLetters($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: AwardLetterFilter) {
    awardLetters(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId kind number title hash issuedAt openedAt supplier { id code name } files { format sha256 size pages } }
      total
    }
  }
`

export const AWARD_LETTER = gql`
  query AwardLetter($filter: AwardLetterFilter) {
    awardLetters(filter: $filter) {
      items { id tenderId kind number title hash issuedAt openedAt supplier { id code name } files { format sha256 size pages } body }
      total
    }
  }
`

export const AWARD_LETTER_PROGRESS = gql`
  query AwardLetterProgress($tenderId: ID!) {
    awardLetterProgress(tenderId: $tenderId) { award result printed opened }
  }
`

export const OPEN_AWARD_LETTER = gql`
  mutation OpenAwardLetter($letterId: ID!) {
    openAwardLetter(letterId: $letterId) { __typename ... on AwardLetter { id openedAt } ... on Refusal { violations { code path message } } }
  }
`

export const ISSUE_AWARD_LETTERS = gql`
  mutation IssueAwardLetters($tenderId: ID!) {
    issueAwardLetters(tenderId: $tenderId) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`
