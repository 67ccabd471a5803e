import { subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { answerIndicators, declareLots } from './commands.ts'
import { loadEvidence } from './evidenceStore.ts'
import { countAnswers } from './store.ts'
import { submitDeclarations, withdrawDeclaration } from './submit.ts'
import { countProved } from './submitStore.ts'

const answeredOf = batched(async (ctx, declarationIds) => {
  const counts = await ctx.db.tx(tx => countAnswers(tx, declarationIds))
  return new Map(counts.map(count => [count.id, count.answered]))
})

const provedOf = batched(async (ctx, declarationIds) => {
  const counts = await ctx.db.tx(tx => countProved(tx, declarationIds))
  return new Map(counts.map(count => [count.id, count.proved]))
})

const evidenceOf = batched(async (ctx, answerIds) => {
  const rows = await ctx.db.tx(tx => loadEvidence(tx, answerIds))
  const lists = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) lists.set(row.answerId, [...(lists.get(row.answerId) ?? []), row])
  return lists
})

builder.prismaObject('Declaration', {
  authScopes: { signedIn: true },
  select: { id: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    lot: t.relation('lot'),
    supplier: t.relation('supplier'),
    status: t.exposeString('status'),
    capacityKg: t.exposeInt('capacityKg'),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', nullable: true }),
    answered: t.int({ resolve: async (declaration, _args, ctx) => (await answeredOf(ctx, declaration.id)) ?? 0 }),
    proved: t.int({
      description: 'Indicators with at least one file attached.',
      resolve: async (declaration, _args, ctx) => (await provedOf(ctx, declaration.id)) ?? 0,
    }),
    receiptHash: t.exposeString('receiptHash', {
      nullable: true,
      description: "SHA-256 over all that its supplier submitted; null unless it is submitted. The supplier's receipt.",
    }),
    answers: t.prismaField({
      type: ['Answer'],
      description: 'Over its three levels; for those who see all declarations, and the own ones.',
      select: {
        tenderId: true,
        supplierId: true,
        lot: { select: { code: true, spec: { select: { variety: true } } } },
      },
      resolve: (query, { tenderId, supplierId, lot }, _args, ctx) => {
        if (!seesAllOf(ctx, supplierId)) return []
        const subjects = INDICATOR_LEVELS.map(level => subjectKey(level, lot.spec.variety.code, lot.code))
        return ctx.db.prisma.answer.findMany({
          ...query,
          where: { tenderId, supplierId, subjectKey: { in: subjects } },
          orderBy: { indicatorCode: 'asc' },
        })
      },
    }),
    qualityCenti: t.int({
      nullable: true,
      description:
        'Hundredths of a point, once the scores are frozen; for those who see all declarations, and the own ones.',
      select: {
        supplierId: true,
        total: { select: { qualityCenti: true } },
        tender: { select: { scoreFreeze: { select: { tenderId: true } } } },
      },
      resolve: (declaration, _args, ctx) =>
        declaration.tender.scoreFreeze && seesAllOf(ctx, declaration.supplierId)
          ? (declaration.total?.qualityCenti ?? null)
          : null,
    }),
  }),
})

builder.prismaObject('Answer', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    indicatorCode: t.exposeString('indicatorCode'),
    subjectKey: t.exposeString('subjectKey'),
    value: t.expose('value', { type: 'JSON' }),
    proposedCenti: t.exposeInt('proposedCenti', { nullable: true }),
    evidence: t.prismaField({
      type: ['AnswerEvidence'],
      description: 'The files that prove it: for its supplier, those who see all, and the expert who holds the sheet.',
      resolve: async (_query, answer, _args, ctx) => (await evidenceOf(ctx, answer.id)) ?? [],
    }),
  }),
})

const ALL_SEEING: readonly (string | undefined)[] = ['office', 'supervisor', 'auditor']

const seesAllOf = (ctx: RequestContext, supplierId: string): boolean =>
  ALL_SEEING.includes(ctx.actor?.role) || (ctx.actor?.role === 'supplier' && ctx.actor.supplierId === supplierId)

const DeclarationFilter = builder.inputType('DeclarationFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    lotId: t.id(),
    supplierId: t.id(),
    status: t.string(),
    q: t.string({ description: "A word of the supplier's or the variety's name, or of a code." }),
  }),
})
const LotDeclarationInput = builder.inputType('LotDeclarationInput', {
  fields: t => ({ lotId: t.id({ required: true }), capacityKg: t.int({ required: true }) }),
})
const AnswerInput = builder.inputType('AnswerInput', {
  fields: t => ({
    indicatorCode: t.string({ required: true }),
    subjectKey: t.string({ required: true }),
    value: t.field({ type: 'JSON', required: true }),
  }),
})

/** Declarations whose supplier, lot or variety has the word in its name or code. */
function named(q: string | null | undefined): Prisma.DeclarationWhereInput {
  if (!q) return {}
  const word = { contains: q, mode: 'insensitive' as const }
  const variety = { spec: { variety: { name: word } } }
  return { OR: [{ supplier: { OR: [{ name: word }, { code: word }] } }, { lot: { OR: [{ code: word }, variety] } }] }
}

/** Who has declared is secret before the opening (招标投标法 22): a supplier sees its own, outsiders not even how many. */
function visibleTo(ctx: RequestContext): Prisma.DeclarationWhereInput | null {
  const { actor } = ctx
  if (ALL_SEEING.includes(actor?.role)) return {}
  return actor?.role === 'supplier' && actor.supplierId ? { supplierId: actor.supplierId } : null
}

listField('declarations', {
  model: 'Declaration',
  filter: DeclarationFilter,
  defaultSort: 'lot',
  sort: {
    lot: order => ({ lot: { code: order } }),
    supplier: order => ({ supplier: { code: order } }),
    status: order => ({ status: order }),
    capacityKg: order => ({ capacityKg: order }),
    submittedAt: order => ({ submittedAt: { sort: order, nulls: 'last' } }),
    qualityCenti: order => ({ total: { qualityCenti: order } }),
  },
  tieBreak: [{ lot: { code: 'asc' } }, { supplier: { code: 'asc' } }],
  where: (ctx, filter): Prisma.DeclarationWhereInput | null => {
    const visible = visibleTo(ctx)
    return (
      visible && {
        id: filter.ids ? { in: filter.ids.map(String) } : undefined,
        tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
        lotId: filter.lotId ? String(filter.lotId) : undefined,
        status: filter.status ?? undefined,
        AND: [visible, filter.supplierId ? { supplierId: String(filter.supplierId) } : {}, named(filter.q)],
      }
    )
  },
})

builder.queryField('answers', t =>
  t.prismaField({
    type: ['Answer'],
    description: "The signed-in supplier's own.",
    authScopes: { may: 'answers' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (query, _root, args, ctx) =>
      ctx.actor?.supplierId
        ? ctx.db.prisma.answer.findMany({
            ...query,
            where: { tenderId: args.tenderId, supplierId: ctx.actor.supplierId },
            orderBy: [{ subjectKey: 'asc' }, { indicatorCode: 'asc' }],
          })
        : [],
  }),
)

command(
  'declareLots',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), lots: arg({ type: [LotDeclarationInput], required: true }) }),
  (ctx, args) => declareLots(ctx, args),
)
command(
  'answerIndicators',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), answers: arg({ type: [AnswerInput], required: true }) }),
  (ctx, args) => answerIndicators(ctx, args),
)
command(
  'submitDeclarations',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  (ctx, args) => submitDeclarations(ctx, args),
)
command(
  'withdrawDeclaration',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), declarationIds: arg.idList({ required: true }) }),
  (ctx, args) => withdrawDeclaration(ctx, { tenderId: args.tenderId, declarationIds: args.declarationIds.map(String) }),
)
