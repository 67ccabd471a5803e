import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import {
  contributeEntropy,
  drawExperts,
  freezeDraw,
  prepareDraw,
  replaceExpert,
  revealEntropy,
  witnessDraw,
} from './drawCommands.ts'
import { countPool, type PoolCount } from './pool.ts'
import { isAwardPublic, isCaller, ownSource, seesDraw, seesSources, shownSource } from './reading.ts'

builder.prismaObject('EntropyContribution', {
  authScopes: { anyone: true },
  fields: t => ({
    source: t.string({
      description: 'The body, or `supplier:` and a code; to other bidders, until the award is public, only `supplier`.',
      select: { source: true, draw: { select: { tenderId: true } } },
      resolve: (one, _args, ctx) => shownSource(ctx, one.draw.tenderId, one.source),
    }),
    isOwn: t.boolean({
      description: 'Whether the reader speaks for this source.',
      select: { source: true },
      resolve: async (one, _args, ctx) => (await ownSource(ctx)) === one.source,
    }),
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
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    status: t.exposeString('status'),
    strata: t.expose('strata', { type: 'JSON' }),
    manifest: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was frozen. It names the contributing supplier, so bidders read it after the award only.',
      select: { manifest: true, tenderId: true },
      resolve: async (draw, _args, ctx) => ((await seesSources(ctx, draw.tenderId)) ? draw.manifest : null),
    }),
    manifestHash: t.exposeString('manifestHash', { nullable: true }),
    resultHash: t.exposeString('resultHash', {
      nullable: true,
      description: 'SHA-256 of the drawn labels and reserves of all strata, as the log has it.',
    }),
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

builder.queryField('draw', t =>
  t.prismaField({
    type: 'Draw',
    nullable: true,
    authScopes: { may: 'draw' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: async (query, _root, args, ctx) =>
      (await seesDraw(ctx, args.tenderId))
        ? ctx.db.prisma.draw.findUnique({ ...query, where: { tenderId: args.tenderId } })
        : null,
  }),
)

const PoolCountType = builder.objectRef<PoolCount>('PoolCount').implement({
  authScopes: { may: 'drawPool' },
  description: 'What a stratum of the rule pack would be drawn from now.',
  fields: t => ({
    name: t.exposeString('name'),
    specialty: t.exposeString('specialty'),
    quota: t.exposeInt('quota'),
    known: t.exposeInt('known', { description: 'Experts of the specialty, whoever they are.' }),
    recused: t.exposeInt('recused', { description: 'Recused already, or by a tie that counts at the preparation.' }),
    insiders: t.exposeInt('insiders', { description: 'Not recused, employed by the office or a member bureau.' }),
    insideSeats: t.exposeInt('insideSeats', { description: 'Of the quota, how many insiders may have.' }),
    eligible: t.exposeInt('eligible', { description: 'Who could be drawn together.' }),
  }),
})

builder.queryField('drawPool', t =>
  t.field({
    type: [PoolCountType],
    authScopes: { may: 'drawPool' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => countPool(ctx, args.tenderId),
  }),
)

const DrawResult = resultUnion('DrawResult', DrawType)
const drawRow = (ctx: RequestContext, id: string) => ctx.db.prisma.draw.findUniqueOrThrow({ where: { id } })

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
