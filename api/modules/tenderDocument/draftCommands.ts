import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import { COMMENTS_MAX, checkRemark } from '#domain/consultation.ts'
import { DOCUMENT_MAX } from '#domain/documentSet.ts'
import { formatInstant } from '#domain/period.ts'
import { checkText } from '#domain/plainText.ts'
import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, type RequestContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn, lockTender } from '../tender/index.ts'
import * as store from './draftStore.ts'

const TITLE_MAX = 200
const ANSWER_MAX = 4000
const SECONDS_PER_MINUTE = 60

/** Puts a draft of the documents up for everybody's comments until a time (征求意见). One at a time. @returns its id */
export async function publishDraft(
  ctx: CommandContext,
  input: { tenderId: string; title: string; body: string; closesAt: Date },
): Promise<string> {
  const actor = actorFor(ctx, 'publishDraft')
  refuseIf([...checkText(input.title, 'title', TITLE_MAX), ...checkText(input.body, 'body', DOCUMENT_MAX)])
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'catalogue', 'demand', 'ceilings', 'documents')
    if (input.closesAt <= tender.now) refuse('notLater', 'closesAt', { deadline: formatInstant(tender.now) })
    if (await store.findUnanswered(tx, tender.id)) refuse('answersMissing')
    const { title, body } = input
    const hash = createHash('sha256').update(canonicalJson({ title, body })).digest('hex')
    const fixed = { tenderId: tender.id, title, body, hash, publishedAt: tender.now, closesAt: input.closesAt }
    const draft = await store.insertDraft(tx, fixed)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'publishDraft',
      subject: `draft:${hash}`,
      payload: { version: draft.version, hash, closesAt: input.closesAt.toISOString() },
      changes: 1,
    })
    return draft.id
  })
}

export interface CommentInput {
  readonly draftId: string
  readonly text: string
  /** A field that people do not see: whoever fills it in is a machine, and is thanked like everybody. */
  readonly website?: string | null
}

/**
 * Anybody's comment on a draft, without a name. Kept are the text and the time; the address only counts in memory, so
 * that one place cannot flood the office.
 */
export async function commentDraft(ctx: RequestContext, input: CommentInput): Promise<{ readonly count: number }> {
  refuseIf(checkRemark(input.text, 'text'))
  await refuseFlood(ctx)
  if (input.website) return { count: 1 }
  await ctx.db.as(PLATFORM).tx(async tx => {
    const draft = (await store.lockDraft(tx, input.draftId)) ?? refuse('notFound', 'draftId')
    refuseIf(checkDeadline(draft.closesAt, draft.now))
    const { all } = await store.countComments(tx, draft.id)
    if (all >= COMMENTS_MAX) refuse('tooManyRequests', undefined, { seconds: SECONDS_PER_MINUTE })
    const text = input.text.trim()
    await store.insertComment(tx, { draftId: draft.id, number: all + 1, text, at: draft.now })
    await appendAudit(tx, null, {
      tenderId: draft.tenderId,
      action: 'commentDraft',
      subject: `draft:${draft.version} comment:${all + 1}`,
      payload: { text },
      changes: 1,
    })
  })
  return { count: 1 }
}

/** Ten comments in five minutes from one address, counted like failures at the door, under a name of their own. */
async function refuseFlood({ throttle, address }: RequestContext): Promise<void> {
  const place = `comment from ${address}`
  const seconds = await throttle.waitSeconds(place, place)
  if (seconds > 0) refuse('tooManyRequests', undefined, { seconds })
  await throttle.failed(place, place)
}

/** A comment of a draft whose answers are not out yet, with the draft locked. */
async function openComment(tx: Tx, id: string) {
  const known = (await store.findComment(tx, id)) ?? refuse('notFound', 'commentId')
  const draft = (await store.lockDraft(tx, known.draftId)) ?? refuse('notFound', 'commentId')
  if (draft.answersPublishedAt !== null) refuse('alreadyDone', 'commentId')
  return { draft, comment: (await store.findComment(tx, id)) ?? known }
}

/** Answers a comment. Seen by the public only with all the others. @returns the comment's id */
export async function answerComment(ctx: CommandContext, input: { commentId: string; answer: string }) {
  const actor = actorFor(ctx, 'answerComment')
  refuseIf(checkText(input.answer, 'answer', ANSWER_MAX))
  await ctx.db.tx(async tx => {
    const { draft, comment } = await openComment(tx, input.commentId)
    const answer = input.answer.trim()
    await store.setCommentAnswer(tx, input.commentId, answer, draft.now)
    await appendAudit(tx, actor, {
      tenderId: draft.tenderId,
      action: 'answerComment',
      subject: `draft:${draft.version} comment:${comment.number}`,
      payload: { answer },
      changes: 1,
    })
  })
  return input.commentId
}

/** Hides a comment's text from the public; the reason is published in its place. Nothing is deleted. */
export async function hideComment(ctx: CommandContext, input: { commentId: string; reason: string }) {
  const actor = actorFor(ctx, 'hideComment')
  refuseIf(checkText(input.reason, 'reason', ANSWER_MAX))
  await ctx.db.tx(async tx => {
    const { draft, comment } = await openComment(tx, input.commentId)
    if (comment.hiddenAt !== null) refuse('alreadyDone', 'commentId')
    const reason = input.reason.trim()
    await store.setHidden(tx, input.commentId, reason, draft.now)
    await appendAudit(tx, actor, {
      tenderId: draft.tenderId,
      action: 'hideComment',
      subject: `draft:${draft.version} comment:${comment.number}`,
      payload: { reason },
      changes: 1,
    })
  })
  return input.commentId
}

/** Publishes all comments with their answers, after the closing time and once none is left without an answer or a reason. */
export async function publishComments(ctx: CommandContext, input: { draftId: string }): Promise<string> {
  const actor = actorFor(ctx, 'publishComments')
  await ctx.db.tx(async tx => {
    const draft = (await store.lockDraft(tx, input.draftId)) ?? refuse('notFound', 'draftId')
    if (draft.answersPublishedAt !== null) refuse('alreadyDone', 'draftId')
    if (draft.now < draft.closesAt) refuse('stillOpen', 'draftId', { closes: formatInstant(draft.closesAt) })
    const { all, open } = await store.countComments(tx, draft.id)
    if (open > 0) refuse('incomplete', 'draftId', { count: open, missing: 'answer' })
    await store.setAnswersPublished(tx, draft.id, draft.now)
    await appendAudit(tx, actor, {
      tenderId: draft.tenderId,
      action: 'publishComments',
      subject: `draft:${draft.version}`,
      payload: { comments: all },
      changes: all,
    })
  })
  return input.draftId
}
