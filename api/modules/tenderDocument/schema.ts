import { questionsUntil } from '#domain/consultation.ts'
import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { loadRulePack } from '../tender/index.ts'
import { TenderResult, tenderRow } from '../tender/schema.ts'
import { publishDocuments } from './documentCommands.ts'
import { answerComment, commentDraft, hideComment, publishComments, publishDraft } from './draftCommands.ts'
import { extendDeadline } from './extension.ts'
import { answerQuestion, askQuestion } from './questionCommands.ts'
import { findBidDeadline } from './questionStore.ts'

builder.prismaObject('DocumentPart', {
  authScopes: { anyone: true },
  fields: t => ({
    ordinal: t.exposeInt('ordinal'),
    title: t.exposeString('title'),
    body: t.exposeString('body'),
    fileId: t.exposeID('fileId', { nullable: true }),
    fileName: t.exposeString('fileName', { nullable: true }),
    fileSha256: t.exposeString('fileSha256', { nullable: true }),
    hash: t.exposeString('hash', { description: 'SHA-256 of the text.' }),
  }),
})

builder.prismaObjectField('TenderDocument', 'parts', t =>
  t.relation('parts', { query: { orderBy: { ordinal: 'asc' } } }),
)

builder.prismaObjectField('Tender', 'questionsUntil', t =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'Until when suppliers may ask; null while no bid deadline is announced.',
    resolve: (tender, _args, ctx) =>
      ctx.db.tx(async tx => questionsUntil(await findBidDeadline(tx, tender.id), await loadRulePack(tx, tender.id))),
  }),
)

const DraftType = builder.prismaObject('DraftDocument', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    version: t.exposeInt('version'),
    title: t.exposeString('title'),
    body: t.exposeString('body'),
    hash: t.exposeString('hash'),
    publishedAt: t.expose('publishedAt', { type: 'DateTime' }),
    closesAt: t.expose('closesAt', { type: 'DateTime' }),
    answersPublishedAt: t.expose('answersPublishedAt', { type: 'DateTime', nullable: true }),
  }),
})

/** Who answers and watches reads hidden texts; the public reads why they are hidden. */
const READS_HIDDEN: readonly string[] = ['office', 'supervisor', 'auditor']

const CommentType = builder.prismaObject('DraftComment', {
  authScopes: { anyone: true },
  select: { hiddenAt: true },
  fields: t => ({
    id: t.exposeID('id'),
    draftId: t.exposeID('draftId'),
    number: t.exposeInt('number'),
    text: t.string({
      nullable: true,
      description: 'Null where it is hidden; hiddenReason says why.',
      select: { text: true },
      resolve: (comment, _args, ctx) =>
        comment.hiddenAt === null || READS_HIDDEN.includes(ctx.actor?.role ?? '') ? comment.text : null,
    }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime' }),
    answer: t.exposeString('answer', { nullable: true }),
    hiddenReason: t.exposeString('hiddenReason', { nullable: true }),
  }),
})

const QuestionType = builder.prismaObject('Question', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    number: t.exposeInt('number'),
    text: t.exposeString('text'),
    askedAt: t.expose('askedAt', { type: 'DateTime' }),
    answer: t.exposeString('answer', { nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true }),
    amendedVersion: t.exposeInt('amendedVersion', { nullable: true }),
    isOwn: t.boolean({
      description: 'Asked by the reader’s own supplier.',
      select: { author: { select: { supplierId: true } } },
      resolve: (question, _args, ctx) =>
        ctx.actor?.supplierId != null && question.author?.supplierId === ctx.actor.supplierId,
    }),
  }),
})

const DraftFilter = builder.inputType('DraftDocumentFilter', { fields: t => ({ tenderId: t.id() }) })
const CommentFilter = builder.inputType('DraftCommentFilter', { fields: t => ({ draftId: t.id({ required: true }) }) })
const QuestionFilter = builder.inputType('QuestionFilter', {
  fields: t => ({ tenderId: t.id(), open: t.boolean() }),
})

listField('draftDocuments', {
  model: 'DraftDocument',
  filter: DraftFilter,
  defaultSort: 'publishedAt',
  sort: sortBy('publishedAt', 'version'),
  where: (_ctx, filter): Prisma.DraftDocumentWhereInput => ({
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
  }),
})

/** Before all are answered comments are for the office and the control; the database keeps them from everybody else too. */
listField('draftComments', {
  model: 'DraftComment',
  filter: CommentFilter,
  filterRequired: true,
  defaultSort: 'number',
  sort: sortBy('number', 'submittedAt'),
  where: (ctx, filter): Prisma.DraftCommentWhereInput => ({
    draftId: String(filter.draftId),
    draft: READS_HIDDEN.includes(ctx.actor?.role ?? '') ? undefined : { answersPublishedAt: { not: null } },
  }),
})

listField('questions', {
  model: 'Question',
  filter: QuestionFilter,
  defaultSort: 'number',
  sort: sortBy('number', 'askedAt', 'answeredAt'),
  where: (_ctx, filter): Prisma.QuestionWhereInput => ({
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    answeredAt: filter.open == null ? undefined : filter.open ? null : { not: null },
  }),
})

const DraftResult = resultUnion('DraftDocumentResult', DraftType)
const CommentResult = resultUnion('DraftCommentResult', CommentType)
const QuestionResult = resultUnion('QuestionResult', QuestionType)

const PartInputType = builder.inputType('DocumentPartInput', {
  fields: t => ({ title: t.string({ required: true }), body: t.string(), fileId: t.id() }),
})
const AmendmentInput = builder.inputType('AmendmentInput', {
  fields: t => ({
    title: t.string({ required: true }),
    body: t.string({ required: true }),
    summary: t.string({ required: true }),
    parts: t.field({ type: [PartInputType] }),
  }),
})

const draftRow = (ctx: RequestContext, id: string) => ctx.db.prisma.draftDocument.findUniqueOrThrow({ where: { id } })
const commentRow = (ctx: RequestContext, id: string) => ctx.db.prisma.draftComment.findUniqueOrThrow({ where: { id } })
const questionRow = (ctx: RequestContext, id: string) =>
  ctx.db.prisma.question.findUniqueOrThrow({ where: { id }, include: { author: { select: { supplierId: true } } } })

command(
  'publishDocuments',
  TenderResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    title: arg.string({ required: true }),
    body: arg.string({ required: true }),
    summary: arg.string(),
    parts: arg({ type: [PartInputType] }),
  }),
  async (ctx, args) => tenderRow(ctx, await publishDocuments(ctx, args)),
)
command(
  'extendDeadline',
  TenderResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    stage: arg.string({ required: true }),
    closesAt: arg({ type: 'DateTime', required: true }),
    reason: arg.string({ required: true }),
  }),
  async (ctx, args) => tenderRow(ctx, await extendDeadline(ctx, args)),
)
command(
  'publishDraft',
  DraftResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    title: arg.string({ required: true }),
    body: arg.string({ required: true }),
    closesAt: arg({ type: 'DateTime', required: true }),
  }),
  async (ctx, args) => draftRow(ctx, await publishDraft(ctx, args)),
)
command(
  'commentDraft',
  DoneResult,
  arg => ({
    draftId: arg.id({ required: true }),
    text: arg.string({ required: true }),
    website: arg.string({ description: 'Left empty by people.' }),
  }),
  (ctx, args) => commentDraft(ctx, args),
)
command(
  'answerComment',
  CommentResult,
  arg => ({ commentId: arg.id({ required: true }), answer: arg.string({ required: true }) }),
  async (ctx, args) => commentRow(ctx, await answerComment(ctx, args)),
)
command(
  'hideComment',
  CommentResult,
  arg => ({ commentId: arg.id({ required: true }), reason: arg.string({ required: true }) }),
  async (ctx, args) => commentRow(ctx, await hideComment(ctx, args)),
)
command(
  'publishComments',
  DraftResult,
  arg => ({ draftId: arg.id({ required: true }) }),
  async (ctx, args) => draftRow(ctx, await publishComments(ctx, args)),
)
command(
  'askQuestion',
  QuestionResult,
  arg => ({ tenderId: arg.id({ required: true }), text: arg.string({ required: true }) }),
  async (ctx, args) => questionRow(ctx, await askQuestion(ctx, args)),
)
command(
  'answerQuestion',
  QuestionResult,
  arg => ({
    questionId: arg.id({ required: true }),
    answer: arg.string({ required: true }),
    amendment: arg({ type: AmendmentInput }),
  }),
  async (ctx, args) => questionRow(ctx, await answerQuestion(ctx, args)),
)
