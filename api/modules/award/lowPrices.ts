import { justificationDueAt } from '#domain/award.ts'
import { SUBJECTS } from '#domain/evidence.ts'
import { checkDecision, checkJustification } from '#domain/lowPrice.ts'
import { checkText } from '#domain/plainText.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { isPublished } from '../notice/index.ts'
import { attach, claimCaseFiles } from '../objection/index.ts'
import { loadRulePack, loadTenderIn, lockTender } from '../tender/index.ts'
import * as store from './lowPriceStore.ts'
import { rankLots, saveRankings } from './rankings.ts'

const TEXT_MAX = 4000

/**
 * Asks the supplier of a price that is flagged as low in the award's ranking to justify it, once, within the pack's days
 * for a clarification in working days (1-domain §3.3 [A], 招标投标法 39).
 * @returns the declaration's id
 */
export async function askLowPrice(
  ctx: CommandContext,
  input: { declarationId: string; question: string },
): Promise<string> {
  const actor = actorFor(ctx, 'askLowPrice')
  refuseIf(checkText(input.question, 'question', TEXT_MAX))
  await ctx.db.tx(async tx => {
    const place = (await store.findPlace(tx, input.declarationId)) ?? refuse('notFound', 'declarationId')
    await lockTender(tx, place.tenderId)
    const tender = await loadTenderIn(tx, place.tenderId, 'award')
    if (await isPublished(tx, tender.id, 'proposedAward')) refuse('alreadyDone')
    if (!place.lowPrice) refuse('notFlagged', 'declarationId')
    const dueAt = justificationDueAt(tender.now, await loadRulePack(tx, tender.id))
    const question = input.question.trim()
    const { declarationId } = input
    const asked = { declarationId, priceFen: place.priceFen, question, askedAt: tender.now, dueAt }
    if ((await store.insertCase(tx, asked)) === 0) refuse('alreadyDone', 'declarationId')
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'askLowPrice',
      subject: `lowPrice:${place.lotCode} supplier:${place.supplierCode}`,
      payload: { question, dueAt: dueAt.toISOString() },
      changes: 1,
    })
  })
  return input.declarationId
}

/** The supplier's reasons for its low price, with files; once, in time. @returns the declaration's id */
export async function justifyLowPrice(
  ctx: CommandContext,
  input: { declarationId: string; answer: string; fileIds?: readonly string[] },
): Promise<string> {
  const actor = actorFor(ctx, 'justifyLowPrice')
  refuseIf(checkText(input.answer, 'answer', TEXT_MAX))
  await ctx.db.tx(async tx => {
    // The wall of the case leaves another supplier's out.
    const asked = (await store.lockCase(tx, input.declarationId)) ?? refuse('notFound', 'declarationId')
    const place = (await store.findPlace(tx, asked.declarationId)) ?? refuse('notFound', 'declarationId')
    const tender = await loadTenderIn(tx, place.tenderId, 'award')
    refuseIf(checkJustification(asked, tender.now))
    const files = await claimCaseFiles(tx, actor, input.fileIds ?? [])
    const answer = input.answer.trim()
    await store.setAnswer(tx, asked.declarationId, answer, tender.now)
    const to = { ref: 'low_price_id', id: asked.declarationId, part: 'asked', at: tender.now } as const
    await attach(tx, files, to)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'justifyLowPrice',
      subject: `lowPrice:${asked.lotCode} supplier:${asked.supplierCode}`,
      payload: { answer, files: files.map(file => file.sha256) },
      changes: 1,
    })
  })
  return input.declarationId
}

/**
 * Decides by two people whether the reasons for a low price hold. Rejected, the lot is ranked again without it in the
 * same transaction, so that the next in rank move up; nothing is voided by silence or by the figure alone.
 * @returns the declaration's id
 */
export async function decideLowPrice(
  ctx: CommandContext,
  input: { declarationId: string; accepted: boolean; reason: string },
): Promise<string> {
  const actor = actorFor(ctx, 'decideLowPrice')
  refuseIf(checkText(input.reason, 'reason', TEXT_MAX))
  await ctx.db.tx(async tx => {
    const place = (await store.findPlace(tx, input.declarationId)) ?? refuse('notFound', 'declarationId')
    await lockTender(tx, place.tenderId)
    const asked = (await store.lockCase(tx, input.declarationId)) ?? refuse('notFound', 'declarationId')
    const tender = await loadTenderIn(tx, place.tenderId, 'award')
    if (await isPublished(tx, tender.id, 'proposedAward')) refuse('alreadyDone')
    const outcome = input.accepted ? 'accepted' : 'rejected'
    refuseIf(checkDecision(asked, outcome, tender.now))
    const reason = input.reason.trim()
    // Its place goes first: whose reasons were rejected cannot stand among the winners.
    if (outcome === 'rejected') await store.dropProposed(tx, asked.declarationId)
    await store.setDecision(tx, asked.declarationId, { outcome, reason, at: tender.now })
    if (outcome === 'rejected') await saveRankings(tx, await rankLots(tx, 'award', [asked.lotId]))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'decideLowPrice',
      subject: SUBJECTS.lowPrice(tender.code, place.lotCode, place.supplierCode, outcome),
      payload: { outcome, reason },
      changes: 1,
    })
  })
  return input.declarationId
}
