import { gql } from '../gql.ts'

/** Documents of mutations; the constant is the root field in capitals. */
export const OPEN_PRICE_ROUND = gql`
  mutation OpenPriceRound($tenderId: ID!, $number: Int!) {
    openPriceRound(tenderId: $tenderId, number: $number) { __typename ... on PriceRound { id status } ... on Refusal { violations { code path message } } }
  }
`

export const PREPARE_POLICY = gql`
  mutation PreparePolicy($roundId: ID!) {
    preparePolicy(roundId: $roundId) { __typename ... on PriceRound { id status } ... on Refusal { violations { code path message } } }
  }
`

export const SUBMIT_BID = gql`
  mutation SubmitBid($roundId: ID!, $declarationId: ID!, $envelope: Base64!, $idempotencyKey: String!) {
    submitBid(roundId: $roundId, declarationId: $declarationId, envelope: $envelope, idempotencyKey: $idempotencyKey) { __typename ... on Receipt { sealedBidId seq leaf submittedAt anchor checkpoint } ... on Refusal { violations { code path message } } }
  }
`

export const WITHDRAW_BID = gql`
  mutation WithdrawBid($roundId: ID!, $declarationId: ID!, $idempotencyKey: String!) {
    withdrawBid(roundId: $roundId, declarationId: $declarationId, idempotencyKey: $idempotencyKey) { __typename ... on Receipt { sealedBidId seq leaf submittedAt anchor checkpoint } ... on Refusal { violations { code path message } } }
  }
`

export const CLOSE_PRICE_ROUND = gql`
  mutation ClosePriceRound($roundId: ID!) {
    closePriceRound(roundId: $roundId) { __typename ... on PriceRound { id status } ... on Refusal { violations { code path message } } }
  }
`

export const OPEN_BIDS = gql`
  mutation OpenBids($roundId: ID!) {
    openBids(roundId: $roundId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const COMPUTE_SHORTLIST = gql`
  mutation ComputeShortlist($tenderId: ID!) {
    computeShortlist(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const PUBLISH_NOTICE = gql`
  mutation PublishNotice($tenderId: ID!, $kind: String!) {
    publishNotice(tenderId: $tenderId, kind: $kind) { __typename ... on Notice { id number } ... on Refusal { violations { code path message } } }
  }
`

export const RAISE_OBJECTION = gql`
  mutation RaiseObjection($noticeId: ID!, $text: String!, $lotId: ID, $about: String, $fileIds: [ID!]) {
    raiseObjection(noticeId: $noticeId, text: $text, lotId: $lotId, about: $about, fileIds: $fileIds) { __typename ... on Objection { id } ... on Refusal { violations { code path message } } }
  }
`

export const ANSWER_OBJECTION = gql`
  mutation AnswerObjection($objectionId: ID!, $upheld: Boolean!, $answer: String!, $publicAnswer: String, $fileIds: [ID!]) {
    answerObjection(objectionId: $objectionId, upheld: $upheld, answer: $answer, publicAnswer: $publicAnswer, fileIds: $fileIds) { __typename ... on Objection { id } ... on Refusal { violations { code path message } } }
  }
`

export const PROPOSE_AWARDS = gql`
  mutation ProposeAwards($tenderId: ID!) {
    proposeAwards(tenderId: $tenderId) { __typename ... on Job { id kind status } ... on Refusal { violations { code path message } } }
  }
`

export const FINALISE_AWARDS = gql`
  mutation FinaliseAwards($tenderId: ID!) {
    finaliseAwards(tenderId: $tenderId) { __typename ... on Tender { id stage } ... on Refusal { violations { code path message } } }
  }
`
