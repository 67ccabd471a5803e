import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { extendStage } from '../tender/index.ts'
import * as keyStore from './keyStore.ts'
import * as opening from './openingStore.ts'
import { putUpPolicy } from './policy.ts'
import * as store from './store.ts'

const MAX_REASON_CHARS = 1000

/** Terms of a restart: a deadline ahead, why, and whether officers make new keys (some are lost) or sign with theirs. */
export interface Restart {
  readonly closesAt: Date
  readonly reason: string
  readonly newKeys: boolean
}

/**
 * Starts a round again under a new policy, whatever its state but opened: a deadline is extended, a quorum of keys is
 * lost, signing got stuck. Earlier envelopes are void and stay sealed; suppliers seal again. The second person is asked
 * for outside (TWO_PERSON).
 */
export async function restartRound(ctx: CommandContext, input: Restart & { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'restartRound')
  if (input.reason.trim() === '') refuse('reasonRequired', 'reason')
  if (input.reason.length > MAX_REASON_CHARS) refuse('tooLong', 'reason', { max: MAX_REASON_CHARS })
  // Verdicts of an opening that is called off are nobody's to see.
  await ctx.db.as(PLATFORM).tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    await restart(tx, ctx, actor, round, input)
  })
  return input.roundId
}

/** The same within another command's transaction; the round is locked. */
export async function restart(
  tx: Tx,
  ctx: CommandContext,
  actor: SignedIn,
  round: store.RoundRow,
  { closesAt, reason, newKeys }: Restart,
): Promise<void> {
  if (newKeys) store.requireStatus(round, 'keying', 'signing', 'open', 'closed', 'opening')
  else store.requireStatus(round, 'signing', 'open', 'closed', 'opening')
  refuseIf(checkDeadline(closesAt, round.now))
  const version = round.policyVersion + 1
  const dropped = await opening.forgetOpening(tx, round.id)
  let policyHash: string | null = null
  if (newKeys) await store.takeBackToKeys(tx, round.id, { version, closesAt, reason })
  else {
    await keyStore.copyOfficerKeys(tx, { roundId: round.id, version: round.policyVersion })
    policyHash = await putUpPolicy(tx, ctx, actor, round, { version, closesAt, reason })
  }
  await extendStage(tx, round.tenderId, store.STAGE_OF_ROUND[round.number] ?? 'bidRound1', closesAt)
  const payload = {
    from: round.status,
    version,
    closesAt: closesAt.toISOString(),
    reason,
    newKeys,
    policyHash,
    dropped,
  }
  const subject = `round:${round.number} version:${version}`
  await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'restartRound', subject, payload, changes: 1 })
}
