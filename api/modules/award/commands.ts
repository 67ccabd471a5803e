import { SUBJECTS } from '#domain/evidence.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { packPieces, startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { issueLetters } from '../awardLetter/index.ts'
import { finalAwardsHash, requestEvidence } from '../evidence/index.ts'
import { checkNoticeEnded, isPublished } from '../notice/index.ts'
import { loadPauseViolations, loadRulePack, loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

/**
 * Starts ranking all lots and cutting the shortlist from scores and prices of round 1 (1-domain §2, stage 10). May be
 * repeated until the shortlist is published; the same inputs give the same result.
 * @returns the job's id
 */
export async function computeShortlist(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'computeShortlist')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    refuseIf(await loadPauseViolations(tx, input.tenderId))
    const tender = await loadTenderIn(tx, input.tenderId, 'shortlist')
    if (await isPublished(tx, tender.id, 'shortlist')) refuse('alreadyDone')
    if (!(await store.findFreeze(tx, tender.id))) refuse('scoresNotFrozen')
    if (!(await store.isRoundOpened(tx, tender.id, 1))) refuse('roundNotOpened', undefined, { round: 1 })
    return startRanking(tx, actor, tender, 'shortlistLot')
  })
}

/**
 * Starts ranking the finalists of all lots and cutting the proposed winners (1-domain §2, stage 13). Refuses while
 * the sample review is not closed or round 2, if the pack has one, is not opened. May be repeated until the notice is out.
 * @returns the job's id
 */
export async function proposeAwards(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'proposeAwards')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    refuseIf(await loadPauseViolations(tx, input.tenderId))
    const tender = await loadTenderIn(tx, input.tenderId, 'award')
    if (await isPublished(tx, tender.id, 'proposedAward')) refuse('alreadyDone')
    const { stages } = await loadRulePack(tx, tender.id)
    if (stages.order.includes('samples')) {
      const pending = await store.countPendingSamples(tx, tender.id)
      if (pending > 0) refuse('samplesPending', undefined, { count: pending })
    }
    const hasRound2 = stages.order.includes('bidRound2')
    if (hasRound2 && !(await store.isRoundOpened(tx, tender.id, 2))) refuse('roundNotOpened', undefined, { round: 2 })
    return startRanking(tx, actor, tender, 'awardLot')
  })
}

async function startRanking(
  tx: Tx,
  actor: SignedIn,
  tender: TenderRow,
  kind: 'shortlistLot' | 'awardLot',
): Promise<string> {
  const lots = await store.loadLotIds(tx, tender.id)
  const chunks = packPieces(lots, () => 1).map(({ items, size }) => ({
    payload: { lotIds: items.map(lot => lot.id) },
    size,
  }))
  const job = { tenderId: tender.id, kind, key: 'all', params: {}, startedBy: actor.userId, chunks }
  const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
  const action = kind === 'shortlistLot' ? 'computeShortlist' : 'proposeAwards'
  const payload = { lots: lots.length }
  await appendAudit(tx, actor, { tenderId: tender.id, action, subject: `job:${jobId}`, payload, changes: lots.length })
  return jobId
}

/**
 * Makes the proposed winners final once their notice is over and every objection answered (实施条例 54); with it go the
 * letters to all who took part (招标投标法 45).
 */
export async function finaliseAwards(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'finaliseAwards')
  await ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'award')
    refuseIf(await checkNoticeEnded(tx, tender, 'proposedAward'))
    const changes = await store.finalise(tx, tender.id)
    if (changes === 0) refuse('alreadyDone')
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'finaliseAwards',
      subject: SUBJECTS.awards(tender.code, await finalAwardsHash(tx, tender.id)),
      payload: { winners: changes },
      changes,
    })
    await requestEvidence(tx, tender.id, 'ranking', actor.userId)
    await issueLetters(tx, actor, tender)
  })
  return input.tenderId
}
