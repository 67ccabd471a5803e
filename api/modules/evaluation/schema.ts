import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import {
  loadRankedAmong,
  loadReadableScores,
  loadSheetAnswers,
  loadSheetClarifications,
  loadSheetDrafts,
  loadSheetNames,
  type SheetClarification,
  type SheetDraft,
  type SheetNames,
  type SheetScore,
} from './readStore.ts'

builder.prismaObject('ScoreFreeze', {
  authScopes: { anyone: true },
  fields: t => ({
    hash: t.exposeString('hash'),
    itemCount: t.exposeInt('itemCount'),
    scoreCount: t.exposeInt('scoreCount'),
    frozenAt: t.expose('frozenAt', { type: 'DateTime' }),
  }),
})

const ScoreType = builder.objectRef<SheetScore>('Score').implement({
  authScopes: { may: 'reviewSheets' },
  fields: t => ({
    indicatorCode: t.exposeString('indicatorCode'),
    pointsCenti: t.exposeInt('pointsCenti'),
    reason: t.exposeString('reason', { nullable: true }),
    reasonDue: t.exposeBoolean('reasonDue', {
      description: 'The score lies far from the mean of all: its expert must give a reason.',
    }),
  }),
})
const DraftType = builder.objectRef<SheetDraft>('ScoreDraft').implement({
  authScopes: { may: 'saveDrafts' },
  fields: t => ({
    indicatorCode: t.exposeString('indicatorCode'),
    pointsCenti: t.exposeInt('pointsCenti', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    flagged: t.exposeBoolean('flagged'),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
})
const ClarificationType = builder.objectRef<SheetClarification>('SheetClarification').implement({
  authScopes: { may: 'reviewSheets' },
  fields: t => ({ indicatorCode: t.exposeString('indicatorCode'), text: t.exposeString('text') }),
})

/** Rows of many sheets at once, in lists by sheet. */
const listsBySheet = <Row extends { readonly sheetId: string }>(
  load: (tx: Tx, ids: readonly string[], ctx: RequestContext) => Promise<Row[]>,
) =>
  batched(async (ctx, ids) => {
    const lists = new Map<string, Row[]>()
    for (const row of await ctx.db.tx(tx => load(tx, ids, ctx)))
      lists.set(row.sheetId, [...(lists.get(row.sheetId) ?? []), row])
    return lists
  })

const answersOf = listsBySheet(loadSheetAnswers)
const scoresOf = listsBySheet((tx, ids, ctx) => loadReadableScores(tx, ids, ctx.actor?.expertId ?? null))
const namesOf = listsBySheet(loadSheetNames)
const draftsOf = listsBySheet(loadSheetDrafts)
const clarificationsOf = listsBySheet(loadSheetClarifications)

const rankedAmong = batched(
  async (ctx, ids) =>
    new Map(
      (await ctx.db.as(PLATFORM).tx(tx => loadRankedAmong(tx, ids))).map(({ answerId, count }) => [answerId, count]),
    ),
)
builder.prismaObjectField('Answer', 'rankedAmong', t =>
  t.int({
    description: 'How many suppliers a rank among all answers to the same counts.',
    authScopes: { may: 'reviewSheets' },
    select: { id: true },
    resolve: async (answer, _args, ctx) => (await rankedAmong(ctx, answer.id)) ?? 0,
  }),
)

const GRADES: Readonly<Record<string, string>> = { ungraded: '统货', sorted: '选货' }

/** What a sheet judges, in the reader's words: the company, a variety, or a variety and its grade. */
function subjectName(names: SheetNames | undefined, { locale }: RequestContext): string {
  if (!names?.varietyName) return names?.supplierName ?? ''
  if (!names.grade) return names.varietyName
  return `${names.varietyName} · ${locale === 'zh' ? (GRADES[names.grade] ?? names.grade) : names.grade}`
}

builder.prismaObject('ReviewSheet', {
  authScopes: { may: 'reviewSheets' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    supplierName: t.string({
      resolve: async (sheet, _args, ctx) => (await namesOf(ctx, sheet.id))?.[0]?.supplierName ?? '',
    }),
    subjectKey: t.exposeString('subjectKey'),
    subjectName: t.string({
      resolve: async (sheet, _args, ctx) => subjectName((await namesOf(ctx, sheet.id))?.[0], ctx),
    }),
    phase: t.exposeString('phase', { description: 'first | second (初评 | 复审).' }),
    part: t.exposeString('part', { description: "The specialty that judges it; '' for any." }),
    panel: t.exposeBoolean('panel'),
    slot: t.exposeInt('slot'),
    status: t.exposeString('status'),
    indicatorCodes: t.exposeStringList('indicatorCodes'),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', nullable: true }),
    answers: t.prismaField({
      type: ['Answer'],
      description: "The supplier's answers to the indicators of this sheet.",
      resolve: async (_query, sheet, _args, ctx) => (await answersOf(ctx, sheet.id)) ?? [],
    }),
    scores: t.field({
      type: [ScoreType],
      description: "An expert's own scores; everybody's once they are frozen.",
      resolve: async (sheet, _args, ctx) => (await scoresOf(ctx, sheet.id)) ?? [],
    }),
    drafts: t.field({
      type: [DraftType],
      description: 'What the expert has typed so far; nobody else sees it.',
      resolve: async (sheet, _args, ctx) => (await draftsOf(ctx, sheet.id)) ?? [],
    }),
    clarifications: t.field({
      type: [ClarificationType],
      description: 'In the re-review: what the supplier says to the contested items.',
      resolve: async (sheet, _args, ctx) => (await clarificationsOf(ctx, sheet.id)) ?? [],
    }),
  }),
})

const ReviewSheetFilter = builder.inputType('ReviewSheetFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), status: t.string(), phase: t.string() }),
})

listField('reviewSheets', {
  model: 'ReviewSheet',
  filter: ReviewSheetFilter,
  defaultSort: 'supplierName',
  // The names stand in other tables; their keys bring the same sheets together.
  sort: {
    supplierName: order => ({ supplierId: order }),
    subjectName: order => ({ subjectKey: order }),
    ...sortBy('subjectKey', 'slot', 'status', 'submittedAt'),
  },
  where: (ctx, filter): Prisma.ReviewSheetWhereInput | null => {
    const visible = visibleSheets(ctx)
    return (
      visible && {
        AND: [
          visible,
          {
            id: filter.ids ? { in: filter.ids.map(String) } : undefined,
            tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
            status: filter.status ?? undefined,
            phase: filter.phase ?? undefined,
          },
        ],
      }
    )
  },
})

/** Blind: an expert sees the own living sheets and no others; the office and the supervisor see that there are sheets. */
function visibleSheets(ctx: RequestContext): Prisma.ReviewSheetWhereInput | null {
  const role = ctx.actor?.role
  if (role === 'office' || role === 'supervisor') return {}
  if (role !== 'expert' || !ctx.actor?.expertId) return null
  return { expertId: ctx.actor.expertId, status: { not: 'void' } }
}
