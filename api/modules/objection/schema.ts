import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import { ownOrAll } from '../../graphql/supplierWall.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { CaseFileType, caseFilesOf } from './caseFileType.ts'
import { answerObjection, raiseObjection } from './commands.ts'
import { loadLotCodes, loadPublicObjections, type PublicObjection } from './store.ts'

const filesOf = caseFilesOf('objection_id')
const lotCodeOf = batched(async (ctx, ids) => {
  const lots = await ctx.db.tx(tx => loadLotCodes(tx, ids))
  return new Map(lots.map(lot => [lot.id, lot.code]))
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
    lotCode: t.string({
      nullable: true,
      description: 'The lot it is about; null for the whole notice.',
      select: { lotId: true },
      resolve: async ({ lotId }, _args, ctx) => (lotId ? ((await lotCodeOf(ctx, lotId)) ?? null) : null),
    }),
    about: t.exposeString('about', { description: 'quality, price, sample, ranking, procedure or other.' }),
    text: t.exposeString('text'),
    raisedAt: t.expose('raisedAt', { type: 'DateTime' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true, description: 'By when it must be answered.' }),
    outcome: t.exposeString('outcome', { nullable: true }),
    answer: t.exposeString('answer', { nullable: true }),
    publicAnswer: t.exposeString('publicAnswer', {
      nullable: true,
      description: 'What everybody reads of the answer.',
    }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
    files: t.field({
      type: [CaseFileType],
      resolve: async (objection, _args, ctx) => (await filesOf(ctx, objection.id)) ?? [],
    }),
  }),
})

const ObjectionFilter = builder.inputType('ObjectionFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), noticeId: t.id(), open: t.boolean() }),
})

listField('objections', {
  model: 'Objection',
  filter: ObjectionFilter,
  defaultSort: 'raisedAt',
  sort: {
    ...sortBy('raisedAt', 'dueAt', 'about', 'text', 'outcome', 'answer', 'answeredAt'),
    supplierName: order => ({ supplier: { name: order } }),
  },
  where: (ctx, filter): Prisma.ObjectionWhereInput | null => {
    const visible = ownOrAll(ctx.actor)
    if (!visible) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      noticeId: filter.noticeId ? String(filter.noticeId) : undefined,
      notice: filter.tenderId ? { tenderId: String(filter.tenderId) } : undefined,
      outcome: filter.open == null ? undefined : filter.open ? null : { not: null },
      AND: [visible],
    }
  },
})

const PublicObjectionType = builder.objectRef<PublicObjection>('PublicObjection').implement({
  authScopes: { anyone: true },
  fields: t => ({
    noticeNumber: t.exposeString('noticeNumber'),
    lotCode: t.exposeString('lotCode', { nullable: true }),
    about: t.exposeString('about'),
    raisedAt: t.expose('raisedAt', { type: 'DateTime' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true }),
    outcome: t.exposeString('outcome', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
    publicAnswer: t.exposeString('publicAnswer', { nullable: true }),
    complaintOutcome: t.exposeString('complaintOutcome', { nullable: true }),
    decision: t.exposeString('decision', { nullable: true }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.queryField('publicObjections', t =>
  t.field({
    type: [PublicObjectionType],
    description: 'Objections of a tender without names, texts and secrets, and what came of them; for anybody.',
    authScopes: { may: 'publicObjections' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.as(PLATFORM).tx(tx => loadPublicObjections(tx, String(args.tenderId))),
  }),
)

const ObjectionResult = resultUnion('ObjectionResult', ObjectionType)

const objectionRow = (ctx: RequestContext, id: string) =>
  ctx.db.prisma.objection.findUniqueOrThrow({ where: { id }, include: { supplier: { select: { name: true } } } })

command(
  'raiseObjection',
  ObjectionResult,
  arg => ({
    noticeId: arg.id({ required: true }),
    text: arg.string({ required: true }),
    lotId: arg.id(),
    about: arg.string(),
    fileIds: arg.idList(),
  }),
  async (ctx, args) =>
    objectionRow(ctx, await raiseObjection(ctx, { ...args, fileIds: (args.fileIds ?? []).map(String) })),
)
command(
  'answerObjection',
  ObjectionResult,
  arg => ({
    objectionId: arg.id({ required: true }),
    upheld: arg.boolean({ required: true }),
    answer: arg.string({ required: true }),
    publicAnswer: arg.string(),
    fileIds: arg.idList(),
  }),
  async (ctx, args) =>
    objectionRow(ctx, await answerObjection(ctx, { ...args, fileIds: (args.fileIds ?? []).map(String) })),
)
