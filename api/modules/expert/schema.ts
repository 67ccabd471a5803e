import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { declareConflict, declareRecusal, type ExpertInput as ExpertInputShape, importExperts } from './commands.ts'
import {
  contributeEntropy,
  drawExperts,
  freezeDraw,
  prepareDraw,
  replaceExpert,
  revealEntropy,
  witnessDraw,
} from './drawCommands.ts'

builder.prismaObject('Expert', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    specialty: t.exposeString('specialty'),
    region: t.exposeString('region'),
    employer: t.exposeString('employer'),
    outside: t.exposeBoolean('outside'),
    ties: t.relation('ties', { authScopes: { may: 'experts' } }),
  }),
})

const ExpertFilter = builder.inputType('ExpertFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), specialty: t.string() }),
})
builder.prismaObject('ExpertTie', {
  authScopes: { may: 'experts' },
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.exposeString('kind'),
    supplierCode: t.exposeString('supplierCode'),
    until: t.expose('until', { type: 'DateTime', nullable: true }),
  }),
})

const ExpertTieInput = builder.inputType('ExpertTieInput', {
  fields: t => ({
    kind: t.string({ required: true }),
    supplier: t.string({ required: true, description: 'Code of the supplier.' }),
    until: t.field({ type: 'DateTime', description: 'When it ended; left out while it lasts.' }),
  }),
})
const ExpertInput = builder.inputType('ExpertInput', {
  fields: t => ({
    code: t.string({ required: true }),
    name: t.string({ required: true }),
    specialty: t.string({ required: true }),
    region: t.string({ required: true }),
    employer: t.string({ required: true }),
    outside: t.boolean({ required: true }),
    ties: t.field({ type: [ExpertTieInput], description: 'Declared ties to suppliers; left out: as they are.' }),
  }),
})

listField('experts', {
  model: 'Expert',
  filter: ExpertFilter,
  defaultSort: 'code',
  sort: sortBy('code', 'name', 'specialty', 'region', 'employer', 'outside'),
  where: (_ctx, filter): Prisma.ExpertWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    specialty: filter.specialty ?? undefined,
    OR: filter.q ? [{ code: { startsWith: filter.q } }, { name: { contains: filter.q } }] : undefined,
  }),
})

builder.prismaObject('Recusal', {
  authScopes: { may: 'recusals' },
  fields: t => ({
    id: t.exposeID('id'),
    expert: t.relation('expert'),
    supplierId: t.exposeID('supplierId', { nullable: true }),
    reason: t.exposeString('reason'),
    source: t.exposeString('source'),
  }),
})

builder.queryField('recusals', t =>
  t.prismaField({
    type: ['Recusal'],
    authScopes: { may: 'recusals' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, args, ctx) =>
      ctx.db.prisma.recusal.findMany({
        ...query,
        where: { tenderId: args.tenderId },
        orderBy: [{ expert: { code: 'asc' } }, { id: 'asc' }],
      }),
  }),
)

builder.prismaObject('EntropyContribution', {
  authScopes: { signedIn: true },
  fields: t => ({
    source: t.exposeString('source'),
    commitment: t.exposeString('commitment'),
    value: t.exposeString('value', { nullable: true, description: 'The revealed bytes in hex.' }),
    revealedAt: t.expose('revealedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.prismaObject('DrawnExpert', {
  authScopes: { signedIn: true },
  fields: t => ({
    expert: t.relation('expert'),
    stratum: t.exposeString('stratum'),
    ordinal: t.exposeInt('ordinal'),
    status: t.exposeString('status'),
    reason: t.exposeString('reason', { nullable: true }),
  }),
})

const DrawType = builder.prismaObject('Draw', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    status: t.exposeString('status'),
    strata: t.expose('strata', { type: 'JSON' }),
    manifest: t.expose('manifest', { type: 'JSON', nullable: true }),
    manifestHash: t.exposeString('manifestHash', { nullable: true }),
    isMine: t.boolean({
      description: 'Whether the reader is one of the two who call the drawn.',
      select: { preparedBy: true, witnessedBy: true },
      resolve: (draw, _args, ctx) => isCaller(draw, ctx),
    }),
    isWitnessed: t.boolean({ select: { witnessedBy: true }, resolve: draw => draw.witnessedBy !== null }),
    frozenAt: t.expose('frozenAt', { type: 'DateTime', nullable: true }),
    drawnAt: t.expose('drawnAt', { type: 'DateTime', nullable: true }),
    contributions: t.relation('contributions', { query: { orderBy: { source: 'asc' } } }),
    drawnExperts: t.prismaField({
      type: ['DrawnExpert'],
      description: 'Secret to all but the two who call them until the award is public (招标投标法 37).',
      select: { id: true, tenderId: true, preparedBy: true, witnessedBy: true },
      resolve: async (query, draw, _args, ctx) =>
        isCaller(draw, ctx) || (await isAwardPublic(ctx, draw.tenderId))
          ? ctx.db.prisma.drawnExpert.findMany({
              ...query,
              where: { drawId: draw.id },
              orderBy: [{ stratum: 'asc' }, { ordinal: 'asc' }],
            })
          : [],
    }),
  }),
})

const isCaller = (draw: { preparedBy: string | null; witnessedBy: string | null }, ctx: RequestContext): boolean =>
  ctx.actor !== null && [draw.preparedBy, draw.witnessedBy].includes(ctx.actor.userId)

async function isAwardPublic(ctx: RequestContext, tenderId: string): Promise<boolean> {
  return (await ctx.db.prisma.notice.count({ where: { tenderId, kind: 'award' } })) > 0
}

builder.queryField('draw', t =>
  t.prismaField({
    type: 'Draw',
    nullable: true,
    authScopes: { may: 'draw' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, args, ctx) =>
      ctx.db.prisma.draw.findUnique({ ...query, where: { tenderId: args.tenderId } }),
  }),
)

const DrawResult = resultUnion('DrawResult', DrawType)
const drawRow = (ctx: RequestContext, id: string) => ctx.db.prisma.draw.findUniqueOrThrow({ where: { id } })

type TieKindText = NonNullable<ExpertInputShape['ties']>[number]['kind']

/** Kinds are checked by the command, which names the row. */
const expertOf = ({ ties, ...expert }: typeof ExpertInput.$inferInput): ExpertInputShape => ({
  ...expert,
  ties:
    ties?.map(({ kind, supplier, until }) => ({ kind: kind as TieKindText, supplier, until: until ?? null })) ?? null,
})

command(
  'importExperts',
  DoneResult,
  arg => ({ experts: arg({ type: [ExpertInput], required: true }) }),
  (ctx, args) => importExperts(ctx, args.experts.map(expertOf)),
)
command(
  'declareConflict',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    expertCode: arg.string({ required: true }),
    supplierCode: arg.string(),
    reason: arg.string({ required: true }),
  }),
  (ctx, args) => declareConflict(ctx, args),
)
command(
  'declareRecusal',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), supplierCode: arg.string(), reason: arg.string({ required: true }) }),
  (ctx, args) => declareRecusal(ctx, args),
)
command(
  'prepareDraw',
  DrawResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    poolSecret: arg({ type: 'Base64', required: true }),
  }),
  async (ctx, args) => drawRow(ctx, await prepareDraw(ctx, args)),
)
command(
  'witnessDraw',
  DrawResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => drawRow(ctx, await witnessDraw(ctx, args.tenderId)),
)
command(
  'contributeEntropy',
  DrawResult,
  arg => ({ tenderId: arg.id({ required: true }), commitment: arg.string({ required: true }) }),
  async (ctx, args) => drawRow(ctx, await contributeEntropy(ctx, args)),
)
command(
  'freezeDraw',
  DrawResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => drawRow(ctx, await freezeDraw(ctx, args.tenderId)),
)
command(
  'revealEntropy',
  DrawResult,
  arg => ({ tenderId: arg.id({ required: true }), value: arg({ type: 'Base64', required: true }) }),
  async (ctx, args) => drawRow(ctx, await revealEntropy(ctx, args)),
)
command(
  'drawExperts',
  DrawResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => drawRow(ctx, await drawExperts(ctx, args.tenderId)),
)
command(
  'replaceExpert',
  DrawResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    expertCode: arg.string({ required: true }),
    reason: arg.string({ required: true }),
  }),
  async (ctx, args) => drawRow(ctx, await replaceExpert(ctx, args)),
)
