import { gql } from '../gql.ts'

export const STORED_FILES = gql`
  query StoredFiles($page: Int, $perPage: Int, $filter: StoredFileFilter) {
    storedFiles(page: $page, perPage: $perPage, sort: "uploadedAt", order: DESC, filter: $filter) {
      items {
        id sha256 name uploadedAt bytes type pages scan
        evidence { id tenderId indicatorCode subjectKey note firstPage lastPage validUntil }
      }
      total
    }
  }
`

export const ATTACH_EVIDENCE = gql`
  mutation AttachEvidence($tenderId: ID!, $items: [EvidenceInput!]!) {
    attachEvidence(tenderId: $tenderId, items: $items) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const DETACH_EVIDENCE = gql`
  mutation DetachEvidence($tenderId: ID!, $evidenceIds: [ID!]!) {
    detachEvidence(tenderId: $tenderId, evidenceIds: $evidenceIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const REMOVE_FILES = gql`
  mutation RemoveFiles($fileIds: [ID!]!) {
    removeFiles(fileIds: $fileIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`

export const EXPIRING_PAPERS = gql`
  query ExpiringPapers($page: Int, $perPage: Int, $filter: ExpiringPaperFilter!) {
    expiringPapers(page: $page, perPage: $perPage, filter: $filter) {
      items { id supplierCode supplierName indicatorCode lotCodes fileId fileName fileType fileBytes filePages note validUntil validity daysLeft }
      total
      campaignEnd
      suppliers { supplierCode supplierName expired endsEarly }
    }
  }
`
