/** The work of the share workers: messages that cross the border, and what is done for each. */
import { hex } from '#domain/bytes.ts'
import { decryptShare } from '#domain/opening.ts'
import { envelopeLeaf, parsePolicy } from '#domain/sealing.ts'
import { officerCrypto } from './officerCrypto.ts'

/** An officer's task for one worker. */
export interface ShareTask {
  readonly policy: string
  /** The officer's place in the policy, 1 … n. */
  readonly index: number
  readonly privateKey: Uint8Array
  readonly envelopes: readonly TaskEnvelope[]
}

export interface TaskEnvelope {
  readonly id: string
  readonly bytes: Uint8Array
}

/** One envelope's share; null when its cap gives none (the bidder's doing). */
export interface ShareFound {
  readonly id: string
  /** Leaf hash of the envelope as this browser computed it, hex. */
  readonly leaf: string
  readonly share: Uint8Array | null
  readonly salt: Uint8Array | null
}

/** WebCrypto answers from other threads: several questions at once keep them busy. */
const AT_ONCE = 32

/**
 * Decrypts the officer's share of every envelope and reports them piece by piece.
 * @throws Error for a faulty policy; RangeError when the key is not the policy's
 */
export async function decryptShares(task: ShareTask, report: (found: readonly ShareFound[]) => void): Promise<void> {
  const policy = parsePolicy(task.policy)
  if (policy === null) throw new Error('faulty policy')
  const { privateKey, index } = task
  const crypto = await officerCrypto(privateKey)
  for (let at = 0; at < task.envelopes.length; at += AT_ONCE) {
    const found = await Promise.all(
      task.envelopes.slice(at, at + AT_ONCE).map(async ({ id, bytes }): Promise<ShareFound> => {
        const got = await decryptShare({ envelope: bytes, policy, index, privateKey }, crypto)
        const leaf = hex(await envelopeLeaf(bytes, crypto))
        return { id, leaf, share: got?.share ?? null, salt: got?.salt ?? null }
      }),
    )
    report(found)
  }
}
