import { type ComponentType, lazy } from 'react'

type Pages = { readonly list: ComponentType; readonly show: ComponentType }

/** Loads a named export of a folder when its page is first opened. */
function page<M>(load: () => Promise<M>, pick: (module: M) => ComponentType): ComponentType {
  return lazy(async () => ({ default: pick(await load()) }))
}

/** List and detail page of every resource, each in a chunk of its own folder. */
export const RESOURCES: Readonly<Record<string, Pages>> = {
  allocationRuns: {
    list: page(
      () => import('./allocationRuns/index.ts'),
      module => module.AllocationRunList,
    ),
    show: page(
      () => import('./allocationRuns/index.ts'),
      module => module.AllocationRunShow,
    ),
  },
  auditRows: {
    list: page(
      () => import('./auditRows/index.ts'),
      module => module.AuditRowList,
    ),
    show: page(
      () => import('./auditRows/index.ts'),
      module => module.AuditRowShow,
    ),
  },
  awardLetters: {
    list: page(
      () => import('./awardLetters/index.ts'),
      module => module.AwardLetterList,
    ),
    show: page(
      () => import('./awardLetters/index.ts'),
      module => module.AwardLetterShow,
    ),
  },
  awards: {
    list: page(
      () => import('./awards/index.ts'),
      module => module.AwardList,
    ),
    show: page(
      () => import('./awards/index.ts'),
      module => module.AwardShow,
    ),
  },
  cities: {
    list: page(
      () => import('./cities/index.ts'),
      module => module.CityList,
    ),
    show: page(
      () => import('./cities/index.ts'),
      module => module.CityShow,
    ),
  },
  contracts: {
    list: page(
      () => import('./contracts/index.ts'),
      module => module.ContractList,
    ),
    show: page(
      () => import('./contracts/index.ts'),
      module => module.ContractShow,
    ),
  },
  declarations: {
    list: page(
      () => import('./declarations/index.ts'),
      module => module.DeclarationList,
    ),
    show: page(
      () => import('./declarations/index.ts'),
      module => module.DeclarationShow,
    ),
  },
  demandLines: {
    list: page(
      () => import('./demandLines/index.ts'),
      module => module.DemandLineList,
    ),
    show: page(
      () => import('./demandLines/index.ts'),
      module => module.DemandLineShow,
    ),
  },
  demandReports: {
    list: page(
      () => import('./demandReports/index.ts'),
      module => module.DemandReportList,
    ),
    show: page(
      () => import('./demandReports/index.ts'),
      module => module.DemandReportShow,
    ),
  },
  distributors: {
    list: page(
      () => import('./distributors/index.ts'),
      module => module.DistributorList,
    ),
    show: page(
      () => import('./distributors/index.ts'),
      module => module.DistributorShow,
    ),
  },
  experts: {
    list: page(
      () => import('./experts/index.ts'),
      module => module.ExpertList,
    ),
    show: page(
      () => import('./experts/index.ts'),
      module => module.ExpertShow,
    ),
  },
  hospitals: {
    list: page(
      () => import('./hospitals/index.ts'),
      module => module.HospitalList,
    ),
    show: page(
      () => import('./hospitals/index.ts'),
      module => module.HospitalShow,
    ),
  },
  jobs: {
    list: page(
      () => import('./jobs/index.ts'),
      module => module.JobList,
    ),
    show: page(
      () => import('./jobs/index.ts'),
      module => module.JobShow,
    ),
  },
  lots: {
    list: page(
      () => import('./lots/index.ts'),
      module => module.LotList,
    ),
    show: page(
      () => import('./lots/index.ts'),
      module => module.LotShow,
    ),
  },
  notices: {
    list: page(
      () => import('./notices/index.ts'),
      module => module.NoticeList,
    ),
    show: page(
      () => import('./notices/index.ts'),
      module => module.NoticeShow,
    ),
  },
  objections: {
    list: page(
      () => import('./objections/index.ts'),
      module => module.ObjectionList,
    ),
    show: page(
      () => import('./objections/index.ts'),
      module => module.ObjectionShow,
    ),
  },
  provinces: {
    list: page(
      () => import('./provinces/index.ts'),
      module => module.ProvinceList,
    ),
    show: page(
      () => import('./provinces/index.ts'),
      module => module.ProvinceShow,
    ),
  },
  rankings: {
    list: page(
      () => import('./rankings/index.ts'),
      module => module.RankingList,
    ),
    show: page(
      () => import('./rankings/index.ts'),
      module => module.RankingShow,
    ),
  },
  reviewSheets: {
    list: page(
      () => import('./reviewSheets/index.ts'),
      module => module.ReviewSheetList,
    ),
    show: page(
      () => import('./reviewSheets/index.ts'),
      module => module.ReviewSheetShow,
    ),
  },
  samples: {
    list: page(
      () => import('./samples/index.ts'),
      module => module.SampleList,
    ),
    show: page(
      () => import('./samples/index.ts'),
      module => module.SampleShow,
    ),
  },
  specs: {
    list: page(
      () => import('./specs/index.ts'),
      module => module.SpecList,
    ),
    show: page(
      () => import('./specs/index.ts'),
      module => module.SpecShow,
    ),
  },
  suppliers: {
    list: page(
      () => import('./suppliers/index.ts'),
      module => module.SupplierList,
    ),
    show: page(
      () => import('./suppliers/index.ts'),
      module => module.SupplierShow,
    ),
  },
  tenders: {
    list: page(
      () => import('./tenders/index.ts'),
      module => module.TenderList,
    ),
    show: page(
      () => import('./tenders/index.ts'),
      module => module.TenderShow,
    ),
  },
  users: {
    list: page(
      () => import('./users/index.ts'),
      module => module.UserList,
    ),
    show: page(
      () => import('./users/index.ts'),
      module => module.UserShow,
    ),
  },
  varieties: {
    list: page(
      () => import('./varieties/index.ts'),
      module => module.VarietyList,
    ),
    show: page(
      () => import('./varieties/index.ts'),
      module => module.VarietyShow,
    ),
  },
}
