import { gql } from '../gql.ts'

export const TENDERS = gql`
  query Tenders($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: TenderFilter) {
    tenders(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id code title stage isRehearsal now createdAt lotCount pause { since objections suspensions }
        stages { stage ordinal opensAt closesAt startedAt completedAt }
      }
      total
    }
  }
`

/** What every participant may see of one tender. */
export const TENDER_FRAME = gql`
  query TenderFrame($filter: TenderFilter) {
    tenders(page: 1, perPage: 1, filter: $filter) {
      items {
        id code title stage isRehearsal now createdAt lotCount pause { since objections suspensions }
        stages { stage ordinal opensAt closesAt startedAt completedAt }
        rulePack { id version content hash publishedAt }
        documents { id version title body hash publishedAt parts { ordinal title body fileId fileName fileSha256 hash } }
        snapshot { hash lineCount totalKg frozenAt }
        scoreFreeze { hash itemCount scoreCount frozenAt }
      }
      total
    }
  }
`

/** Counters and blockers: office, supervisor, auditor, bureaus. */
export const TENDER_WATCH = gql`
  query TenderWatch($filter: TenderFilter) {
    tenders(page: 1, perPage: 1, filter: $filter) {
      items {
        id
        counters {
          hospitals reportsSubmitted reportsApproved demandLines demandKg ceilingsSet declarations sheets
          sheetsSubmitted bidsRound1 bidsRound2 shortlisted samplesPending winners allocatedKg contracts
          contractsEffective
        }
        blockers { code path message }
      }
      total
    }
  }
`

export const LOTS = gql`
  query Lots($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: LotFilter) {
    lots(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id code tenderId ceilingFen ceilingBasis demandKg
        spec { id code grade standard variety { id code name } }
      }
      total
    }
  }
`

export const DEMAND_REPORTS = gql`
  query DemandReports($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: DemandReportFilter) {
    demandReports(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id tenderId status remark submittedAt volumesConfirmedAt lineCount totalKg
        hospital { id code name level city { id name province { id name } } }
      }
      total
    }
  }
`

export const DEMAND_LINES = gql`
  query DemandLines($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: DemandLineFilter) {
    demandLines(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id tenderId quantityKg lastYearKg lastPriceFen reason outlier
        hospital { id code name city { id name province { id name } } }
        lot { id code spec { id grade variety { id name } } }
      }
      total
    }
  }
`

export const NOTICES = gql`
  query Notices($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: NoticeFilter) {
    notices(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId kind number title body hash publishedAt closesAt objectionsOpen withdrawnAt withdrawnReason files { format sha256 size pages } }
      total
    }
  }
`

export const OBJECTIONS = gql`
  query Objections($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: ObjectionFilter) {
    objections(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items {
        id supplierName lotCode about text raisedAt dueAt outcome answer publicAnswer answeredAt
        files { id part sha256 name bytes type pages uploadedAt }
        notice { id number title kind }
      }
      total
    }
  }
`

/** Notices as a list shows them: without their bodies, which may be long. */
export const NOTICE_LIST = gql`
  query NoticeList($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: NoticeFilter) {
    notices(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId kind number title publishedAt closesAt objectionsOpen withdrawnAt }
      total
    }
  }
`
