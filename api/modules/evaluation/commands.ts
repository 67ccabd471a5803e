import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, lockTender } from '../tender/index.ts'
import { planReview } from './dealReview.ts'
import { countOpenSheets, deleteResults, isFrozen, loadRecusedJudges, loadScoredLots } from './freezeStore.ts'
import * as store from './store.ts'

/** Starts handing the score sheets out, after the draw and once; refuses at once where too few experts may judge. */
export async function assignReview(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'assignReview')
  return ctx.db.tx(async tx => {
    await lockTender(tx, tenderId)
    const tender = await loadTenderIn(tx, tenderId, 'review')
    if ((await store.findDrawStatus(tx, tenderId)) !== 'drawn') refuse('drawMissing')
    if (await store.hasSheets(tx, tenderId)) refuse('alreadyDone')
    if (await store.isJobRunning(tx, tenderId, 'assignReview')) refuse('jobRunning')
    const sheets = await planReview(tx, tenderId, await loadRulePack(tx, tenderId))
    if (sheets.length === 0) refuse('noDeclarations')
    const chunks = [{ payload: {}, size: sheets.length }]
    const job = { tenderId, kind: 'assignReview', key: 'assignReview', params: {}, startedBy: actor.userId, chunks }
    const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
    await appendAudit(tx, actor, {
      tenderId,
      action: 'assignReview',
      subject: `tender:${tender.code}`,
      payload: { sheets: sheets.length },
      changes: 1,
    })
    return jobId
  })
}

/**
 * Starts judging all items and freezing the scores; from the freeze on the database refuses every change of a score.
 * Refuses while sheets are open, or held by an expert who must stay out.
 */
export async function freezeScores(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'freezeScores')
  return ctx.db.tx(async tx => {
    await lockTender(tx, tenderId)
    const tender = await loadTenderIn(tx, tenderId, 'review')
    if (await isFrozen(tx, tenderId)) refuse('alreadyDone')
    if (await store.isJobRunning(tx, tenderId, 'scoreLots')) refuse('jobRunning')
    const count = await countOpenSheets(tx, tenderId)
    if (count > 0) refuse('sheetsOpen', undefined, { count })
    refuseIf((await loadRecusedJudges(tx, tenderId)).map(({ expert }) => violation('recused', undefined, { expert })))
    await deleteResults(tx, tenderId)
    const lots = await loadScoredLots(tx, tenderId)
    const chunks = lots.map(lot => ({ payload: { lotId: lot.id }, size: lot.declarations }))
    const job = { tenderId, kind: 'scoreLots', key: 'scoreLots', params: {}, startedBy: actor.userId, chunks }
    const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
    await appendAudit(tx, actor, {
      tenderId,
      action: 'freezeScores',
      subject: `tender:${tender.code}`,
      payload: { lots: lots.map(lot => lot.code) },
      changes: 1,
    })
    return jobId
  })
}
