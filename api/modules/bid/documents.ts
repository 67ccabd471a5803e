import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { documentsDeadline, insertDocumentVersion, lockTender } from '../tender/index.ts'
import { restart } from './restart.ts'
import * as store from './store.ts'

export interface DocumentsInput {
  readonly tenderId: string
  readonly title: string
  readonly body: string
}

/**
 * Publishes a version of the tender documents. While bids are taken it also restarts the round under a policy that names
 * the new documents (earlier envelopes are void), and moves the deadline so that suppliers have the time the law gives
 * them after a change (招标投标法 23). After the deadline nothing of the documents changes.
 */
export async function publishDocuments(ctx: CommandContext, input: DocumentsInput): Promise<string> {
  const actor = actorFor(ctx, 'publishDocuments')
  if (input.title.trim() === '') refuse('required', 'title')
  if (input.body.trim() === '') refuse('required', 'body')
  await ctx.db.tx(async tx => {
    // Rounds before the tender: the opening takes its locks in this order.
    const rounds = await store.lockRoundsOf(tx, input.tenderId)
    const tender = await lockTender(tx, input.tenderId)
    const isTaking = rounds.some(({ status }) => status === 'keying' || status === 'signing' || status === 'open')
    const isBefore = rounds.length === 0 && (tender.stage === 'declaration' || tender.stage === 'bidRound1')
    if (tender.stage !== 'documents' && !isTaking && !isBefore)
      refuse('wrongStage', undefined, { stage: tender.stage, expected: 'documents, bidRound1, bidRound2' })
    const hash = await insertDocumentVersion(tx, actor, input)
    for (const round of rounds) {
      if (round.status !== 'signing' && round.status !== 'open') continue
      refuseIf(checkDeadline(round.closesAt, round.now))
      const closesAt = await documentsDeadline(tx, tender, round.closesAt)
      await restart(tx, ctx, actor, round, { closesAt, reason: `documents:${hash}`, newKeys: false })
    }
  })
  return input.tenderId
}
