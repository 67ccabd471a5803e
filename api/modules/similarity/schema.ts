import { sharedPassages } from '#domain/similarity.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { decideSimilarity, findSimilarities } from './commands.ts'
import { findTexts, VERDICTS } from './store.ts'

const SEEING: readonly (string | undefined)[] = ['office', 'supervisor']

builder.prismaObject('SimilarityDecision', {
  authScopes: { may: 'similarityFlags' },
  fields: t => ({
    id: t.exposeID('id'),
    verdict: t.exposeString('verdict'),
    reason: t.exposeString('reason'),
    decidedBy: t.string({
      select: { decider: { select: { displayName: true } } },
      resolve: decision => decision.decider.displayName,
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime' }),
  }),
})

const FlagType = builder.prismaObject('SimilarityFlag', {
  authScopes: { may: 'similarityFlags' },
  description: 'A sign of collusion (实施条例 40) between two suppliers. It voids nothing: people decide.',
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    kind: t.exposeString('kind', { description: 'sameFile, nearText, sameMaker, sameOrigin or related' }),
    supplierA: t.relation('supplierA'),
    supplierB: t.relation('supplierB'),
    sharedKey: t.exposeString('sharedKey', { description: 'What they share: content, author and program, address.' }),
    strength: t.exposeInt('strength', { description: 'Hundredths of a percent.' }),
    fileA: t.relation('fileA', { nullable: true }),
    fileB: t.relation('fileB', { nullable: true }),
    foundAt: t.expose('foundAt', { type: 'DateTime' }),
    decisions: t.relation('decisions', { query: { orderBy: { decidedAt: 'asc' } } }),
  }),
})

const SimilarityFlagFilter = builder.inputType('SimilarityFlagFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    kind: t.string(),
    supplierId: t.id(),
    q: t.string({ description: "A word of a supplier's name or code." }),
    isDecided: t.boolean(),
  }),
})

listField('similarityFlags', {
  model: 'SimilarityFlag',
  filter: SimilarityFlagFilter,
  defaultSort: 'strength',
  sort: {
    strength: order => ({ strength: order }),
    kind: order => ({ kind: order }),
    foundAt: order => ({ foundAt: order }),
  },
  where: (ctx, filter): Prisma.SimilarityFlagWhereInput | null => {
    if (!SEEING.includes(ctx.actor?.role)) return null
    const word = filter.q ? { contains: filter.q, mode: 'insensitive' as const } : null
    const named = word && { OR: [{ name: word }, { code: word }] }
    const supplierId = filter.supplierId ? String(filter.supplierId) : null
    const decided = filter.isDecided ?? null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
      kind: filter.kind ?? undefined,
      decisions: decided === null ? undefined : decided ? { some: {} } : { none: {} },
      AND: [
        named ? { OR: [{ supplierA: named }, { supplierB: named }] } : {},
        supplierId ? { OR: [{ supplierAId: supplierId }, { supplierBId: supplierId }] } : {},
      ],
    }
  },
})

interface Texts {
  readonly textA: string
  readonly textB: string
}

const PassageType = builder.objectRef<ReturnType<typeof sharedPassages>[number]>('SharedPassage').implement({
  authScopes: { may: 'similarityTexts' },
  description: 'A passage in both texts, by its places in them.',
  fields: t => ({
    startA: t.exposeInt('startA'),
    endA: t.exposeInt('endA'),
    startB: t.exposeInt('startB'),
    endB: t.exposeInt('endB'),
  }),
})

const TextsType = builder.objectRef<Texts>('SimilarityTexts').implement({
  authScopes: { may: 'similarityTexts' },
  fields: t => ({
    textA: t.exposeString('textA'),
    textB: t.exposeString('textB'),
    passages: t.field({ type: [PassageType], resolve: ({ textA, textB }) => sharedPassages(textA, textB) }),
  }),
})

builder.queryField('similarityTexts', t =>
  t.field({
    type: TextsType,
    nullable: true,
    description: "The words of a flag's two files, with what stands in both; null for a flag without files.",
    authScopes: { may: 'similarityTexts' },
    args: { flagId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.tx(tx => findTexts(tx, String(args.flagId))),
  }),
)

const FlagResult = resultUnion('SimilarityFlagResult', FlagType)

command(
  'findSimilarities',
  JobResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await findSimilarities(ctx, args.tenderId)),
)
command(
  'decideSimilarity',
  FlagResult,
  arg => ({
    flagId: arg.id({ required: true }),
    verdict: arg.string({ required: true, description: VERDICTS.join(', ') }),
    reason: arg.string({ required: true }),
  }),
  async (ctx, args) =>
    ctx.db.prisma.similarityFlag.findUniqueOrThrow({ where: { id: await decideSimilarity(ctx, args) } }),
)
