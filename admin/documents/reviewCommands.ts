import { gql } from '../gql.ts'

/** Documents of mutations; the constant is the root field in capitals. */
export const DECLARE_LOTS = gql`
  mutation DeclareLots($tenderId: ID!, $lots: [LotDeclarationInput!]!) {
    declareLots(tenderId: $tenderId, lots: $lots) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const ANSWER_INDICATORS = gql`
  mutation AnswerIndicators($tenderId: ID!, $answers: [AnswerInput!]!) {
    answerIndicators(tenderId: $tenderId, answers: $answers) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const SUBMIT_DECLARATIONS = gql`
  mutation SubmitDeclarations($tenderId: ID!) {
    submitDeclarations(tenderId: $tenderId) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const DECLARE_CONFLICT = gql`
  mutation DeclareConflict($tenderId: ID!, $expertCode: String!, $supplierCode: String, $reason: String!) {
    declareConflict(tenderId: $tenderId, expertCode: $expertCode, supplierCode: $supplierCode, reason: $reason) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const DECLARE_RECUSAL = gql`
  mutation DeclareRecusal($tenderId: ID!, $supplierCode: String, $reason: String!) {
    declareRecusal(tenderId: $tenderId, supplierCode: $supplierCode, reason: $reason) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const PREPARE_DRAW = gql`
  mutation PrepareDraw($tenderId: ID!, $poolSecret: Base64!) {
    prepareDraw(tenderId: $tenderId, poolSecret: $poolSecret) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const WITNESS_DRAW = gql`
  mutation WitnessDraw($tenderId: ID!) {
    witnessDraw(tenderId: $tenderId) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const CONTRIBUTE_ENTROPY = gql`
  mutation ContributeEntropy($tenderId: ID!, $commitment: String!) {
    contributeEntropy(tenderId: $tenderId, commitment: $commitment) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const FREEZE_DRAW = gql`
  mutation FreezeDraw($tenderId: ID!) {
    freezeDraw(tenderId: $tenderId) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const REVEAL_ENTROPY = gql`
  mutation RevealEntropy($tenderId: ID!, $value: Base64!) {
    revealEntropy(tenderId: $tenderId, value: $value) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const DRAW_EXPERTS = gql`
  mutation DrawExperts($tenderId: ID!) {
    drawExperts(tenderId: $tenderId) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const REPLACE_EXPERT = gql`
  mutation ReplaceExpert($tenderId: ID!, $expertCode: String!, $reason: String!) {
    replaceExpert(tenderId: $tenderId, expertCode: $expertCode, reason: $reason) { __typename ... on Draw { id status } ... on Refusal { violations { code path message } } }
  }
`

export const ASSIGN_REVIEW = gql`
  mutation AssignReview($tenderId: ID!) {
    assignReview(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const SUBMIT_SCORES = gql`
  mutation SubmitScores($sheets: [SheetScoresInput!]!) {
    submitScores(sheets: $sheets) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const FREEZE_SCORES = gql`
  mutation FreezeScores($tenderId: ID!) {
    freezeScores(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`
