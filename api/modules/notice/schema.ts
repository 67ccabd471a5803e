import type { Violation } from '#domain/violation.ts'
import { Refusal, type RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion, ViolationType } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { printedFiles, printedFileType } from '../../graphql/printedFile.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import { ownOrAll } from '../../graphql/supplierWall.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { previewNotice, publishNotice, seeNotices, withdrawNotice } from './commands.ts'
import { countOpenObjections } from './store.ts'

const filesOf = printedFiles(
  (ctx, noticeIds) =>
    ctx.db.prisma.noticeFile.findMany({
      where: { noticeId: { in: noticeIds } },
      omit: { bytes: true },
      orderBy: { format: 'desc' },
    }),
  file => file.noticeId,
)

/** How many hold a notice is public; whose they are is not. */
const openOf = batched(async (ctx, noticeIds) => {
  const counts = await ctx.db.as(PLATFORM).tx(tx => countOpenObjections(tx, noticeIds))
  return new Map(counts.map(one => [one.noticeId, one.count]))
})

const NoticeFileType = printedFileType('NoticeFile', { anyone: true })

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
    serial: t.exposeInt('serial'),
    withdrawnAt: t.expose('withdrawnAt', { type: 'DateTime', nullable: true }),
    withdrawnReason: t.exposeString('withdrawnReason', { nullable: true }),
    files: t.field({
      type: [NoticeFileType],
      description: 'The notice on paper: pdf and docx, once they are made.',
      resolve: async (notice, _args, ctx) => [...(await filesOf(ctx, notice.id))],
    }),
    objectionsOpen: t.int({ resolve: async (notice, _args, ctx) => (await openOf(ctx, notice.id)) ?? 0 }),
  }),
})

builder.prismaObject('NoticeDelivery', {
  authScopes: { signedIn: true },
  fields: t => ({
    notice: t.relation('notice'),
    supplierName: t.string({
      resolve: async (delivery, _args, ctx) => (await supplierOf(ctx, delivery.supplierId)) ?? '',
    }),
    toldAt: t.expose('toldAt', { type: 'DateTime' }),
    seenAt: t.expose('seenAt', { type: 'DateTime', nullable: true }),
  }),
})

const supplierOf = batched(async (ctx, ids) => {
  const suppliers = await ctx.db.prisma.supplier.findMany({ where: { id: { in: [...ids] } } })
  return new Map(suppliers.map(one => [one.id, one.name]))
})

interface Preview {
  readonly title: string | null
  readonly body: unknown
  readonly closesAt: Date | null
  readonly violations: readonly Violation[]
}

const PreviewType = builder.objectRef<Preview>('NoticePreview').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    title: t.exposeString('title', { nullable: true }),
    body: t.field({ type: 'JSON', nullable: true, resolve: preview => preview.body as never }),
    closesAt: t.expose('closesAt', { type: 'DateTime', nullable: true }),
    violations: t.field({ type: [ViolationType], resolve: preview => [...preview.violations] }),
  }),
})

builder.queryField('noticePreview', t =>
  t.field({
    type: PreviewType,
    description: 'What publishNotice would publish now; nothing is stored.',
    authScopes: { may: 'noticePreview' },
    args: { tenderId: t.arg.id({ required: true }), kind: t.arg.string({ required: true }) },
    resolve: async (_root, args, ctx): Promise<Preview> => {
      try {
        return { ...(await previewNotice(ctx, args)), violations: [] }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { title: null, body: null, closesAt: null, violations: error.violations }
      }
    },
  }),
)

const NoticeFilter = builder.inputType('NoticeFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), kind: t.string() }),
})

listField('notices', {
  model: 'Notice',
  filter: NoticeFilter,
  defaultSort: 'publishedAt',
  sort: {
    ...sortBy('publishedAt', 'closesAt', 'withdrawnAt', 'number', 'title', 'kind', 'hash'),
    objectionsOpen: order => ({ objections: { _count: order } }),
  },
  where: (_ctx, filter): Prisma.NoticeWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    kind: filter.kind ?? undefined,
  }),
})

const DeliveryFilter = builder.inputType('NoticeDeliveryFilter', {
  fields: t => ({ tenderId: t.id(), noticeId: t.id(), unseen: t.boolean() }),
})

listField('noticeDeliveries', {
  model: 'NoticeDelivery',
  filter: DeliveryFilter,
  defaultSort: 'toldAt',
  sort: sortBy('toldAt', 'seenAt'),
  tieBreak: [{ noticeId: 'asc' }, { supplierId: 'asc' }],
  where: (ctx, filter): Prisma.NoticeDeliveryWhereInput | null => {
    const visible = ownOrAll(ctx.actor)
    if (!visible) return null
    return {
      ...visible,
      noticeId: filter.noticeId ? String(filter.noticeId) : undefined,
      notice: filter.tenderId ? { tenderId: String(filter.tenderId) } : undefined,
      seenAt: filter.unseen == null ? undefined : filter.unseen ? null : { not: null },
    }
  },
})

const NoticeResult = resultUnion('NoticeResult', NoticeType)

const noticeRow = (ctx: RequestContext, id: string) => ctx.db.prisma.notice.findUniqueOrThrow({ where: { id } })

command(
  'publishNotice',
  NoticeResult,
  arg => ({ tenderId: arg.id({ required: true }), kind: arg.string({ required: true }) }),
  async (ctx, args) => noticeRow(ctx, await publishNotice(ctx, args)),
)
command(
  'seeNotices',
  DoneResult,
  arg => ({ noticeIds: arg.idList({ required: true }) }),
  (ctx, args) => seeNotices(ctx, { noticeIds: args.noticeIds.map(String) }),
)
command(
  'withdrawNotice',
  NoticeResult,
  arg => ({ noticeId: arg.id({ required: true }), reason: arg.string({ required: true }) }),
  async (ctx, args) => noticeRow(ctx, await withdrawNotice(ctx, args)),
)
