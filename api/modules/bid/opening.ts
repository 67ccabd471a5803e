import { storedFault } from '#domain/openingRecord.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { loadUnpaused } from '../tender/index.ts'
import * as opening from './openingStore.ts'
import * as store from './store.ts'

const CHUNK_BIDS = 100

/**
 * Starts the opening of a closed round once the scores are frozen and a quorum of shares is there for every bid; the
 * workers do the rest. Also takes up an opening that ended for want of good shares. Refuses with `quorumMissing` and
 * changes nothing when officers are missing.
 */
export async function openBids(ctx: CommandContext, input: { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'openBids')
  return ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    await loadUnpaused(tx, round.tenderId, round.number === 1 ? 'opening' : 'bidRound2')
    if (round.status === 'opened') refuse('alreadyDone', 'roundId')
    store.requireStatus(round, 'closed', 'opening')
    if (round.number === 1 && !(await opening.hasFrozenScores(tx, round.tenderId))) refuse('scoresNotFrozen')
    const bids = await opening.countShares(tx, round.id)
    const present = await fewestOfficers(tx, bids, round.officersNeeded)
    if (present < round.officersNeeded) refuse('quorumMissing', undefined, { needed: round.officersNeeded, present })
    await store.moveRound(tx, round.id, 'opening')
    const jobId = await startJob(tx, {
      tenderId: round.tenderId,
      kind: 'openBids',
      key: round.id,
      params: { roundId: round.id },
      startedBy: actor.userId,
      chunks: chunksOf(bids.map(bid => bid.id)),
    })
    const subject = `round:${round.number}`
    const payload = { manifestHash: round.manifestHash, bids: bids.length }
    await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'openBids', subject, payload, changes: 1 })
    return jobId ?? refuse('jobRunning')
  })
}

/** At least one piece, so that a round without bids comes to its end too. */
function chunksOf(ids: readonly string[]): { payload: { sealedBidIds: readonly string[] }; size: number }[] {
  const count = Math.max(1, Math.ceil(ids.length / CHUNK_BIDS))
  return Array.from({ length: count }, (_, i) => {
    const sealedBidIds = ids.slice(i * CHUNK_BIDS, (i + 1) * CHUNK_BIDS)
    return { payload: { sealedBidIds }, size: sealedBidIds.length }
  })
}

/**
 * How many officers the bid with the fewest has, at most `needed`. Bids that are void whatever the officers say do not
 * count, nor do those with a complaint, which the opening will judge: a bad bid must not hold up the good ones.
 */
async function fewestOfficers(tx: Tx, bids: readonly opening.ShareCount[], needed: number): Promise<number> {
  const short = bids.filter(bid => bid.officers < needed && !bid.hasComplaint)
  const envelopes =
    short.length === 0
      ? []
      : await opening.loadEnvelopes(
          tx,
          short.map(bid => bid.id),
        )
  const officers = new Map(short.map(bid => [bid.id, bid.officers]))
  let fewest = needed
  for (const envelope of envelopes)
    if ((await storedFault(envelope, nodeCrypto)) === null) fewest = Math.min(fewest, officers.get(envelope.id) ?? 0)
  return fewest
}
