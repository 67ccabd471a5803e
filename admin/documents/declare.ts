import { gql } from '../gql.ts'

export const OWN_EVIDENCE = gql`
  query OwnEvidence($tenderId: ID!) {
    answerEvidence(tenderId: $tenderId) {
      id tenderId indicatorCode subjectKey note firstPage lastPage validUntil
      file { id sha256 name bytes type pages }
    }
  }
`

export const WITHDRAW_DECLARATION = gql`
  mutation WithdrawDeclaration($tenderId: ID!, $declarationIds: [ID!]!) {
    withdrawDeclaration(tenderId: $tenderId, declarationIds: $declarationIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const SIMILARITY_FLAGS = gql`
  query SimilarityFlags($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: SimilarityFlagFilter) {
    similarityFlags(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id kind strength sharedKey foundAt
        supplierA { id code name }
        supplierB { id code name }
        fileA { id name type bytes pages }
        fileB { id name type bytes pages }
        decisions { id verdict reason decidedBy decidedAt }
      }
      total
    }
  }
`

export const SIMILARITY_TEXTS = gql`
  query SimilarityTexts($flagId: ID!) {
    similarityTexts(flagId: $flagId) { textA textB passages { startA endA startB endB } }
  }
`

export const FIND_SIMILARITIES = gql`
  mutation FindSimilarities($tenderId: ID!) {
    findSimilarities(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const DECIDE_SIMILARITY = gql`
  mutation DecideSimilarity($flagId: ID!, $verdict: String!, $reason: String!) {
    decideSimilarity(flagId: $flagId, verdict: $verdict, reason: $reason) { __typename ... on SimilarityFlag { id } ... on Refusal { violations { code path message } } }
  }
`

export const DECLARED_ANSWERS = gql`
  query DeclaredAnswers($filter: DeclarationFilter) {
    declarations(page: 1, perPage: 1, filter: $filter) {
      items {
        answers {
          id indicatorCode subjectKey value proposedCenti
          evidence {
            id tenderId indicatorCode subjectKey note firstPage lastPage validUntil
            file { id sha256 name bytes type pages }
          }
        }
      }
      total
    }
  }
`
