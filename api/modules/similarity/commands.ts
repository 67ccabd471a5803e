import { checkText } from '#domain/plainText.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, lockTender, startSimilarities } from '../tender/index.ts'
import type { NewFlag } from './findStore.ts'
import * as finds from './findStore.ts'
import * as store from './store.ts'

const REASON_MAX = 1_000

/** Starts the comparison of the suppliers' declarations once more; only when they are closed. @returns the job's id */
export async function findSimilarities(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'findSimilarities')
  return ctx.db.tx(async tx => {
    const tender = await lockTender(tx, tenderId)
    const { order } = (await loadRulePack(tx, tender.id)).stages
    if (order.indexOf(tender.stage) <= order.indexOf('declaration'))
      refuse('wrongStage', undefined, { stage: tender.stage, expected: 'declaration' })
    const jobId = (await startSimilarities(tx, tender.id, actor.userId)) ?? refuse('jobRunning')
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'findSimilarities',
      subject: `tender:${tender.code}`,
      payload: {},
      changes: 0,
    })
    return jobId
  })
}

/** Stores the flags that a comparison found and that are new; how many is in the log, whom they concern is not. */
export async function storeFlags(tx: Tx, tenderId: string, flags: readonly NewFlag[]): Promise<void> {
  const count = await finds.insertFlags(tx, tenderId, flags)
  if (count === 0) return
  await appendAudit(tx, null, {
    tenderId,
    action: 'flagSimilarities',
    subject: 'similarities',
    payload: flags.map(({ kind, supplierA, supplierB, sharedKey, strength }) => ({
      kind,
      supplierA,
      supplierB,
      sharedKey,
      strength,
    })),
    changes: count,
  })
}

/**
 * A person's decision on a flag, with its reason: watch it, or dismiss it. It changes nothing else: no declaration is
 * voided by it. Deciding again adds another decision, and the last one counts.
 */
export async function decideSimilarity(
  ctx: CommandContext,
  input: { flagId: string; verdict: string; reason: string },
): Promise<string> {
  const actor = actorFor(ctx, 'decideSimilarity')
  const verdict = store.VERDICTS.find(one => one === input.verdict)
  if (!verdict) return refuse('notOneOf', 'verdict', { allowed: store.VERDICTS.join(', ') })
  refuseIf(checkText(input.reason, 'reason', REASON_MAX))
  const reason = input.reason.trim()
  if (reason === '') refuse('required', 'reason')
  return ctx.db.tx(async tx => {
    const tenderId = (await store.findTenderOf(tx, input.flagId)) ?? refuse('notFound', 'flagId')
    await lockTender(tx, tenderId)
    await store.insertDecision(tx, { flagId: input.flagId, tenderId, verdict, reason, decidedBy: actor.userId })
    await appendAudit(tx, actor, {
      tenderId,
      action: 'decideSimilarity',
      subject: `flag:${input.flagId}`,
      payload: { verdict, reason },
      changes: 1,
    })
    return input.flagId
  })
}
