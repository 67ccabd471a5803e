/**
 * The drill before a price round takes bids (integrity design §1): a dummy bid, sealed under the new policy to everyone's
 * real keys, has to open with a share of every officer. A key that was lost or mixed up shows before the first bid.
 */
import { equalBytes, lengthPrefixed, readUint, u64, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { decodeEnvelope, NO_PREVIOUS_LEAF } from './envelope.ts'
import { decryptShare, isCommittedShare, openEnvelope, type Share } from './opening.ts'
import { sealBid } from './sealing.ts'
import { type Policy, policyHash } from './sealingPolicy.ts'

/** The supplier's code in a dummy bid. No real supplier has it, so a dummy never passes for a bid. */
export const DRILL_SUPPLIER = 'DRILL'

/** Where a dummy stands: first lot by code, first of its chain. */
const placeOf = (policy: Policy) => ({ lot: [...policy.lots].sort()[0] ?? '', supplier: DRILL_SUPPLIER, seq: 1 })

export interface Drill {
  readonly envelope: Uint8Array
  /** Hash of the policy and the price sealed; the price itself is forgotten. */
  readonly digest: Uint8Array
}

/**
 * Seals a dummy bid under a policy. In: 40 fresh random bytes, of which seed and price are made.
 * @throws RangeError for a faulty policy
 */
export async function makeDrill(policy: Policy, random: Uint8Array, crypto: CryptoPort): Promise<Drill> {
  const priceFen = (readUint(random.subarray(32, 40)) >> 1n) | 1n
  const request = { policy, ...placeOf(policy), previousLeaf: NO_PREVIOUS_LEAF, bid: { priceFen } }
  const envelope = await sealBid({ ...request, seed: random.slice(0, 32) }, crypto)
  return { envelope, digest: await drillDigest(policy, priceFen, crypto) }
}

async function drillDigest(policy: Policy, priceFen: bigint, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(lengthPrefixed(utf8('bencao-drill/1'), await policyHash(policy, crypto), u64(priceFen)))
}

/** Whether an envelope is a dummy of this policy. Officers decrypt nothing else before the deadline. */
export async function isDrill(envelope: Uint8Array, policy: Policy, crypto: CryptoPort): Promise<boolean> {
  const context = decodeEnvelope(envelope)?.header.context
  const { lot, supplier, seq } = placeOf(policy)
  if (!context || !equalBytes(context.policyHash, await policyHash(policy, crypto))) return false
  return context.lot === lot && context.supplier === supplier && context.seq === seq
}

/**
 * An officer's share of the dummy, in their own client. Null when the envelope is not a dummy of the policy (a platform
 * that asks for a share of a bid gets none) or its cap does not open.
 * @throws RangeError when the private key is not the one the policy names for the index
 */
export async function drillShare(
  input: {
    readonly envelope: Uint8Array
    readonly policy: Policy
    readonly index: number
    readonly privateKey: Uint8Array
  },
  crypto: CryptoPort,
): Promise<Share | null> {
  return (await isDrill(input.envelope, input.policy, crypto)) ? decryptShare(input, crypto) : null
}

/**
 * Whether the dummy opens with a good share of *every* officer and the platform's key to what was sealed. Opening seals
 * again from the seed and compares every byte, so the price alone tells that all of it is the same.
 */
export async function passesDrill(
  drill: Drill,
  request: { readonly policy: Policy; readonly shares: readonly Share[]; readonly platformPrivateKey: Uint8Array },
  crypto: CryptoPort,
): Promise<boolean> {
  const { policy, shares } = request
  if (shares.length !== policy.officers.length || new Set(shares.map(({ index }) => index)).size !== shares.length)
    return false
  for (const share of shares) if (!(await isCommittedShare(drill.envelope, share, crypto))) return false
  const verdict = await openEnvelope({ ...request, envelope: drill.envelope }, crypto)
  if (verdict.verdict !== 'opened') return false
  return equalBytes(await drillDigest(policy, verdict.priceFen, crypto), drill.digest)
}
