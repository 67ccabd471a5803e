import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { declareConflict, declareRecusal, type ExpertInput as ExpertInputShape, importExperts } from './commands.ts'

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
    supplierCode: t.string({
      nullable: true,
      description: 'Whose papers only; null for the whole tender.',
      select: { supplierId: true },
      resolve: async ({ supplierId: id }, _args, ctx) =>
        id && ((await ctx.db.prisma.supplier.findUnique({ where: { id }, select: { code: true } }))?.code ?? null),
    }),
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
