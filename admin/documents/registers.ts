import { gql } from '../gql.ts'

export const USERS = gql`
  query Users($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: UserFilter) {
    users(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id login displayName role body locale }
      total
    }
  }
`

export const PROVINCES = gql`
  query Provinces($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: ProvinceFilter) {
    provinces(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name }
      total
    }
  }
`

export const CITIES = gql`
  query Cities($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: CityFilter) {
    cities(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name province { id code name } }
      total
    }
  }
`

export const HOSPITALS = gql`
  query Hospitals($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: HospitalFilter) {
    hospitals(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name level city { id name province { id name } } }
      total
    }
  }
`

export const VARIETIES = gql`
  query Varieties($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: VarietyFilter) {
    varieties(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name pinyin }
      total
    }
  }
`

export const SPECS = gql`
  query Specs($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: SpecFilter) {
    specs(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code grade standard variety { id code name } }
      total
    }
  }
`

export const SUPPLIERS = gql`
  query Suppliers($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: SupplierFilter) {
    suppliers(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name licenceNo hasGmp hasTraceability blacklisted province { id name } }
      total
    }
  }
`

export const DISTRIBUTORS = gql`
  query Distributors($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: DistributorFilter) {
    distributors(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name }
      total
    }
  }
`

export const EXPERTS = gql`
  query Experts($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: ExpertFilter) {
    experts(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id code name specialty region employer outside }
      total
    }
  }
`

export const AUDIT_ROWS = gql`
  query AuditRows($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: AuditRowFilter) {
    auditRows(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id seq tenderId actorRole action subject payloadHash changes at index leaf }
      total
    }
  }
`

export const AUDIT_LOG = gql`
  query AuditLog {
    auditLog { key fingerprint checkpoint { size root note at } cosignatures { witness size at } }
  }
`

export const EVIDENCES = gql`
  query Evidences($tenderId: ID!) {
    evidences(tenderId: $tenderId) { id kind sha256 size createdAt }
  }
`

export const JOBS = gql`
  query Jobs($page: Int, $perPage: Int, $sort: String, $order: SortOrder, $filter: JobFilter) {
    jobs(page: $page, perPage: $perPage, sort: $sort, order: $order, filter: $filter) {
      items { id tenderId kind status total done percent ratePerSecond secondsLeft error startedAt finishedAt }
      total
    }
  }
`

export const JOB_PROGRESS = gql`
  subscription JobProgress($tenderId: ID!) {
    jobProgress(tenderId: $tenderId) {
      id tenderId kind status total done percent ratePerSecond secondsLeft error startedAt finishedAt
    }
  }
`

export const START_TENDER = gql`
  query StartTender {
    dashboard { tender { id } }
  }
`

export const DASHBOARD = gql`
  query Dashboard($tenderId: ID) {
    dashboard(tenderId: $tenderId) {
      now
      tender { id code title stage isRehearsal pause { since objections suspensions } stages { stage ordinal opensAt closesAt startedAt completedAt } }
      todos { kind tenderId tenderTitle count dueAt }
      figures { key value unit }
      chart { key points { label value value2 } }
    }
  }
`
