import { z } from 'zod'
import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { TenderResult, tenderRow } from '../tender/schema.ts'
import { computeShortlist, finaliseAwards, proposeAwards } from './commands.ts'
import { placeExplanation } from './explain.ts'

const explanationShape = z.looseObject({ tiedWith: z.unknown().optional() })

builder.prismaObject('RankingEntry', {
  authScopes: { may: 'rankings' },
  fields: t => ({
    id: t.id({ resolve: entry => `${entry.lotId}:${entry.phase}:${entry.declarationId}` }),
    lot: t.relation('lot'),
    declaration: t.relation('declaration'),
    phase: t.exposeString('phase'),
    rank: t.exposeInt('rank'),
    selected: t.exposeBoolean('selected'),
    qualityCenti: t.exposeInt('qualityCenti'),
    priceFen: t.expose('priceFen', { type: 'Fen' }),
    priceScoreCenti: t.exposeInt('priceScoreCenti'),
    compositeCenti: t.exposeInt('compositeCenti'),
    sampleFailures: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Fields of the sample that took the declaration out of what follows, with value and limit.',
      select: {
        declaration: { select: { sample: { select: { removed: true, failures: true, retestFailures: true } } } },
      },
      resolve: ({ declaration: { sample } }) => (sample?.removed ? (sample.retestFailures ?? sample.failures) : null),
    }),
    explanation: t.field({
      type: 'JSON',
      description: 'reasons, decidedBy, lowPrice, fallback, entered, places; tiedWith (codes) not for suppliers.',
      resolve: (entry, _args, ctx) => {
        if (ctx.actor?.role !== 'supplier') return entry.explanation
        // A tie may be with somebody who was not selected, whose name no notice publishes.
        const { tiedWith: _hidden, ...rest } = explanationShape.parse(entry.explanation)
        return rest
      },
    }),
  }),
})

builder.prismaObject('Award', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('declarationId'),
    declaration: t.relation('declaration'),
    lot: t.relation('lot'),
    rank: t.exposeInt('rank'),
    priceFen: t.expose('priceFen', { type: 'Fen' }),
    status: t.exposeString('status'),
  }),
})

const RankingFilter = builder.inputType('RankingFilter', {
  fields: t => ({ tenderId: t.id(), lotId: t.id(), phase: t.string(), selected: t.boolean() }),
})
const AwardFilter = builder.inputType('AwardFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), lotId: t.id(), supplierId: t.id(), status: t.string() }),
})
const WATCHERS: readonly string[] = ['office', 'officer', 'supervisor', 'auditor']

const isWatcher = (ctx: RequestContext) => WATCHERS.includes(ctx.actor?.role ?? 'public')

const id = (value: string | number | null | undefined) => (value ? String(value) : undefined)

/** Lots of tenders whose notice of a kind is out. */
const published = (kind: string): Prisma.LotWhereInput => ({
  tender: { notices: { some: { kind, withdrawnAt: null } } },
})

/** A supplier sees its own places once their result is public. */
function visibleRankings(ctx: RequestContext): Prisma.RankingEntryWhereInput | null {
  if (isWatcher(ctx)) return {}
  if (ctx.actor?.role !== 'supplier' || !ctx.actor.supplierId) return null
  return {
    declaration: { supplierId: ctx.actor.supplierId },
    OR: [
      { phase: 'shortlist', lot: published('shortlist') },
      { phase: 'award', lot: published('proposedAward') },
    ],
  }
}

listField('rankings', {
  model: 'RankingEntry',
  filter: RankingFilter,
  defaultSort: 'rank',
  sort: sortBy('rank', 'phase', 'selected', 'qualityCenti', 'priceFen', 'priceScoreCenti', 'compositeCenti'),
  tieBreak: [{ lotId: 'asc' }, { phase: 'asc' }, { declarationId: 'asc' }],
  where: (ctx, filter): Prisma.RankingEntryWhereInput | null => {
    const visible = visibleRankings(ctx)
    if (!visible) return null
    return {
      lotId: id(filter.lotId),
      lot: filter.tenderId ? { tenderId: String(filter.tenderId) } : undefined,
      phase: filter.phase ?? undefined,
      selected: filter.selected ?? undefined,
      AND: [visible],
    }
  },
})

listField('awards', {
  model: 'Award',
  filter: AwardFilter,
  defaultSort: 'rank',
  sort: sortBy('rank', 'priceFen', 'status'),
  tieBreak: { declarationId: 'asc' },
  where: (ctx, filter): Prisma.AwardWhereInput | null => {
    if (!ctx.actor) return null
    return {
      declarationId: filter.ids ? { in: filter.ids.map(String) } : undefined,
      lotId: id(filter.lotId),
      status: filter.status ?? undefined,
      declaration: { tenderId: id(filter.tenderId), supplierId: id(filter.supplierId) },
      lot: isWatcher(ctx) ? undefined : published('proposedAward'),
    }
  },
})

command(
  'computeShortlist',
  JobResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await computeShortlist(ctx, args)),
)
command(
  'proposeAwards',
  JobResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await proposeAwards(ctx, args)),
)
command(
  'finaliseAwards',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => tenderRow(ctx, await finaliseAwards(ctx, args)),
)

builder.queryField('placeExplanation', t =>
  t.field({
    type: 'JSON',
    nullable: true,
    description:
      'Every figure that led to a place (PlaceExplanation); a supplier reads its own once the result is public.',
    authScopes: { may: 'placeExplanation' },
    args: { declarationId: t.arg.id({ required: true }), phase: t.arg.string({ required: true }) },
    resolve: (_root, args, ctx) =>
      placeExplanation(ctx, { declarationId: String(args.declarationId), phase: args.phase }),
  }),
)
