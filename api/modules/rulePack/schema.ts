import { checkRulePack } from '#domain/rulePack.ts'
import { comparePlays, type PlayTotals, totalsOf } from '#domain/rulePlay.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion, ViolationType } from '../../graphql/command.ts'
import { TenderResult, tenderRow } from '../tender/schema.ts'
import { saveRulePackDraft } from './drafts.ts'
import { dryRunRulePack } from './dryRun.ts'
import { playOf } from './dryRunStore.ts'
import { type Impact, loadImpact, publishRulePack } from './publish.ts'

const DRAFTS_SHOWN = 50
const RUNS_SHOWN = 20

const ImpactType = builder.objectRef<Impact>('RulePackImpact').implement({
  description: 'What publishing a draft now would bring with it.',
  authScopes: { may: 'rulePackDrafts' },
  fields: t => ({
    violations: t.field({ type: [ViolationType], resolve: impact => [...impact.violations] }),
    bidDeadline: t.expose('bidDeadline', { type: 'DateTime', nullable: true }),
    newBidDeadline: t.expose('newBidDeadline', { type: 'DateTime', nullable: true }),
    voidedBids: t.exposeInt('voidedBids'),
  }),
})

const DraftType = builder.prismaObject('RulePackDraft', {
  authScopes: { may: 'rulePackDrafts' },
  select: { id: true, tenderId: true, content: true, editor: { select: { displayName: true } } },
  fields: t => ({
    id: t.exposeID('id'),
    revision: t.exposeInt('revision'),
    content: t.expose('content', { type: 'JSON' }),
    hash: t.exposeString('hash'),
    note: t.exposeString('note'),
    editedBy: t.string({ resolve: draft => draft.editor.displayName }),
    editedAt: t.expose('editedAt', { type: 'DateTime' }),
    violations: t.field({ type: [ViolationType], resolve: draft => checkRulePack(draft.content) }),
    impact: t.field({
      type: ImpactType,
      resolve: (draft, _args, ctx) => ctx.db.tx(tx => loadImpact(tx, draft.tenderId, draft.content)),
    }),
  }),
})

const TotalsType = builder.objectRef<PlayTotals>('PlayTotals').implement({
  authScopes: { may: 'dryRuns' },
  fields: t => ({
    lots: t.exposeInt('lots'),
    entered: t.exposeInt('entered'),
    belowFloor: t.exposeInt('belowFloor'),
    shortlisted: t.exposeInt('shortlisted'),
    winners: t.exposeInt('winners'),
    winningSuppliers: t.exposeInt('winningSuppliers'),
    lotsWithoutWinner: t.exposeInt('lotsWithoutWinner'),
    priceOfCeilingCenti: t.exposeInt('priceOfCeilingCenti', { nullable: true }),
  }),
})

builder.prismaObject('DryRunLot', {
  authScopes: { may: 'dryRuns' },
  select: { lotCode: true, base: true, candidate: true },
  fields: t => ({
    lotCode: t.exposeString('lotCode'),
    base: t.expose('base', { type: 'JSON' }),
    candidate: t.expose('candidate', { type: 'JSON' }),
    comparison: t.field({ type: 'JSON', resolve: lot => comparePlays(playOf(lot.base), playOf(lot.candidate)) }),
  }),
})

const DryRunType = builder.prismaObject('DryRun', {
  description: 'A draft played beside the pack in force: a rehearsal that changes nothing.',
  authScopes: { may: 'dryRuns' },
  select: {
    id: true,
    lots: { orderBy: { lotCode: 'asc' } },
    starter: { select: { displayName: true } },
    sourceTender: { select: { code: true, title: true } },
  },
  fields: t => ({
    id: t.exposeID('id'),
    source: t.exposeString('source'),
    sourceTitle: t.string({
      nullable: true,
      resolve: run => (run.sourceTender ? `${run.sourceTender.title}（${run.sourceTender.code}）` : null),
    }),
    seed: t.exposeInt('seed'),
    declarers: t.exposeInt('declarers'),
    candidateHash: t.exposeString('candidateHash'),
    baseHash: t.exposeString('baseHash'),
    startedBy: t.string({ resolve: run => run.starter.displayName }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    job: t.relation('job'),
    lots: t.relation('lots', { query: { orderBy: { lotCode: 'asc' } } }),
    baseTotals: t.field({ type: TotalsType, resolve: run => totalsOf(run.lots.map(lot => playOf(lot.base))) }),
    candidateTotals: t.field({
      type: TotalsType,
      resolve: run => totalsOf(run.lots.map(lot => playOf(lot.candidate))),
    }),
  }),
})

builder.queryField('rulePackDrafts', t =>
  t.prismaField({
    type: ['RulePackDraft'],
    description: 'Saved drafts of the next rule pack, the last one first.',
    authScopes: { may: 'rulePackDrafts' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, { tenderId }, ctx) =>
      ctx.db.prisma.rulePackDraft.findMany({
        ...query,
        where: { tenderId: String(tenderId) },
        orderBy: { revision: 'desc' },
        take: DRAFTS_SHOWN,
      }),
  }),
)

builder.queryField('dryRuns', t =>
  t.prismaField({
    type: ['DryRun'],
    authScopes: { may: 'dryRuns' },
    args: { tenderId: t.arg.id({ required: true }), id: t.arg.id() },
    resolve: (query, _root, { tenderId, id }, ctx) =>
      ctx.db.prisma.dryRun.findMany({
        ...query,
        where: { tenderId: String(tenderId), id: id ? String(id) : undefined },
        orderBy: { startedAt: 'desc' },
        take: RUNS_SHOWN,
      }),
  }),
)

const DraftResult = resultUnion('RulePackDraftResult', DraftType)
const DryRunResult = resultUnion('DryRunResult', DryRunType)

command(
  'saveRulePackDraft',
  DraftResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    content: arg({ type: 'JSON', required: true }),
    basedOn: arg.int({ required: true }),
    note: arg.string({ required: true }),
  }),
  async (ctx, args) => {
    const id = await saveRulePackDraft(ctx, args)
    return ctx.db.prisma.rulePackDraft.findUniqueOrThrow({ where: { id }, include: { editor: true } })
  },
)
command(
  'publishRulePack',
  TenderResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    revision: arg.int({ required: true }),
    hash: arg.string({ required: true }),
  }),
  async (ctx, args) => tenderRow(ctx, await publishRulePack(ctx, args)),
)
command(
  'dryRunRulePack',
  DryRunResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    revision: arg.int({ required: true }),
    source: arg.string({ required: true }),
    sourceTenderId: arg.id(),
    seed: arg.int(),
  }),
  async (ctx, args) => {
    const id = await dryRunRulePack(ctx, args)
    return ctx.db.prisma.dryRun.findUniqueOrThrow({
      where: { id },
      include: { starter: true, sourceTender: true, lots: true },
    })
  },
)
