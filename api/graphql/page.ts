import type { InputRef } from '@pothos/core'
import type { Action } from '#domain/permissions.ts'
import { type RequestContext, refuse } from '../context.ts'
import type PrismaTypes from '../platform/prisma/pothos.ts'
import { builder } from './builder.ts'

type ModelName = keyof PrismaTypes & string

/** What Prisma offers for a model, as far as pages need it. */
interface Delegate {
  findMany(query: object): Promise<never[]>
  count(query: object): Promise<number>
}

interface Page {
  readonly where: object
  readonly orderBy: object | readonly object[]
  readonly skip: number
  readonly take: number
}

export interface ListOptions<Model extends ModelName, Filter> {
  readonly model: Model
  /** Name of the page type's item, where it differs from the model. */
  readonly item?: string
  readonly filter: InputRef<Filter>
  readonly filterRequired?: boolean
  /** Sort keys a client may ask for; each gives Prisma's orderBy, or a list of them. */
  readonly sort: Readonly<Record<string, (order: 'asc' | 'desc') => object>>
  /** The key used when the client asks for none. */
  readonly defaultSort: string
  /** Makes the order total, so that pages never overlap. */
  readonly tieBreak?: object | readonly object[]
  /**
   * Prisma's where for this actor: visibility AND filter. Null shows nothing. Deny by default: a role that has no
   * branch here sees nothing.
   */
  readonly where: (ctx: RequestContext, filter: Filter) => object | null | Promise<object | null>
}

export const SortOrder = builder.enumType('SortOrder', { values: ['ASC', 'DESC'] as const })

const MAX_PER_PAGE = 1000
const NOTHING = { AND: [{ id: { in: [] } }] }

/** A list with total count, filter and sort: `NAME(page, perPage, sort, order, filter): {items, total}`. */
export function listField<Model extends ModelName, Filter>(name: Action, options: ListOptions<Model, Filter>): void {
  const pageType = builder.objectRef<Page>(`${options.item ?? options.model}Page`).implement({
    authScopes: { anyone: true },
    fields: t => ({
      items: t.prismaField({
        type: [options.model] as never,
        resolve: (query: object, page: Page, _args: object, ctx: RequestContext) =>
          isNothing(page.where) ? [] : delegate(ctx, options.model).findMany({ ...query, ...page }),
      } as never) as never,
      total: t.int({
        resolve: (page, _args, ctx) => (isNothing(page.where) ? 0 : cachedCount(ctx, options.model, page.where)),
      }),
    }),
  })
  builder.queryField(name, t =>
    t.field({
      type: pageType,
      authScopes: { may: name },
      args: {
        page: t.arg.int({ defaultValue: 1 }),
        perPage: t.arg.int({ defaultValue: 25 }),
        sort: t.arg.string(),
        order: t.arg({ type: SortOrder, defaultValue: 'ASC' }),
        filter: t.arg({ type: options.filter as never, required: options.filterRequired ?? false }),
      },
      resolve: async (_root, args, ctx) => ({
        ...slice(args.page ?? 1, args.perPage ?? 25),
        where: (await options.where(ctx, (args.filter ?? {}) as Filter)) ?? NOTHING,
        orderBy: orderBy(options, args.sort, args.order === 'DESC' ? 'desc' : 'asc'),
      }),
    }),
  )
}

/** Offset and length of a page, checked. */
export function slice(page: number, perPage: number): { skip: number; take: number } {
  if (page < 1 || page > 1_000_000) return refuse('outOfRange', 'page', { min: 1, max: 1_000_000 })
  if (perPage < 1 || perPage > MAX_PER_PAGE) return refuse('outOfRange', 'perPage', { min: 1, max: MAX_PER_PAGE })
  return { skip: (page - 1) * perPage, take: perPage }
}

function orderBy<Model extends ModelName, Filter>(
  options: ListOptions<Model, Filter>,
  sort: string | null | undefined,
  order: 'asc' | 'desc',
): readonly object[] {
  const key = sort ?? options.defaultSort
  const make = Object.hasOwn(options.sort, key) ? options.sort[key] : undefined
  if (!make) return refuse('notOneOf', 'sort', { allowed: Object.keys(options.sort).join(', ') })
  return [make(order), options.tieBreak ?? { id: 'asc' }].flat()
}

const isNothing = (where: object) => where === NOTHING

const delegate = (ctx: RequestContext, model: string): Delegate => {
  const key = model.charAt(0).toLowerCase() + model.slice(1)
  return (ctx.db.prisma as unknown as Record<string, Delegate>)[key] as Delegate
}

const COUNT_TTL_MS = 2000
const counts = new Map<string, { readonly at: number; readonly total: Promise<number> }>()

/** Totals may be two seconds old: counting 254,100 lines again for every page turn is most of a list's cost. */
function cachedCount(ctx: RequestContext, model: string, where: object): Promise<number> {
  const now = performance.now()
  const { role, orgId } = ctx.db.actor
  const key = `${role}:${orgId}:${model}:${JSON.stringify(where, (_k, v) => (typeof v === 'bigint' ? `${v}n` : v))}`
  const known = counts.get(key)
  if (known && now - known.at < COUNT_TTL_MS) return known.total
  if (counts.size > 1000) counts.clear()
  const total = delegate(ctx, model).count({ where })
  counts.set(key, { at: now, total })
  total.catch(() => counts.delete(key))
  return total
}
