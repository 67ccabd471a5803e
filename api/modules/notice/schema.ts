import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { answerObjection, publishNotice, raiseObjection } from './commands.ts'
import { countOpenObjections } from './store.ts'

/** How many hold a notice is public; whose they are is not. */
const openOf = batched(async (ctx, noticeIds) => {
  const counts = await ctx.db.as(PLATFORM).tx(tx => countOpenObjections(tx, noticeIds))
  return new Map(counts.map(one => [one.noticeId, one.count]))
})

const NoticeType = builder.prismaObject('Notice', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    kind: t.exposeString('kind'),
    number: t.exposeString('number'),
    title: t.exposeString('title'),
    body: t.expose('body', { type: 'JSON' }),
    hash: t.exposeString('hash'),
    publishedAt: t.expose('publishedAt', { type: 'DateTime' }),
    closesAt: t.expose('closesAt', {
      type: 'DateTime',
      nullable: true,
      description: 'End of the notice with the pauses of answered objections; an open one holds it.',
    }),
    objectionsOpen: t.int({ resolve: async (notice, _args, ctx) => (await openOf(ctx, notice.id)) ?? 0 }),
  }),
})

const ObjectionType = builder.prismaObject('Objection', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    notice: t.relation('notice'),
    supplierName: t.string({
      select: { supplier: { select: { name: true } } },
      resolve: objection => objection.supplier.name,
    }),
    text: t.exposeString('text'),
    raisedAt: t.expose('raisedAt', { type: 'DateTime' }),
    outcome: t.exposeString('outcome', { nullable: true }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
  }),
})

const NoticeFilter = builder.inputType('NoticeFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), kind: t.string() }),
})
const ObjectionFilter = builder.inputType('ObjectionFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), open: t.boolean() }),
})

listField('notices', {
  model: 'Notice',
  filter: NoticeFilter,
  defaultSort: 'publishedAt',
  sort: {
    ...sortBy('publishedAt', 'closesAt', 'number', 'title', 'kind', 'hash'),
    objectionsOpen: order => ({ objections: { _count: order } }),
  },
  where: (_ctx, filter): Prisma.NoticeWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    kind: filter.kind ?? undefined,
  }),
})

/** A supplier sees what it raised itself; who runs or controls the campaign sees all. */
function visibleTo(ctx: RequestContext): Prisma.ObjectionWhereInput | null {
  switch (ctx.actor?.role) {
    case 'supplier':
      return ctx.actor.supplierId ? { supplierId: ctx.actor.supplierId } : null
    case 'office':
    case 'supervisor':
    case 'auditor':
      return {}
    default:
      return null
  }
}

listField('objections', {
  model: 'Objection',
  filter: ObjectionFilter,
  defaultSort: 'raisedAt',
  sort: {
    ...sortBy('raisedAt', 'text', 'outcome', 'answer', 'answeredAt'),
    supplierName: order => ({ supplier: { name: order } }),
  },
  where: (ctx, filter): Prisma.ObjectionWhereInput | null => {
    const visible = visibleTo(ctx)
    if (!visible) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      notice: filter.tenderId ? { tenderId: String(filter.tenderId) } : undefined,
      outcome: filter.open == null ? undefined : filter.open ? null : { not: null },
      AND: [visible],
    }
  },
})

const NoticeResult = resultUnion('NoticeResult', NoticeType)
const ObjectionResult = resultUnion('ObjectionResult', ObjectionType)

const noticeRow = (ctx: RequestContext, id: string) => ctx.db.prisma.notice.findUniqueOrThrow({ where: { id } })
const objectionRow = (ctx: RequestContext, id: string) =>
  ctx.db.prisma.objection.findUniqueOrThrow({ where: { id }, include: { supplier: { select: { name: true } } } })

command(
  'publishNotice',
  NoticeResult,
  arg => ({ tenderId: arg.id({ required: true }), kind: arg.string({ required: true }) }),
  async (ctx, args) => noticeRow(ctx, await publishNotice(ctx, args)),
)
command(
  'raiseObjection',
  ObjectionResult,
  arg => ({ noticeId: arg.id({ required: true }), text: arg.string({ required: true }) }),
  async (ctx, args) => objectionRow(ctx, await raiseObjection(ctx, args)),
)
command(
  'answerObjection',
  ObjectionResult,
  arg => ({
    objectionId: arg.id({ required: true }),
    upheld: arg.boolean({ required: true }),
    answer: arg.string({ required: true }),
  }),
  async (ctx, args) => objectionRow(ctx, await answerObjection(ctx, args)),
)
