import { checkObjection, objectionDueAt } from '#domain/award.ts'
import { isRunningKind } from '#domain/notice.ts'
import { isObjectionSubject, OBJECTION_SUBJECTS } from '#domain/objection.ts'
import { checkText } from '#domain/plainText.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { findNotice, hasDeclared, moveEnds, noticeNow } from '../notice/index.ts'
import { loadRulePack, loadTender, lockTender } from '../tender/index.ts'
import { attach } from './caseFileStore.ts'
import { claimCaseFiles } from './caseFiles.ts'
import * as store from './store.ts'

const TEXT_MAX = 4000

export interface RaisedObjection {
  readonly noticeId: string
  readonly text: string
  readonly lotId?: string | null
  readonly about?: string | null
  readonly fileIds?: readonly string[]
}

/**
 * Raises an objection of a supplier that declared in the tender, while the notice runs (实施条例 54), with files, about one
 * lot or all. It pauses the campaign until it is answered. To a supplier that did not declare the notice is not open: notFound.
 * @returns the objection's id
 */
export async function raiseObjection(ctx: CommandContext, input: RaisedObjection): Promise<string> {
  const actor = actorFor(ctx, 'raiseObjection')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  refuseIf(checkText(input.text, 'text', TEXT_MAX))
  const about = input.about ?? 'other'
  if (!isObjectionSubject(about)) refuse('notOneOf', 'about', { allowed: OBJECTION_SUBJECTS.join(', ') })
  // The end of the notice follows from the pauses of everybody's objections.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const known = (await findNotice(tx, input.noticeId)) ?? refuse('notFound', 'noticeId')
    const tender = await lockTender(tx, known.tenderId)
    if (!(await hasDeclared(tx, tender.id, supplierId))) refuse('notFound', 'noticeId')
    if (!isRunningKind(known.kind))
      refuse('wrongStatus', 'noticeId', { status: known.kind, expected: 'shortlist, samples, proposedAward' })
    if (known.withdrawnAt) refuse('wrongStatus', 'noticeId', { status: 'withdrawn', expected: 'published' })
    refuseIf(checkObjection(await noticeNow(tx, tender, known), tender.now))
    const lotId = input.lotId ?? null
    if (lotId && !(await store.hasLot(tx, tender.id, lotId))) refuse('notFound', 'lotId')
    const files = await claimCaseFiles(tx, actor, input.fileIds ?? [])
    const pack = await loadRulePack(tx, tender.id)
    const text = input.text.trim()
    const times = { raisedAt: tender.now, dueAt: objectionDueAt(tender.now, pack) }
    const id = await store.insertObjection(tx, { noticeId: known.id, supplierId, lotId, about, text, ...times })
    await attach(tx, files, { ref: 'objection_id', id, part: 'asked', at: tender.now })
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'raiseObjection',
      subject: `objection:${id}`,
      payload: { notice: known.number, about, lotId, text, files: files.map(file => file.sha256) },
      changes: 1,
    })
    return id
  })
}

export interface AnsweredObjection {
  readonly objectionId: string
  readonly upheld: boolean
  readonly answer: string
  /** What everybody may read; business secrets are left out. */
  readonly publicAnswer?: string | null
  readonly fileIds?: readonly string[]
}

/** Answers an objection, once; the notice's clock goes on and its end moves by the pause (实施条例 54). */
export async function answerObjection(ctx: CommandContext, input: AnsweredObjection): Promise<string> {
  const actor = actorFor(ctx, 'answerObjection')
  const publicAnswer = input.publicAnswer?.trim() || null
  refuseIf([
    ...checkText(input.answer, 'answer', TEXT_MAX),
    ...(publicAnswer === null ? [] : checkText(publicAnswer, 'publicAnswer', TEXT_MAX)),
  ])
  await ctx.db.tx(async tx => {
    const objection = (await store.lockObjection(tx, input.objectionId)) ?? refuse('notFound', 'objectionId')
    if (objection.outcome !== null) refuse('alreadyDone', 'objectionId')
    const notice = (await findNotice(tx, objection.noticeId)) ?? refuse('notFound', 'objectionId')
    const tender = await loadTender(tx, notice.tenderId)
    const files = await claimCaseFiles(tx, actor, input.fileIds ?? [])
    const outcome = input.upheld ? 'upheld' : 'dismissed'
    const answer = input.answer.trim()
    await store.setAnswer(tx, input.objectionId, { outcome, answer, publicAnswer, answeredAt: tender.now })
    await attach(tx, files, { ref: 'objection_id', id: objection.id, part: 'answered', at: tender.now })
    await moveEnds(tx, tender)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'answerObjection',
      subject: `objection:${input.objectionId}`,
      payload: { notice: notice.number, outcome, answer, publicAnswer, files: files.map(file => file.sha256) },
      changes: 1,
    })
  })
  return input.objectionId
}
