import { formatInstant } from '#domain/period.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { packPieces, startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadUnpaused, lockTender, type TenderRow } from '../tender/index.ts'
import { planReview } from './dealReview.ts'
import * as freeze from './freezeStore.ts'
import { findRound } from './roundStore.ts'
import { checkSigned } from './signatures.ts'
import * as store from './store.ts'

/** Starts handing the score sheets out, after the draw and once; refuses at once where too few experts may judge. */
export async function assignReview(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'assignReview')
  return ctx.db.tx(async tx => {
    const tender = await lockReview(tx, tenderId)
    if ((await store.findDrawStatus(tx, tenderId)) !== 'drawn') refuse('drawMissing')
    if (await store.hasSheets(tx, tenderId)) refuse('alreadyDone')
    const sheets = await planReview(tx, tenderId, await loadRulePack(tx, tenderId), 'first')
    if (sheets.length === 0) refuse('noDeclarations')
    return start(tx, actor, tender, {
      action: 'assignReview',
      kind: 'assignReview',
      params: { phase: 'first' },
      chunks: [{ payload: {}, size: sheets.length }],
    })
  })
}

/**
 * Starts judging the first review, after which each supplier sees its scores with the reasons and may clarify (1-domain
 * §2, stage 8). Refuses while something is unscored, unexplained or unsigned, and where the pack has no re-review.
 */
export async function announceScores(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'announceScores')
  return ctx.db.tx(async tx => {
    const tender = await lockReview(tx, tenderId)
    const { review } = await loadRulePack(tx, tenderId)
    if (review.rereview === 'none') refuse('noRereview')
    if ((await findRound(tx, tenderId, 'first'))?.closedAt) refuse('alreadyDone')
    refuseIf(await checkComplete(tx, tender))
    return startScoring(tx, actor, tender, 'announceScores')
  })
}

/**
 * Starts the re-review of what suppliers have contested, by other experts, once the time for that is over. With nothing
 * contested it has no sheets and the scores can be frozen.
 */
export async function startSecondReview(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'startSecondReview')
  return ctx.db.tx(async tx => {
    const tender = await lockReview(tx, tenderId)
    const first = await findRound(tx, tenderId, 'first')
    if (!first?.closedAt || !first.clarifyUntil) return refuse('scoresNotAnnounced')
    if (tender.now < first.clarifyUntil)
      refuse('clarificationRunning', undefined, { closes: formatInstant(first.clarifyUntil) })
    if (await findRound(tx, tenderId, 'second')) refuse('alreadyDone')
    const sheets = await planReview(tx, tenderId, await loadRulePack(tx, tenderId), 'second')
    return start(tx, actor, tender, {
      action: 'startSecondReview',
      kind: 'assignReview',
      params: { phase: 'second' },
      chunks: [{ payload: {}, size: Math.max(1, sheets.length) }],
    })
  })
}

/**
 * Starts judging all items and freezing the scores; from the freeze on the database refuses every change of a score.
 * Refuses while sheets are open, unexplained, unsigned, or held by an expert who must stay out, and before the re-review
 * where the pack has one.
 */
export async function freezeScores(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'freezeScores')
  return ctx.db.tx(async tx => {
    const tender = await lockReview(tx, tenderId)
    const { review } = await loadRulePack(tx, tenderId)
    if (review.rereview !== 'none' && !(await findRound(tx, tenderId, 'second'))) refuse('rereviewMissing')
    refuseIf(await checkComplete(tx, tender))
    return startScoring(tx, actor, tender, 'freezeScores')
  })
}

/** The tender at its review, locked, with unfrozen scores and no review job at work. */
async function lockReview(tx: Tx, tenderId: string): Promise<TenderRow> {
  await lockTender(tx, tenderId)
  const tender = await loadUnpaused(tx, tenderId, 'review')
  if (await freeze.isFrozen(tx, tenderId)) refuse('alreadyDone')
  if (await store.isJobRunning(tx, tenderId, 'assignReview', 'scoreLots')) refuse('jobRunning')
  return tender
}

/** Why the scores do not count yet; empty if they do. */
async function checkComplete(tx: Tx, tender: TenderRow): Promise<Violation[]> {
  const count = await freeze.countOpenSheets(tx, tender.id)
  if (count > 0) return [violation('sheetsOpen', undefined, { count })]
  const due = await freeze.countReasonsDue(tx, tender.id)
  if (due > 0) return [violation('reasonsDue', undefined, { count: due })]
  const recused = await freeze.loadRecusedJudges(tx, tender.id)
  if (recused.length > 0) return recused.map(({ expert }) => violation('recused', undefined, { expert }))
  return checkSigned(tx, tender)
}

async function startScoring(
  tx: Tx,
  actor: SignedIn,
  tender: TenderRow,
  action: 'announceScores' | 'freezeScores',
): Promise<string> {
  await freeze.deleteResults(tx, tender.id)
  const pieces = packPieces(await freeze.loadScoredLots(tx, tender.id), lot => lot.declarations)
  const chunks = pieces.map(({ items, size }) => ({ payload: { lotIds: items.map(lot => lot.id) }, size }))
  return start(tx, actor, tender, { action, kind: 'scoreLots', params: { action }, chunks })
}

interface Work {
  readonly action: string
  readonly kind: string
  readonly params: unknown
  readonly chunks: readonly { readonly payload: unknown; readonly size: number }[]
}

async function start(tx: Tx, actor: SignedIn, tender: TenderRow, { action, ...work }: Work): Promise<string> {
  const job = { tenderId: tender.id, key: work.kind, startedBy: actor.userId, ...work }
  const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
  await appendAudit(tx, actor, {
    tenderId: tender.id,
    action,
    subject: `tender:${tender.code}`,
    payload: { pieces: work.chunks.map(chunk => chunk.size) },
    changes: 1,
  })
  return jobId
}
