import { gql } from '../gql.ts'

/** Documents of the sealing ceremony: what officers see and do, and how the office starts a round again. */
export const CEREMONY_ROUNDS = gql`
  query CeremonyRounds($tenderId: ID!) {
    priceRounds(tenderId: $tenderId) {
      id tenderId number status officersNeeded closesAt policy policyHash policyVersion restartReason drillEnvelope
      manifest manifestHash openedAt recordHash
      policies { version hash reason createdAt }
      officerKeys { ordinal code body displayName publicKey signingKey keySignature policySignature handedIn }
    }
  }
`

export const OWN_SIGNING_KEY = gql`
  query OwnSigningKey {
    me { id login signingKey }
  }
`

export const SERVER_TIME = gql`
  query ServerTime {
    serverTime
  }
`

export const ENVELOPES = gql`
  query Envelopes($page: Int, $perPage: Int, $filter: SealedBidFilter!) {
    sealedBids(page: $page, perPage: $perPage, filter: $filter) {
      items { id leaf envelope }
      total
    }
  }
`

export const REGISTER_OFFICER_KEY = gql`
  mutation RegisterOfficerKey($roundId: ID!, $publicKey: Base64!, $signingKey: Base64!, $keySignature: Base64!) {
    registerOfficerKey(roundId: $roundId, publicKey: $publicKey, signingKey: $signingKey, keySignature: $keySignature) { __typename ... on PriceRound { id status } ... on Refusal { violations { code path message } } }
  }
`

export const SIGN_POLICY = gql`
  mutation SignPolicy($roundId: ID!, $signature: Base64!, $share: Base64!, $salt: Base64!) {
    signPolicy(roundId: $roundId, signature: $signature, share: $share, salt: $salt) { __typename ... on PriceRound { id status } ... on Refusal { violations { code path message } } }
  }
`

export const SUBMIT_SHARES = gql`
  mutation SubmitShares($roundId: ID!, $shares: [ShareInput!]!, $signature: Base64!) {
    submitShares(roundId: $roundId, shares: $shares, signature: $signature) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const RESTART_ROUND = gql`
  mutation RestartRound($roundId: ID!, $closesAt: DateTime!, $reason: String!, $newKeys: Boolean!) {
    restartRound(roundId: $roundId, closesAt: $closesAt, reason: $reason, newKeys: $newKeys) { __typename ... on PriceRound { id status } ... on Proposal { id action proposedBy at expiresAt } ... on Refusal { violations { code path message } } }
  }
`
