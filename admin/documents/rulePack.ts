import { gql } from '../gql.ts'

/** Published versions: for everybody, the portal included. */
export const RULE_VERSIONS = gql`
  query RuleVersions($page: Int, $perPage: Int, $filter: TenderFilter) {
    tenders(page: $page, perPage: $perPage, filter: $filter) {
      items { id code title rulePacks { id version content hash note publishedAt } }
      total
    }
  }
`

export const RULE_DRAFTS = gql`
  query RuleDrafts($tenderId: ID!) {
    rulePackDrafts(tenderId: $tenderId) { id revision content hash note editedBy editedAt }
  }
`

/** The last draft's effect; asked for when somebody is about to publish it. */
export const RULE_IMPACT = gql`
  query RuleImpact($tenderId: ID!) {
    rulePackDrafts(tenderId: $tenderId) {
      id
      violations { code path message }
      impact { violations { code path message } bidDeadline newBidDeadline voidedBids }
    }
  }
`

export const SAVE_RULE_DRAFT = gql`
  mutation SaveRulePackDraft($tenderId: ID!, $content: JSON!, $basedOn: Int!, $note: String!) {
    saveRulePackDraft(tenderId: $tenderId, content: $content, basedOn: $basedOn, note: $note) {
      __typename
      ... on RulePackDraft { id revision content hash note editedBy editedAt }
      ... on Refusal { violations { code path message } }
    }
  }
`

export const DRY_RUNS = gql`
  query DryRuns($tenderId: ID!) {
    dryRuns(tenderId: $tenderId) {
      id source sourceTitle seed declarers candidateHash startedBy startedAt
      job { id status percent error }
    }
  }
`

export const DRY_RUN = gql`
  query DryRunResult($tenderId: ID!, $id: ID!) {
    dryRuns(tenderId: $tenderId, id: $id) {
      id source sourceTitle seed declarers candidateHash baseHash startedBy startedAt
      job { id status percent error }
      baseTotals { lots entered belowFloor shortlisted winners winningSuppliers lotsWithoutWinner priceOfCeilingCenti }
      candidateTotals { lots entered belowFloor shortlisted winners winningSuppliers lotsWithoutWinner priceOfCeilingCenti }
      lots { lotCode base candidate comparison }
    }
  }
`

export const START_DRY_RUN = gql`
  mutation DryRunRulePack($tenderId: ID!, $revision: Int!, $source: String!, $sourceTenderId: ID, $seed: Int) {
    dryRunRulePack(tenderId: $tenderId, revision: $revision, source: $source, sourceTenderId: $sourceTenderId, seed: $seed) {
      __typename
      ... on DryRun { id }
      ... on Refusal { violations { code path message } }
    }
  }
`
