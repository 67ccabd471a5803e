import { gql } from '../gql.ts'

export const LOGIN = gql`
  mutation Login($login: String!, $password: String!) {
    login(login: $login, password: $password) {
      __typename
      ... on User { id factor }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const PLATFORM = gql`
  query Platform {
    platform { demo oidc demoLogins { login who sees password } }
  }
`

export const DEMO_CODE = gql`
  query DemoCode($login: String!) {
    platform { demoCode(login: $login) }
  }
`

export const VERIFY_TOTP = gql`
  mutation VerifyTotp($code: String!) {
    verifyTotp(code: $code) { __typename ... on User { id factor } ... on Refusal { violations { code path message } } }
  }
`

export const ENROL_TOTP = gql`
  mutation EnrolTotp {
    enrolTotp { __typename ... on TotpEnrolment { secret svg } ... on Refusal { violations { code path message } } }
  }
`

export const CONFIRM_TOTP = gql`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code) { __typename ... on RecoveryCodes { codes } ... on Refusal { violations { code path message } } }
  }
`

export const RENEW_RECOVERY_CODES = gql`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes { __typename ... on RecoveryCodes { codes } ... on Refusal { violations { code path message } } }
  }
`

export const REMOVE_TOTP = gql`
  mutation RemoveTotp {
    removeTotp { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const OFFER_PASSKEY = gql`
  mutation OfferPasskey {
    offerPasskey { __typename ... on Challenge { options } ... on Refusal { violations { code path message } } }
  }
`

export const ADD_PASSKEY = gql`
  mutation AddPasskey($name: String!, $response: JSON!) {
    addPasskey(name: $name, response: $response) {
      __typename
      ... on Done { count }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const ASK_PASSKEY = gql`
  mutation AskPasskey {
    askPasskey { __typename ... on Challenge { options } ... on Refusal { violations { code path message } } }
  }
`

export const VERIFY_PASSKEY = gql`
  mutation VerifyPasskey($response: JSON!) {
    verifyPasskey(response: $response) {
      __typename
      ... on User { id factor }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const REMOVE_PASSKEY = gql`
  mutation RemovePasskey($id: String!) {
    removePasskey(id: $id) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const FACTORS = gql`
  query Factors {
    factors { hasTotp recoveryCodesLeft oidcIssuer passkeys { id name createdAt lastUsedAt } }
  }
`

export const CHANGE_PASSWORD = gql`
  mutation ChangePassword($current: String!, $next: String!) {
    changePassword(current: $current, next: $next) {
      __typename
      ... on Done { count }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const SESSIONS = gql`
  query Sessions {
    sessions { id agent address createdAt lastSeenAt isThis }
  }
`

export const END_SESSION = gql`
  mutation EndSession($id: ID!) {
    endSession(id: $id) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const END_OTHER_SESSIONS = gql`
  mutation EndOtherSessions {
    endOtherSessions { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const ISSUE_PASSWORD_RESET = gql`
  mutation IssuePasswordReset($userId: ID!) {
    issuePasswordReset(userId: $userId) {
      __typename
      ... on PasswordReset { token expiresAt }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const RESET_PASSWORD = gql`
  mutation ResetPassword($token: String!, $next: String!) {
    resetPassword(token: $token, next: $next) {
      __typename
      ... on Done { count }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const RESET_SECOND_FACTOR = gql`
  mutation ResetSecondFactor($userId: ID!) {
    resetSecondFactor(userId: $userId) {
      __typename
      ... on Done { count }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const PROPOSALS = gql`
  query Proposals($tenderId: ID) {
    proposals(tenderId: $tenderId) {
      id action tenderId args proposedBy at expiresAt tenderTitle roundNumber runNumber userName caseName isMine mayConfirm
    }
  }
`

export const WITHDRAW_PROPOSAL = gql`
  mutation WithdrawProposal($id: ID!) {
    withdrawProposal(id: $id) { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const PUBLISH_RULE_PACK = gql`
  mutation PublishRulePack($tenderId: ID!, $revision: Int!, $hash: String!) {
    publishRulePack(tenderId: $tenderId, revision: $revision, hash: $hash) {
      __typename
      ... on Tender { id }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const BIND_OIDC = gql`
  mutation BindOidc($current: String!) {
    bindOidc(current: $current) {
      __typename
      ... on OidcStart { url }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const UNBIND_OIDC = gql`
  mutation UnbindOidc {
    unbindOidc { __typename ... on Done { count } ... on Refusal { violations { code path message } } }
  }
`

export const RESET_SIGNING_KEY = gql`
  mutation ResetSigningKey($userId: ID!, $reason: String!) {
    resetSigningKey(userId: $userId, reason: $reason) {
      __typename
      ... on Done { count }
      ... on Refusal { violations { code path message } }
    }
  }
`
