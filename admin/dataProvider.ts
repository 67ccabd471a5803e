import { type DataProvider, type GetListParams, HttpError, type RaRecord } from 'ra-core'
import type { Page } from './contract/index.ts'
import { ALLOCATION_CELLS, ALLOCATION_RUNS, CONTRACT, CONTRACTS } from './documents/bid.ts'
import { AWARD_LETTER, AWARD_LETTERS } from './documents/letters.ts'
import {
  AUDIT_ROWS,
  CITIES,
  DISTRIBUTORS,
  EXPERTS,
  HOSPITALS,
  JOBS,
  PROVINCES,
  SPECS,
  SUPPLIERS,
  USERS,
  VARIETIES,
} from './documents/registers.ts'
import { AWARDS, DECLARATIONS, RANKINGS, REVIEW_SHEET, REVIEW_SHEETS } from './documents/review.ts'
import { BLIND_SAMPLES, SAMPLES } from './documents/samples.ts'
import { DEMAND_LINES, DEMAND_REPORTS, LOTS, NOTICES, OBJECTIONS, TENDERS } from './documents/tender.ts'
import { ask } from './graphqlClient.ts'

/** The document of each list; the resource is named after the query's root field. */
const LISTS: Readonly<Record<string, string>> = {
  users: USERS,
  provinces: PROVINCES,
  cities: CITIES,
  hospitals: HOSPITALS,
  varieties: VARIETIES,
  specs: SPECS,
  suppliers: SUPPLIERS,
  distributors: DISTRIBUTORS,
  experts: EXPERTS,
  tenders: TENDERS,
  lots: LOTS,
  demandReports: DEMAND_REPORTS,
  demandLines: DEMAND_LINES,
  declarations: DECLARATIONS,
  reviewSheets: REVIEW_SHEETS,
  rankings: RANKINGS,
  samples: SAMPLES,
  blindSamples: BLIND_SAMPLES,
  notices: NOTICES,
  objections: OBJECTIONS,
  awards: AWARDS,
  awardLetters: AWARD_LETTERS,
  allocationRuns: ALLOCATION_RUNS,
  allocationCells: ALLOCATION_CELLS,
  contracts: CONTRACTS,
  auditRows: AUDIT_ROWS,
  jobs: JOBS,
}

/** Details that a list does not carry. */
const DETAILS: Readonly<Record<string, string>> = {
  awardLetters: AWARD_LETTER,
  contracts: CONTRACT,
  reviewSheets: REVIEW_SHEET,
}

type Rows = Page<RaRecord>

async function page(
  resource: string,
  document: string | undefined,
  variables: object,
  signal?: AbortSignal,
): Promise<Rows> {
  if (!document) throw new HttpError(`no list ${resource}`, 404)
  const data = await ask<Record<string, Rows>>(document, { ...variables }, signal)
  return data[resource] ?? { items: [], total: 0 }
}

/** react-admin sorts by id unless told otherwise; ids are random, so then the server's own order is better. */
function sorting(sort: GetListParams['sort']): object {
  return !sort || sort.field === 'id' ? {} : { sort: sort.field, order: sort.order }
}

function readOnly(): Promise<never> {
  return Promise.reject(new HttpError('changes go through commands', 405))
}

async function byIds(resource: string, ids: readonly unknown[], signal?: AbortSignal): Promise<Rows> {
  const document = (ids.length === 1 ? DETAILS[resource] : undefined) ?? LISTS[resource]
  const paging = DETAILS[resource] === document ? {} : { page: 1, perPage: Math.min(1000, ids.length) }
  return page(resource, document, { ...paging, filter: { ids } }, signal)
}

/** Reads for react-admin's lists and details. Writes are commands (graphqlClient.ts), one per clerk's verb. */
export const dataProvider = {
  supportAbortSignal: true,
  async getList(resource, { pagination, sort, filter, signal }) {
    const paging = { page: pagination?.page ?? 1, perPage: pagination?.perPage ?? 25 }
    const found = await page(resource, LISTS[resource], { ...paging, ...sorting(sort), filter }, signal)
    return { data: [...found.items], total: found.total }
  },
  async getOne(resource, { id, signal }) {
    const found = await byIds(resource, [id], signal)
    const [record] = found.items
    if (!record) throw new HttpError('ra.notification.item_doesnt_exist', 404)
    return { data: record }
  },
  async getMany(resource, { ids, signal }) {
    const found = await page(resource, LISTS[resource], { page: 1, perPage: 1000, filter: { ids } }, signal)
    return { data: [...found.items] }
  },
  async getManyReference(resource, { target, id, pagination, sort, filter, signal }) {
    const variables = { ...pagination, ...sorting(sort), filter: { ...filter, [target]: id } }
    const found = await page(resource, LISTS[resource], variables, signal)
    return { data: [...found.items], total: found.total }
  },
  create: readOnly,
  update: readOnly,
  updateMany: readOnly,
  delete: readOnly,
  deleteMany: readOnly,
} as DataProvider
