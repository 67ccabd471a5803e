/** What can be read of a review beside its sheets: progress, statements to sign, questions, item scores. */
import { may } from '#domain/permissions.ts'
import { builder } from '../../graphql/builder.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { loadRulePack } from '../tender/index.ts'
import { type ItemScoreRow, loadItemScores } from './itemScoreStore.ts'
import {
  type ExpertProgress,
  hasRules,
  type IndicatorProgress,
  type LotProgress,
  loadExpertProgress,
  loadIndicatorProgress,
  loadLotProgress,
} from './progressStore.ts'
import { loadQuestions, type QuestionRow } from './questionStore.ts'
import { findReminder, loadRounds, type RoundRow } from './roundStore.ts'
import { reviewStatements, type Statement } from './signatures.ts'

const RoundType = builder.objectRef<RoundRow>('ReviewRound').implement({
  description: 'One of the two reviews (初评、复审).',
  authScopes: { anyone: true },
  fields: t => ({
    phase: t.exposeString('phase'),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    clarifyUntil: t.expose('clarifyUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when suppliers may contest their scores.',
    }),
  }),
})
builder.prismaObjectField('Tender', 'reviewRounds', t =>
  t.field({
    type: [RoundType],
    select: { id: true },
    resolve: (tender, _args, ctx) => ctx.db.tx(tx => loadRounds(tx, tender.id)),
  }),
)

const StatementType = builder.objectRef<Statement>('ReviewStatement').implement({
  description: 'What an expert signs at the end of a review.',
  authScopes: { may: 'reviewStatements' },
  fields: t => ({
    phase: t.exposeString('phase'),
    text: t.exposeString('text', { description: 'Canonical JSON; its UTF-8 bytes are signed.' }),
    hash: t.exposeString('hash'),
    sheets: t.exposeInt('sheets'),
    open: t.exposeInt('open'),
    reasonsDue: t.exposeInt('reasonsDue'),
    isSigned: t.exposeBoolean('isSigned'),
    isOutdated: t.exposeBoolean('isOutdated', {
      description: 'Signed once; the sheets have changed since, and that signature no longer counts.',
    }),
  }),
})
builder.queryField('reviewStatements', t =>
  t.field({
    type: [StatementType],
    authScopes: { may: 'reviewStatements' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => reviewStatements(ctx, String(args.tenderId)),
  }),
)
builder.queryField('reviewReminder', t =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the office last reminded the signed-in expert.',
    authScopes: { may: 'reviewReminder' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.tx(tx => findReminder(tx, String(args.tenderId))),
  }),
)

const ExpertProgressType = builder.objectRef<ExpertProgress>('ExpertProgress').implement({
  authScopes: { may: 'reviewProgress' },
  fields: t => ({
    expertCode: t.exposeString('expertCode'),
    expertName: t.exposeString('expertName'),
    specialty: t.exposeString('specialty'),
    items: t.exposeInt('items'),
    done: t.exposeInt('done'),
    drafted: t.exposeInt('drafted'),
    reasonsDue: t.exposeInt('reasonsDue'),
    lastActiveAt: t.expose('lastActiveAt', { type: 'DateTime', nullable: true }),
    remindedAt: t.expose('remindedAt', { type: 'DateTime', nullable: true }),
    severityPercent: t.exposeFloat('severityPercent', {
      nullable: true,
      description: 'Mean distance from the mean of the same items, percent of the maximum; negative is severe.',
    }),
    deviationPercent: t.exposeFloat('deviationPercent', { nullable: true }),
  }),
})
const LotProgressType = builder.objectRef<LotProgress>('LotProgress').implement({
  authScopes: { may: 'reviewProgress' },
  fields: t => ({
    lotCode: t.exposeString('lotCode'),
    varietyName: t.exposeString('varietyName'),
    grade: t.exposeString('grade'),
    declarations: t.exposeInt('declarations'),
    items: t.exposeInt('items'),
    done: t.exposeInt('done'),
    disputes: t.exposeInt('disputes'),
  }),
})
const IndicatorProgressType = builder.objectRef<IndicatorProgress>('IndicatorProgress').implement({
  authScopes: { may: 'reviewProgress' },
  fields: t => ({
    indicatorCode: t.exposeString('indicatorCode'),
    scores: t.exposeInt('scores'),
    meanCenti: t.exposeInt('meanCenti', { nullable: true }),
    deviationCenti: t.exposeInt('deviationCenti', { nullable: true }),
    disputes: t.exposeInt('disputes'),
  }),
})
const ProgressType = builder
  .objectRef<{
    readonly experts: ExpertProgress[]
    readonly lots: LotProgress[]
    readonly indicators: IndicatorProgress[]
  }>('ReviewProgress')
  .implement({
    description: 'How far a review is, and where its experts lie apart: figures only, no single score.',
    authScopes: { may: 'reviewProgress' },
    fields: t => ({
      experts: t.expose('experts', { type: [ExpertProgressType] }),
      lots: t.expose('lots', { type: [LotProgressType] }),
      indicators: t.expose('indicators', { type: [IndicatorProgressType] }),
    }),
  })
builder.queryField('reviewProgress', t =>
  t.field({
    type: ProgressType,
    nullable: true,
    authScopes: { may: 'reviewProgress' },
    args: { tenderId: t.arg.id({ required: true }), phase: t.arg.string({ required: true }) },
    // Drafts belong to their experts: the platform counts them for the office.
    resolve: (_root, { tenderId, phase }, ctx) =>
      ctx.db.as(PLATFORM).tx(async tx => {
        const id = String(tenderId)
        if (!(await hasRules(tx, id))) return null
        const { indicators } = await loadRulePack(tx, id)
        const maxima = indicators.map(indicator => [indicator.code, indicator.points] as const)
        return {
          experts: await loadExpertProgress(tx, id, phase, maxima),
          lots: await loadLotProgress(tx, id, phase),
          indicators: await loadIndicatorProgress(tx, id, phase),
        }
      }),
  }),
)

const QuestionType = builder.objectRef<QuestionRow>('ExpertQuestion').implement({
  description: "An expert's question to the office about an item; nobody learns who asked.",
  authScopes: { may: 'expertQuestions' },
  fields: t => ({
    id: t.exposeID('id'),
    sheetId: t.exposeID('sheetId'),
    supplierName: t.exposeString('supplierName'),
    subjectKey: t.exposeString('subjectKey'),
    indicatorCode: t.exposeString('indicatorCode'),
    text: t.exposeString('text'),
    askedAt: t.expose('askedAt', { type: 'DateTime' }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
  }),
})
builder.queryField('expertQuestions', t =>
  t.field({
    type: [QuestionType],
    authScopes: { may: 'expertQuestions' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root, args, ctx) => ctx.db.tx(tx => loadQuestions(tx, String(args.tenderId))),
  }),
)

const ItemScoreType = builder.objectRef<ItemScoreRow>('ItemScore').implement({
  description: 'A judged item of a declaration, with what the experts wrote.',
  authScopes: { may: 'itemScores' },
  fields: t => ({
    lotCode: t.exposeString('lotCode'),
    varietyCode: t.exposeString('varietyCode'),
    varietyName: t.exposeString('varietyName'),
    grade: t.exposeString('grade'),
    indicatorCode: t.exposeString('indicatorCode'),
    pointsCenti: t.exposeInt('pointsCenti'),
    basis: t.exposeString('basis'),
    phase: t.exposeString('phase'),
    reasons: t.exposeStringList('reasons'),
    clarification: t.exposeString('clarification', { nullable: true }),
  }),
})
builder.queryField('itemScores', t =>
  t.field({
    type: [ItemScoreType],
    description:
      "A supplier's judged items, once the first review is announced. A supplier sees its own; the office and control say whose.",
    authScopes: { may: 'itemScores' },
    args: { tenderId: t.arg.id({ required: true }), supplierId: t.arg.id() },
    resolve: (_root, args, ctx) => {
      const supplierId = ctx.actor?.supplierId ?? (args.supplierId ? String(args.supplierId) : null)
      if (!supplierId || !ctx.actor || !may(ctx.actor.role, 'itemScores')) return []
      // A supplier may read the reasons, not the sheets they stand on.
      return ctx.db.as(PLATFORM).tx(async tx => {
        if (!(await hasRules(tx, String(args.tenderId)))) return []
        const { indicators } = await loadRulePack(tx, String(args.tenderId))
        const levels = indicators.map(({ code, level }): [string, string] => [code, level])
        return loadItemScores(tx, String(args.tenderId), supplierId, levels)
      })
    },
  }),
)
