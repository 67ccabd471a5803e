import { checkNoticeOver, checkObjection, type NoticeWindow, noticeWindow } from '#domain/award.ts'
import { isRunningKind, type NoticeKind, noticeTitle } from '#domain/notice.ts'
import { checkText } from '#domain/plainText.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTender, lockTender, type TenderRow } from '../tender/index.ts'
import { announce } from './announce.ts'
import { type Composed, composeNotice, kindOf } from './compose.ts'
import { markSeen } from './deliveryStore.ts'
import * as store from './store.ts'

const TEXT_MAX = 4000
const SEEN_MAX = 1000

/** How many rows changed. */
export interface Done {
  readonly count: number
}

/** Knows under which address the public reads the site, when it comes over the wire. */
export type PublishingContext = CommandContext & { readonly origin?: string }

/**
 * Publishes what a stage came to (实施条例 54). The body is fixed by its SHA-256; shortlist, samples and proposedAward run
 * for the days of the pack, the others announce. Refuses what is not decided yet, and a second notice of a kind.
 * @returns the notice's id
 */
export async function publishNotice(
  ctx: PublishingContext,
  input: { tenderId: string; kind: string },
): Promise<string> {
  const actor = actorFor(ctx, 'publishNotice')
  const kind = kindOf(input.kind)
  return ctx.db.tx(async tx => {
    const tender = await lockTender(tx, input.tenderId)
    const composed = await composeNotice(tx, tender, kind)
    return (await announce(tx, actor, tender, composed, ctx.origin ?? '')) ?? refuse('alreadyDone', 'kind')
  })
}

/** What {@link publishNotice} would publish now, and nothing is stored. */
export async function previewNotice(
  ctx: CommandContext,
  input: { tenderId: string; kind: string },
): Promise<Composed & { readonly title: string }> {
  actorFor(ctx, 'noticePreview')
  const kind = kindOf(input.kind)
  return ctx.db.tx(async tx => {
    const tender = await loadTender(tx, input.tenderId)
    return { ...(await composeNotice(tx, tender, kind)), title: noticeTitle(kind, tender.title) }
  })
}

/** Notes that the supplier has seen notices it was told of; a second time changes nothing. */
export async function seeNotices(ctx: CommandContext, input: { noticeIds: readonly string[] }): Promise<Done> {
  const actor = actorFor(ctx, 'seeNotices')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  const count = await ctx.db.tx(tx => markSeen(tx, supplierId, input.noticeIds.slice(0, SEEN_MAX)))
  return { count }
}

/**
 * Raises an objection of a supplier that declared in the tender, while the notice runs (实施条例 54). It pauses the
 * notice until it is answered. To a supplier that did not declare the notice is not open: notFound.
 * @returns the objection's id
 */
export async function raiseObjection(ctx: CommandContext, input: { noticeId: string; text: string }): Promise<string> {
  const actor = actorFor(ctx, 'raiseObjection')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  refuseIf(checkText(input.text, 'text', TEXT_MAX))
  // The end of the notice follows from the pauses of everybody's objections.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const known = (await store.findNotice(tx, input.noticeId)) ?? refuse('notFound', 'noticeId')
    const tender = await loadTender(tx, known.tenderId)
    if (!(await store.hasDeclared(tx, tender.id, supplierId))) refuse('notFound', 'noticeId')
    if (!isRunningKind(known.kind))
      refuse('wrongStatus', 'noticeId', { status: known.kind, expected: 'shortlist, samples, proposedAward' })
    refuseIf(checkObjection(await windowNow(tx, tender, known.kind), tender.now))
    const id = await store.insertObjection(tx, {
      noticeId: known.id,
      supplierId,
      text: input.text.trim(),
      raisedAt: tender.now,
    })
    const payload = { notice: known.number, text: input.text.trim() }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'raiseObjection',
      subject: `objection:${id}`,
      payload,
      changes: 1,
    })
    return id
  })
}

/** Answers an objection, once; the notice's clock goes on and its end moves by the pause (实施条例 54). */
export async function answerObjection(
  ctx: CommandContext,
  input: { objectionId: string; upheld: boolean; answer: string },
): Promise<string> {
  const actor = actorFor(ctx, 'answerObjection')
  refuseIf(checkText(input.answer, 'answer', TEXT_MAX))
  await ctx.db.tx(async tx => {
    const objection = (await store.lockObjection(tx, input.objectionId)) ?? refuse('notFound', 'objectionId')
    if (objection.outcome !== null) refuse('alreadyDone', 'objectionId')
    const notice = (await store.findNotice(tx, objection.noticeId)) ?? refuse('notFound', 'objectionId')
    const tender = await loadTender(tx, notice.tenderId)
    const outcome = input.upheld ? 'upheld' : 'dismissed'
    await store.setAnswer(tx, input.objectionId, { outcome, answer: input.answer.trim(), answeredAt: tender.now })
    const { closesAt } = await windowNow(tx, tender, notice.kind)
    await store.setClosesAt(tx, notice.id, closesAt)
    const payload = { notice: notice.number, outcome, answer: input.answer.trim() }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'answerObjection',
      subject: `objection:${input.objectionId}`,
      payload,
      changes: 1,
    })
  })
  return input.objectionId
}

async function windowNow(tx: Tx, tender: TenderRow, kind: NoticeKind): Promise<NoticeWindow> {
  const notice = (await store.findNoticeOf(tx, tender.id, kind)) ?? refuse('noticeMissing')
  const pack = await loadRulePack(tx, tender.id)
  return noticeWindow(notice.publishedAt, pack, notice.objections, tender.now)
}

/** Why the result that a notice announced may not become final yet; empty once it may (实施条例 54). */
export async function checkNoticeEnded(tx: Tx, tender: TenderRow, kind: NoticeKind): Promise<Violation[]> {
  if (!(await store.findNoticeOf(tx, tender.id, kind))) return [violation('noticeMissing')]
  return checkNoticeOver(await windowNow(tx, tender, kind))
}

/** Whether the result of a stage is public: from then on it may not be computed again. */
export async function isPublished(tx: Tx, tenderId: string, kind: NoticeKind): Promise<boolean> {
  return (await store.findNoticeOf(tx, tenderId, kind)) !== null
}
