import { type DataProvider, type GetListParams, HttpError, type RaRecord } from 'ra-core'
import type { Page } from './contract/index.ts'
import { ask } from './graphqlClient.ts'

type Rows = Page<RaRecord>

/** The documents of all lists, loaded with the first one: whoever only signs in needs none. */
const documents = () => import('./documents/lists.ts')

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
  const { DETAILS, LISTS } = await documents()
  const document = (ids.length === 1 ? DETAILS[resource] : undefined) ?? LISTS[resource]
  const paging = DETAILS[resource] === document ? {} : { page: 1, perPage: Math.min(1000, ids.length) }
  return page(resource, document, { ...paging, filter: { ids } }, signal)
}

/** Reads for react-admin's lists and details. Writes are commands (graphqlClient.ts), one per clerk's verb. */
export const dataProvider = {
  supportAbortSignal: true,
  async getList(resource, { pagination, sort, filter, signal }) {
    const paging = { page: pagination?.page ?? 1, perPage: pagination?.perPage ?? 25 }
    const { LISTS } = await documents()
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
    const { LISTS } = await documents()
    const found = await page(resource, LISTS[resource], { page: 1, perPage: 1000, filter: { ids } }, signal)
    return { data: [...found.items] }
  },
  async getManyReference(resource, { target, id, pagination, sort, filter, signal }) {
    const variables = { ...pagination, ...sorting(sort), filter: { ...filter, [target]: id } }
    const { LISTS } = await documents()
    const found = await page(resource, LISTS[resource], variables, signal)
    return { data: [...found.items], total: found.total }
  },
  create: readOnly,
  update: readOnly,
  updateMany: readOnly,
  delete: readOnly,
  deleteMany: readOnly,
} as DataProvider
