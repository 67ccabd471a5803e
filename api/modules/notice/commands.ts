import { createHash } from 'node:crypto'
import { checkNoticeOver, checkObjection, type NoticeWindow, noticeWindow } from '#domain/award.ts'
import { canonicalJson } from '#domain/bytes.ts'
import { checkText } from '#domain/plainText.ts'
import type { Stage } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTender, loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import { noticeBody, noticeTitle } from './noticeBody.ts'
import * as store from './store.ts'

const TEXT_MAX = 4000

const STAGES_OF: Readonly<Record<store.NoticeKind, readonly Stage[]>> = {
  shortlist: ['shortlist'],
  proposedAward: ['award'],
  award: ['award', 'allocation'],
}

/**
 * Publishes the result of a stage (实施条例 54). The body is fixed by its SHA-256; shortlist and proposedAward run for
 * the days of the pack, award announces and does not run. Refuses a result that is not computed, and a second notice.
 * @returns the notice's id
 */
export async function publishNotice(ctx: CommandContext, input: { tenderId: string; kind: string }): Promise<string> {
  const actor = actorFor(ctx, 'publishNotice')
  const kind = store.NOTICE_KINDS.find(known => known === input.kind)
  if (!kind) return refuse('notOneOf', 'kind', { allowed: store.NOTICE_KINDS.join(', ') })
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, ...STAGES_OF[kind])
    if (await store.findNoticeOf(tx, tender.id, kind)) refuse('alreadyDone', 'kind')
    await checkResult(tx, tender.id, kind)
    const rows = await (kind === 'shortlist' ? store.loadShortlisted : store.loadWinners)(tx, tender.id)
    const body = noticeBody(kind, tender.code, rows)
    const hash = createHash('sha256').update(canonicalJson(body)).digest('hex')
    const closesAt = kind === 'award' ? null : await plannedEnd(tx, tender)
    const title = noticeTitle(kind, tender.title)
    const notice = await store.insertNotice(tx, tender, { kind, title, body, hash, publishedAt: tender.now, closesAt })
    if (!notice) return refuse('alreadyDone', 'kind')
    const payload = { number: notice.number, hash }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'publishNotice',
      subject: `notice:${notice.number}`,
      payload,
      changes: 1,
    })
    return notice.id
  })
}

async function plannedEnd(tx: Tx, tender: TenderRow): Promise<Date> {
  const pack = await loadRulePack(tx, tender.id)
  return noticeWindow(tender.now, pack, [], tender.now).plannedEnd
}

/** The result must be there in full, and must not change under the notice. */
async function checkResult(tx: Tx, tenderId: string, kind: store.NoticeKind): Promise<void> {
  if (kind === 'award') {
    const { proposed, final } = await store.countAwards(tx, tenderId)
    if (proposed > 0 || final === 0) refuse('awardsNotFinal')
    return
  }
  const status = await store.lastJobStatus(tx, tenderId, kind === 'shortlist' ? 'shortlistLot' : 'awardLot')
  if (status === 'running') refuse('jobRunning')
  if (status !== 'done') refuse('incomplete', undefined, { count: 1, missing: kind })
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
    if (known.kind === 'award')
      refuse('wrongStatus', 'noticeId', { status: known.kind, expected: 'shortlist, proposedAward' })
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

async function windowNow(tx: Tx, tender: TenderRow, kind: store.NoticeKind): Promise<NoticeWindow> {
  const notice = (await store.findNoticeOf(tx, tender.id, kind)) ?? refuse('noticeMissing')
  const pack = await loadRulePack(tx, tender.id)
  return noticeWindow(notice.publishedAt, pack, notice.objections, tender.now)
}

/** Why the result that a notice announced may not become final yet; empty once it may (实施条例 54). */
export async function checkNoticeEnded(tx: Tx, tender: TenderRow, kind: store.NoticeKind): Promise<Violation[]> {
  if (!(await store.findNoticeOf(tx, tender.id, kind))) return [violation('noticeMissing')]
  return checkNoticeOver(await windowNow(tx, tender, kind))
}

/** Whether the result of a stage is public: from then on it may not be computed again. */
export async function isPublished(tx: Tx, tenderId: string, kind: store.NoticeKind): Promise<boolean> {
  return (await store.findNoticeOf(tx, tenderId, kind)) !== null
}
