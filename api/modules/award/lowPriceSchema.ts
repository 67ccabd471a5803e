import type { RequestContext } from '../../context.ts'
import { refuse } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { CaseFileType, caseFilesOf } from '../objection/index.ts'
import { findCase, type LowPriceRow, loadCases } from './lowPriceStore.ts'
import { askLowPrice, decideLowPrice, justifyLowPrice } from './lowPrices.ts'

const filesOf = caseFilesOf('low_price_id')

const LowPriceType = builder.objectRef<LowPriceRow>('LowPriceCase').implement({
  authScopes: { may: 'lowPriceCases' },
  fields: t => ({
    id: t.id({ resolve: row => row.declarationId }),
    lotCode: t.exposeString('lotCode'),
    supplierCode: t.exposeString('supplierCode'),
    supplierName: t.exposeString('supplierName'),
    priceFen: t.expose('priceFen', { type: 'Fen' }),
    question: t.exposeString('question'),
    askedAt: t.expose('askedAt', { type: 'DateTime' }),
    dueAt: t.expose('dueAt', { type: 'DateTime' }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'accepted or rejected, by two people.' }),
    reason: t.exposeString('reason', { nullable: true }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
    files: t.field({
      type: [CaseFileType],
      resolve: async (row, _args, ctx) => (await filesOf(ctx, row.declarationId)) ?? [],
    }),
  }),
})

builder.queryField('lowPriceCases', t =>
  t.field({
    type: [LowPriceType],
    description:
      'Low prices whose suppliers were asked: a supplier sees its own, who runs or controls the campaign all.',
    authScopes: { may: 'lowPriceCases' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.tx(tx => loadCases(tx, String(args.tenderId))),
  }),
)

const LowPriceResult = resultUnion('LowPriceResult', LowPriceType)

const caseRow = (ctx: RequestContext, id: string) =>
  ctx.db.tx(async tx => (await findCase(tx, id)) ?? refuse('notFound', 'declarationId'))

command(
  'askLowPrice',
  LowPriceResult,
  arg => ({ declarationId: arg.id({ required: true }), question: arg.string({ required: true }) }),
  async (ctx, args) => caseRow(ctx, await askLowPrice(ctx, args)),
)
command(
  'justifyLowPrice',
  LowPriceResult,
  arg => ({ declarationId: arg.id({ required: true }), answer: arg.string({ required: true }), fileIds: arg.idList() }),
  async (ctx, args) => caseRow(ctx, await justifyLowPrice(ctx, { ...args, fileIds: (args.fileIds ?? []).map(String) })),
)
command(
  'decideLowPrice',
  LowPriceResult,
  arg => ({
    declarationId: arg.id({ required: true }),
    accepted: arg.boolean({ required: true }),
    reason: arg.string({ required: true }),
  }),
  async (ctx, args) => caseRow(ctx, await decideLowPrice(ctx, args)),
)
