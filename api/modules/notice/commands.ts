import { checkNoticeOver, type NoticeWindow, noticeWindow } from '#domain/award.ts'
import { isRunningKind, NOTICE_KINDS, type NoticeKind, noticeTitle } from '#domain/notice.ts'
import { checkText } from '#domain/plainText.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadPauseViolations, loadRulePack, loadTender, lockTender, type TenderRow } from '../tender/index.ts'
import { announce } from './announce.ts'
import { type Composed, composeNotice, kindOf, STAGES_OF } from './compose.ts'
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
    if (kind === 'award' || kind === 'proposedAward') refuseIf(await loadPauseViolations(tx, tender.id))
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
 * Takes back a running notice whose objection or complaint was upheld: the result is then computed again from what is
 * frozen and published anew under the next number. What was published stays readable (实施条例 54).
 * @returns the notice's id
 */
export async function withdrawNotice(
  ctx: CommandContext,
  input: { noticeId: string; reason: string },
): Promise<string> {
  const actor = actorFor(ctx, 'withdrawNotice')
  refuseIf(checkText(input.reason, 'reason', TEXT_MAX))
  await ctx.db.tx(async tx => {
    const notice = (await store.findNotice(tx, input.noticeId)) ?? refuse('notFound', 'noticeId')
    const tender = await lockTender(tx, notice.tenderId)
    if (notice.withdrawnAt) refuse('alreadyDone', 'noticeId')
    if (!isRunningKind(notice.kind) || !STAGES_OF[notice.kind].includes(tender.stage))
      refuse('wrongStage', 'noticeId', { stage: tender.stage, expected: STAGES_OF[notice.kind].join(', ') })
    if ((await store.countUpheld(tx, notice.id)) === 0)
      refuse('wrongStatus', 'noticeId', { status: 'dismissed', expected: 'upheld' })
    if (notice.kind === 'proposedAward' && (await store.countAwards(tx, tender.id)).final > 0) refuse('alreadyDone')
    await store.withdraw(tx, notice.id, input.reason.trim(), tender.now)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'withdrawNotice',
      subject: `notice:${notice.number} withdrawn`,
      payload: { number: notice.number, reason: input.reason.trim() },
      changes: 1,
    })
  })
  return input.noticeId
}

/** Where a notice stands now, with every pause so far. */
export async function noticeNow(tx: Tx, tender: TenderRow, notice: store.NoticeRow): Promise<NoticeWindow> {
  const pack = await loadRulePack(tx, tender.id)
  return noticeWindow(notice.publishedAt, pack, notice.objections, tender.now, notice.suspensions)
}

/** Writes the end of every running notice of the tender down, after a pause has ended. */
export async function moveEnds(tx: Tx, tender: TenderRow): Promise<void> {
  for (const kind of NOTICE_KINDS.filter(isRunningKind)) {
    const notice = await store.findNoticeOf(tx, tender.id, kind)
    if (!notice) continue
    const { closesAt } = await noticeNow(tx, tender, notice)
    await store.setClosesAt(tx, notice.id, closesAt)
  }
}

/** Why the result that a notice announced may not become final yet; empty once it may (实施条例 54, 62). */
export async function checkNoticeEnded(tx: Tx, tender: TenderRow, kind: NoticeKind): Promise<Violation[]> {
  const notice = await store.findNoticeOf(tx, tender.id, kind)
  if (!notice) return [violation('noticeMissing')]
  const over = checkNoticeOver(await noticeNow(tx, tender, notice))
  const upheld = await store.countUpheld(tx, notice.id)
  return upheld > 0 ? [...over, violation('objectionUpheld', undefined, { count: upheld })] : over
}

/** Whether the result of a stage is public: from then on it may not be computed again. */
export async function isPublished(tx: Tx, tenderId: string, kind: NoticeKind): Promise<boolean> {
  return (await store.findNoticeOf(tx, tenderId, kind)) !== null
}
