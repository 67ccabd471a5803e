import type { Pause } from '#domain/objection.ts'
import type { Violation } from '#domain/violation.ts'
import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion, ViolationType } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { advanceClock, advanceStage, createTender, loadBlockers, planStages } from './commands.ts'
import { loadCounters, type TenderCounters } from './counterStore.ts'
import { loadPauses } from './pauseStore.ts'

const CountersType = builder.objectRef<TenderCounters>('TenderCounters').implement({
  authScopes: { anyone: true },
  fields: t => ({
    hospitals: t.exposeInt('hospitals'),
    reportsSubmitted: t.exposeInt('reportsSubmitted'),
    reportsApproved: t.exposeInt('reportsApproved'),
    demandLines: t.exposeInt('demandLines'),
    demandKg: t.expose('demandKg', { type: 'BigInt' }),
    ceilingsSet: t.exposeInt('ceilingsSet'),
    declarations: t.exposeInt('declarations'),
    sheets: t.exposeInt('sheets'),
    sheetsSubmitted: t.exposeInt('sheetsSubmitted'),
    bidsRound1: t.exposeInt('bidsRound1'),
    bidsRound2: t.exposeInt('bidsRound2'),
    shortlisted: t.exposeInt('shortlisted'),
    samplesPending: t.exposeInt('samplesPending'),
    winners: t.exposeInt('winners'),
    allocatedKg: t.expose('allocatedKg', { type: 'BigInt' }),
    contracts: t.exposeInt('contracts'),
    contractsEffective: t.exposeInt('contractsEffective'),
  }),
})

builder.prismaObject('TenderStage', {
  authScopes: { anyone: true },
  fields: t => ({
    stage: t.exposeString('stage'),
    ordinal: t.exposeInt('ordinal'),
    opensAt: t.expose('opensAt', { type: 'DateTime', nullable: true }),
    closesAt: t.expose('closesAt', { type: 'DateTime', nullable: true }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.prismaObject('RulePack', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    version: t.exposeInt('version'),
    content: t.expose('content', { type: 'JSON' }),
    hash: t.exposeString('hash'),
    note: t.exposeString('note', { nullable: true }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true }),
  }),
})

builder.prismaObject('TenderDocument', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    version: t.exposeInt('version'),
    title: t.exposeString('title'),
    body: t.exposeString('body'),
    hash: t.exposeString('hash', { description: 'SHA-256 of the manifest.' }),
    manifest: t.exposeString('manifest', { description: 'Titles and hashes of the whole set, canonical.' }),
    summary: t.exposeString('summary', { nullable: true, description: 'What changed against the version before.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime' }),
  }),
})

const PauseType = builder.objectRef<Pause>('TenderPause').implement({
  authScopes: { anyone: true },
  fields: t => ({
    since: t.expose('since', { type: 'DateTime' }),
    objections: t.exposeInt('objections'),
    suspensions: t.exposeInt('suspensions'),
  }),
})

const pauseFor = batched((ctx, tenderIds) => ctx.db.as(PLATFORM).tx(tx => loadPauses(tx, tenderIds)))

const TenderType = builder.prismaObject('Tender', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    title: t.exposeString('title'),
    stage: t.exposeString('stage'),
    isRehearsal: t.exposeBoolean('isRehearsal'),
    now: t.field({
      type: 'DateTime',
      description: "The tender's clock, by which its deadlines are judged.",
      select: { clockOffsetSeconds: true },
      resolve: async (tender, _args, ctx) => {
        const [row] = await ctx.db.prisma.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
        return new Date(row.now.getTime() + Number(tender.clockOffsetSeconds) * 1000)
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    stages: t.relation('stages', { query: { orderBy: { ordinal: 'asc' } } }),
    rulePack: t.prismaField({
      type: 'RulePack',
      nullable: true,
      resolve: (query, tender, _args, ctx) =>
        ctx.db.prisma.rulePack.findFirst({
          ...query,
          where: { tenderId: tender.id, publishedAt: { not: null } },
          orderBy: { version: 'desc' },
        }),
    }),
    rulePacks: t.relation('rulePacks', {
      description: 'Every published version, the newest first.',
      query: { where: { publishedAt: { not: null } }, orderBy: { version: 'desc' } },
    }),
    lotCount: t.relationCount('lots'),
    documents: t.relation('documents', { query: { orderBy: { version: 'desc' } } }),
    snapshot: t.relation('demandSnapshot', { nullable: true }),
    scoreFreeze: t.relation('scoreFreeze', { nullable: true }),
    counters: t.field({
      type: CountersType,
      authScopes: { signedIn: true },
      resolve: (tender, _args, ctx) => ctx.db.as(PLATFORM).tx(tx => loadCounters(tx, tender.id, ctx.actor)),
    }),
    pause: t.field({
      type: PauseType,
      nullable: true,
      description:
        'What holds the campaign up now: objections without an answer, suspensions. Public; whose they are is not.',
      resolve: async (tender, _args, ctx) => (await pauseFor(ctx, tender.id)) ?? null,
    }),
    blockers: t.field({
      type: [ViolationType],
      description: 'Why the present stage cannot be completed yet; for the office.',
      resolve: (tender, _args, ctx) => blockersFor(ctx, tender.id),
    }),
  }),
})

function blockersFor(ctx: RequestContext, tenderId: string): Promise<Violation[]> {
  if (ctx.actor?.role !== 'office' && ctx.actor?.role !== 'supervisor') return Promise.resolve([])
  return ctx.db.tx(async tx => [...(await loadBlockers(tx, tenderId))])
}

builder.prismaObject('Lot', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    tenderId: t.exposeID('tenderId'),
    spec: t.relation('spec'),
    ceilingFen: t.expose('ceilingFen', { type: 'Fen', nullable: true }),
    ceilingBasis: t.expose('ceilingBasis', { type: 'JSON', nullable: true }),
    demandKg: t.field({
      type: 'BigInt',
      description: 'Total demand, public once it is frozen.',
      resolve: async (lot, _args, ctx) => {
        const frozen = await ctx.db.prisma.demandSnapshot.count({ where: { tenderId: lot.tenderId } })
        if (frozen === 0) return 0n
        const lines = ctx.db.as(PLATFORM).prisma.demandLine
        const sum = await lines.aggregate({ where: { lotId: lot.id }, _sum: { quantityKg: true } })
        return BigInt(sum._sum.quantityKg ?? 0)
      },
    }),
  }),
})

const TenderFilter = builder.inputType('TenderFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), stage: t.string() }),
})
const LotFilter = builder.inputType('LotFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), tenderId: t.id() }),
})
const StageClockInput = builder.inputType('StageClockInput', {
  fields: t => ({
    stage: t.string({ required: true }),
    opensAt: t.field({ type: 'DateTime' }),
    closesAt: t.field({ type: 'DateTime' }),
  }),
})

listField('tenders', {
  model: 'Tender',
  filter: TenderFilter,
  defaultSort: 'createdAt',
  sort: {
    createdAt: order => ({ createdAt: order }),
    code: order => ({ code: order }),
    title: order => ({ title: order }),
    stage: order => ({ stage: order }),
  },
  where: (_ctx, filter): Prisma.TenderWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    stage: filter.stage ?? undefined,
    OR: filter.q ? [{ code: { contains: filter.q } }, { title: { contains: filter.q } }] : undefined,
  }),
})

listField('lots', {
  model: 'Lot',
  filter: LotFilter,
  defaultSort: 'code',
  sort: { code: order => ({ code: order }), ceilingFen: order => ({ ceilingFen: order }) },
  where: (_ctx, filter): Prisma.LotWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    OR: filter.q
      ? [{ code: { contains: filter.q } }, { spec: { variety: { name: { contains: filter.q } } } }]
      : undefined,
  }),
})

export const TenderResult = resultUnion('TenderResult', TenderType)

/** The row behind a tender command's result. */
export const tenderRow = (ctx: RequestContext, id: string) => ctx.db.prisma.tender.findUniqueOrThrow({ where: { id } })

command(
  'createTender',
  TenderResult,
  arg => ({
    code: arg.string({ required: true }),
    title: arg.string({ required: true }),
    isRehearsal: arg.boolean({ required: true }),
    provinceCodes: arg.stringList({ required: true }),
    specCodes: arg.stringList({ required: true }),
    rulePack: arg({ type: 'JSON' }),
  }),
  async (ctx, args) => tenderRow(ctx, await createTender(ctx, args)),
)
command(
  'planStages',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }), clocks: arg({ type: [StageClockInput], required: true }) }),
  async (ctx, args) => tenderRow(ctx, await planStages(ctx, args)),
)
command(
  'advanceStage',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }), from: arg.string({ required: true }) }),
  async (ctx, args) => tenderRow(ctx, await advanceStage(ctx, args)),
)
command(
  'advanceClock',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }), seconds: arg.int({ required: true }) }),
  async (ctx, args) => tenderRow(ctx, await advanceClock(ctx, args)),
)
