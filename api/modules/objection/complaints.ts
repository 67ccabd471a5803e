import { acceptanceDueAt, decisionDueAt, objectionDueAt } from '#domain/award.ts'
import { checkComplaint } from '#domain/objection.ts'
import type { Action } from '#domain/permissions.ts'
import { checkText } from '#domain/plainText.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { findNotice, moveEnds } from '../notice/index.ts'
import { loadRulePack, lockTender, type TenderRow } from '../tender/index.ts'
import { attach } from './caseFileStore.ts'
import { claimCaseFiles } from './caseFiles.ts'
import * as store from './complaintStore.ts'
import { lockObjection } from './store.ts'

const TEXT_MAX = 8000

/**
 * Files a supplier's complaint to the supervisor about its own objection, once (实施条例 60): after the answer, or after the
 * day on which it was due, within the pack's days.
 * @returns the complaint's id
 */
export async function fileComplaint(
  ctx: CommandContext,
  input: { objectionId: string; text: string; fileIds?: readonly string[] },
): Promise<string> {
  const actor = actorFor(ctx, 'fileComplaint')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  refuseIf(checkText(input.text, 'text', TEXT_MAX))
  return ctx.db.as(PLATFORM).tx(async tx => {
    const objection = (await lockObjection(tx, input.objectionId)) ?? refuse('notFound', 'objectionId')
    if (objection.supplierId !== supplierId) refuse('notFound', 'objectionId')
    const notice = (await findNotice(tx, objection.noticeId)) ?? refuse('notFound', 'objectionId')
    const tender = await lockTender(tx, notice.tenderId)
    const pack = await loadRulePack(tx, tender.id)
    const dueAt = objection.dueAt ?? objectionDueAt(objection.raisedAt, pack)
    refuseIf(checkComplaint({ dueAt, answeredAt: objection.answeredAt }, pack, tender.now))
    const files = await claimCaseFiles(tx, actor, input.fileIds ?? [])
    const text = input.text.trim()
    const times = { filedAt: tender.now, acceptBy: acceptanceDueAt(tender.now) }
    const filed = { tenderId: tender.id, objectionId: objection.id, supplierId, text, ...times }
    const id = (await store.insertComplaint(tx, filed)) ?? refuse('alreadyDone', 'objectionId')
    await attach(tx, files, { ref: 'complaint_id', id, part: 'asked', at: tender.now })
    const payload = { objection: objection.id, text, files: files.map(file => file.sha256) }
    await note(tx, actor, tender, 'fileComplaint', id, payload)
    return id
  })
}

/** Takes a complaint up: from now the supervisor has 30 working days (实施条例 61). */
export async function acceptComplaint(ctx: CommandContext, input: { complaintId: string }): Promise<string> {
  return change(ctx, 'acceptComplaint', input.complaintId, async (tx, complaint, { now }) => {
    if (complaint.acceptedAt) refuse('alreadyDone', 'complaintId')
    await store.setAccepted(tx, complaint.id, now, decisionDueAt(now))
    return {}
  })
}

/**
 * Suspends the campaign while a complaint is looked into (实施条例 62). Two people; every notice's clock stands still and
 * nothing may go on.
 */
export async function suspendTender(
  ctx: CommandContext,
  input: { complaintId: string; reason: string },
): Promise<string> {
  refuseIf(checkText(input.reason, 'reason', TEXT_MAX))
  return change(ctx, 'suspendTender', input.complaintId, async (tx, complaint, { now }) => {
    if (!complaint.acceptedAt) refuse('wrongStatus', 'complaintId', { status: 'filed', expected: 'accepted' })
    if (complaint.suspendedAt) refuse('alreadyDone', 'complaintId')
    await store.setSuspended(tx, complaint.id, now)
    return { reason: input.reason.trim() }
  })
}

/** Lets a suspended campaign go on before the complaint is decided. */
export async function resumeTender(ctx: CommandContext, input: { complaintId: string }): Promise<string> {
  return change(ctx, 'resumeTender', input.complaintId, async (tx, complaint, tender) => {
    if (!complaint.suspendedAt || complaint.resumedAt) refuse('alreadyDone', 'complaintId')
    await store.setResumed(tx, complaint.id, tender.now)
    await moveEnds(tx, tender)
    return {}
  })
}

const OUTCOMES = ['declined', 'upheld', 'rejected'] as const

/**
 * Decides a complaint in writing, once; a suspension ends with it. Declined is for one that was not taken up, the others
 * for one that was (实施条例 61).
 */
export async function decideComplaint(
  ctx: CommandContext,
  input: { complaintId: string; outcome: string; decision: string; fileIds?: readonly string[] },
): Promise<string> {
  const actor = actorFor(ctx, 'decideComplaint')
  refuseIf(checkText(input.decision, 'decision', TEXT_MAX))
  const outcome =
    OUTCOMES.find(one => one === input.outcome) ?? refuse('notOneOf', 'outcome', { allowed: OUTCOMES.join(', ') })
  return change(ctx, 'decideComplaint', input.complaintId, async (tx, complaint, tender) => {
    const isAccepted = complaint.acceptedAt !== null
    if (isAccepted === (outcome === 'declined'))
      refuse('wrongStatus', 'outcome', {
        status: isAccepted ? 'accepted' : 'filed',
        expected: isAccepted ? 'upheld, rejected' : 'declined',
      })
    const files = await claimCaseFiles(tx, actor, input.fileIds ?? [])
    const decision = input.decision.trim()
    await store.setDecision(tx, complaint.id, { outcome, decision, at: tender.now })
    await attach(tx, files, { ref: 'complaint_id', id: complaint.id, part: 'answered', at: tender.now })
    await moveEnds(tx, tender)
    return { outcome, decision, files: files.map(file => file.sha256) }
  })
}

type Change = (tx: Tx, complaint: store.ComplaintRow, tender: TenderRow) => Promise<Readonly<Record<string, unknown>>>

/** One step of an undecided complaint, with its row in the log; what `step` answers is the row's payload. */
async function change(ctx: CommandContext, action: Action, complaintId: string, step: Change): Promise<string> {
  const actor = actorFor(ctx, action)
  await ctx.db.tx(async tx => {
    const complaint = (await store.lockComplaint(tx, complaintId)) ?? refuse('notFound', 'complaintId')
    if (complaint.outcome !== null) refuse('alreadyDone', 'complaintId')
    const tender = await lockTender(tx, complaint.tenderId)
    await note(tx, actor, tender, action, complaint.id, await step(tx, complaint, tender))
  })
  return complaintId
}

const note = (tx: Tx, actor: SignedIn, tender: TenderRow, action: Action, id: string, payload: object) =>
  appendAudit(tx, actor, { tenderId: tender.id, action, subject: `complaint:${id}`, payload, changes: 1 })
