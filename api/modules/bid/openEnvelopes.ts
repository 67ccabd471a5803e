import { type Complaint, openEnvelope, type Share, type Verdict } from '#domain/opening.ts'
import { parsePolicy } from '#domain/sealing.ts'
import { nodeCrypto } from '../../platform/crypto.ts'

export interface SealedWithShares {
  readonly envelope: Uint8Array
  readonly shares: readonly Share[]
  readonly complaints: readonly Complaint[]
}

/** Envelopes of one round and what opens them: plain values, so that they can be handed to another thread. */
export interface OpenTask {
  /** The policy's canonical text. */
  readonly policy: string
  readonly platformPrivateKey: Uint8Array
  readonly bids: readonly SealedWithShares[]
}

/**
 * Opens envelopes one after the other and lets other work in between: an opening costs about 2 ms of a core.
 * @throws RangeError when the policy is not canonical or the platform's key is another
 */
export async function openEnvelopes(task: OpenTask): Promise<Verdict[]> {
  const policy = parsePolicy(task.policy)
  if (!policy) throw new RangeError('the policy is not in its canonical text')
  const { platformPrivateKey } = task
  const verdicts: Verdict[] = []
  for (const bid of task.bids) {
    verdicts.push(await openEnvelope({ ...bid, policy, platformPrivateKey }, nodeCrypto))
    await new Promise(resolve => setImmediate(resolve))
  }
  return verdicts
}
