/**
 * Opening sealed bids with a quorum of officers and the platform (integrity design §1; 招标投标法 36). The verdict over
 * an envelope follows from its bytes and the policy alone: it cannot depend on which officers showed up.
 */
import { canonicalBytes, compareBytes, equalBytes, hex } from './bytes.ts'
import { type CryptoPort, x25519PublicKey } from './crypto.ts'
import { decodeEnvelope, type Envelope, headerBytes } from './envelope.ts'
import { hpkeOpen, type KeyPair } from './hpke.ts'
import {
  bidKeys,
  capAad,
  isPrice,
  type Policy,
  policyHash,
  policyKeys,
  readBody,
  sealInContext,
  shareCommitment,
} from './sealing.ts'
import { combineShares } from './shamir.ts'

/** One holder's part of one bid's key: index 0 is the platform's half, 1 … n are the officers' shares. */
export interface Share {
  readonly index: number
  readonly share: Uint8Array
  readonly salt: Uint8Array
}

/** A cap its holder cannot use, proven by laying open the holder's private key of this round (after the deadline). */
export interface Complaint {
  readonly index: number
  readonly privateKey: Uint8Array
}

/**
 * `malformed`: not an envelope. `foreign`: of another policy, round or lot. `badSeal`: not what the rules make of any
 * seed and bid. `badPrice`: sealed by the rules, but not a positive price. There is no finer reason on purpose: which
 * step of a bad seal fails first may depend on whose shares are used, and the record must not.
 */
export type VoidReason = 'malformed' | 'foreign' | 'badSeal' | 'badPrice'

/** The verdict over one envelope. badOfficers gave a share that is not the one committed to; 0 is the platform. */
export type Verdict = OpenedVerdict | VoidVerdict | NeedsShareVerdict
export interface OpenedVerdict {
  readonly verdict: 'opened'
  readonly priceFen: bigint
  readonly badOfficers: readonly number[]
}
export interface VoidVerdict {
  readonly verdict: 'void'
  readonly fault: 'bidder'
  readonly reason: VoidReason
  readonly badOfficers: readonly number[]
}
export interface NeedsShareVerdict {
  readonly verdict: 'needsShare'
  readonly badOfficers: readonly number[]
}

/**
 * Decrypts one holder's cap of an envelope: an officer's own (index 1 … n, in their client) or the platform's (0).
 * Null when the envelope is malformed or the cap is not what its commitment says, which is the bidder's doing: an
 * honest officer then gives no share but, if it comes to that, a {@link Complaint}.
 * @throws RangeError when the private key is not the one the policy names for the index.
 */
export async function decryptShare(
  input: {
    readonly envelope: Uint8Array
    readonly policy: Policy
    readonly index: number
    readonly privateKey: Uint8Array
  },
  crypto: CryptoPort,
): Promise<Share | null> {
  const publicKey = await x25519PublicKey(input.privateKey, crypto)
  const expected = policyKeys(input.policy)[input.index]
  if (!expected || !equalBytes(publicKey, expected)) throw new RangeError('not the key the policy names')
  const envelope = decodeEnvelope(input.envelope)
  return envelope && openCap(envelope, input.index, { privateKey: input.privateKey, publicKey }, crypto)
}

/** {@link decryptShare} for the platform's half key. @throws RangeError when the key is not the policy's. */
export async function openPlatformCap(
  input: { readonly envelope: Uint8Array; readonly policy: Policy; readonly platformPrivateKey: Uint8Array },
  crypto: CryptoPort,
): Promise<Share | null> {
  return decryptShare({ ...input, index: 0, privateKey: input.platformPrivateKey }, crypto)
}

async function openCap(envelope: Envelope, index: number, recipient: KeyPair, crypto: CryptoPort) {
  const sealed = envelope.caps[index]
  if (!sealed) return null
  const info = headerBytes(envelope.header)
  const plaintext = await hpkeOpen({ recipient, info, aad: capAad(index), sealed }, crypto)
  if (plaintext === null) return null
  const share = { index, share: plaintext.slice(0, -32), salt: plaintext.slice(-32) }
  return (await isCommitted(envelope, share, crypto)) ? share : null
}

/** Whether a share is the one that the envelope's sealer committed to for its index. */
export async function isCommittedShare(envelope: Uint8Array, share: Share, crypto: CryptoPort): Promise<boolean> {
  const decoded = decodeEnvelope(envelope)
  return decoded !== null && isCommitted(decoded, share, crypto)
}

async function isCommitted(envelope: Envelope, { index, share, salt }: Share, crypto: CryptoPort): Promise<boolean> {
  const { context, commitments } = envelope.header
  const commitment = commitments[index]
  if (!commitment || salt.length !== 32) return false
  return equalBytes(await shareCommitment(context, index, salt, share, crypto), commitment)
}

export interface OpenRequest {
  readonly envelope: Uint8Array
  readonly policy: Policy
  /** Officers' shares, at least t good ones; order, repetition and bad ones do not change the verdict. */
  readonly shares: readonly Share[]
  readonly platformPrivateKey: Uint8Array
  readonly complaints?: readonly Complaint[]
}

/**
 * The verdict over one envelope, for the worker that holds the platform's key of the round. A share that is not the
 * committed one is its officer's fault: needsShare until t good ones are there. A wrong kc, a body that does not
 * decrypt, a cap that holds something else or a second sealing that differs in one byte is the bidder's: void.
 * @throws RangeError when the platform key is not the policy's; that is nobody's bid's fault.
 */
export async function openEnvelope(request: OpenRequest, crypto: CryptoPort): Promise<Verdict> {
  const found = await findEnvelope(request, crypto)
  if (typeof found === 'string') return voidFor(found)
  const platformShare = await openPlatformCap(request, crypto)
  // With the right key in hand a cap that fails is proof against the bidder.
  return platformShare === null ? voidFor('badSeal') : judge(found, { ...request, platformShare }, crypto)
}

export interface VerifyRequest extends Omit<OpenRequest, 'platformPrivateKey'> {
  /** The platform's half key as published in the evidence bundle. */
  readonly platformShare: Share
}

/**
 * The same verdict from published evidence, for anyone who checks an opening without the platform's private key. When
 * the platform's own cap was bad, the evidence holds a {@link Complaint} of index 0 instead of a share.
 */
export async function verifyOpening(request: VerifyRequest, crypto: CryptoPort): Promise<Verdict> {
  const found = await findEnvelope(request, crypto)
  return typeof found === 'string' ? voidFor(found) : judge(found, request, crypto)
}

function voidFor(reason: VoidReason, badOfficers: readonly number[] = []): VoidVerdict {
  return { verdict: 'void', fault: 'bidder', reason, badOfficers }
}

async function findEnvelope(
  request: { readonly envelope: Uint8Array; readonly policy: Policy },
  crypto: CryptoPort,
): Promise<Envelope | 'malformed' | 'foreign'> {
  const envelope = decodeEnvelope(request.envelope)
  if (envelope === null) return 'malformed'
  const { context, commitments } = envelope.header
  const { policy } = request
  const isOurs =
    equalBytes(context.policyHash, await policyHash(policy, crypto)) &&
    context.round === policy.round &&
    policy.lots.includes(context.lot) &&
    commitments.length === policy.officers.length + 1
  return isOurs ? envelope : 'foreign'
}

async function judge(envelope: Envelope, request: VerifyRequest, crypto: CryptoPort): Promise<Verdict> {
  const bad = new Set<number>()
  for (const complaint of request.complaints ?? []) {
    if (await isBadCap(envelope, request.policy, complaint, crypto)) return voidFor('badSeal')
    bad.add(complaint.index)
  }
  const good = new Map<number, Share>()
  for (const share of [request.platformShare, ...request.shares]) {
    if (await isCommitted(envelope, share, crypto)) good.set(share.index, share)
    else bad.add(share.index)
  }
  const badOfficers = [...bad].sort((a, b) => a - b)
  const platform = good.get(0)
  const officers = [...good.values()].filter(share => share.index > 0).sort((a, b) => a.index - b.index)
  const quorum = officers.slice(0, request.policy.threshold)
  if (!platform || quorum.length < request.policy.threshold) return { verdict: 'needsShare', badOfficers }
  const result = await openBody(envelope, request, quorum, platform, crypto)
  return typeof result === 'string'
    ? voidFor(result, badOfficers)
    : { verdict: 'opened', priceFen: result, badOfficers }
}

/** A bad cap alone makes the envelope void: sealing by the rules would have written another one there. */
async function isBadCap(envelope: Envelope, policy: Policy, { index, privateKey }: Complaint, crypto: CryptoPort) {
  const publicKey = await x25519PublicKey(privateKey, crypto)
  const expected = policyKeys(policy)[index]
  if (!expected || !equalBytes(publicKey, expected)) return false
  return (await openCap(envelope, index, { privateKey, publicKey }, crypto)) === null
}

/** The price, or why there is none; all shares are the committed ones. */
async function openBody(
  envelope: Envelope,
  request: { readonly envelope: Uint8Array; readonly policy: Policy },
  quorum: readonly Share[],
  platform: Share,
  crypto: CryptoPort,
): Promise<bigint | VoidReason> {
  // The commitment binds a share's index but a bidder may have committed to any bytes: x must be the index.
  if (quorum.some(({ index, share }) => share.length !== 33 || share[32] !== index)) return 'badSeal'
  const { context, keyCommitment } = envelope.header
  const quorumKey = combineShares(quorum.map(({ share }) => share))
  const keys = await bidKeys(context, quorumKey, platform.share, crypto)
  if (!equalBytes(keys.keyCommitment, keyCommitment)) return 'badSeal'
  const aad = headerBytes(envelope.header)
  const body = await crypto.aesGcmOpen(keys.bodyKey, keys.bodyNonce, aad, envelope.body)
  if (body === null) return 'badSeal'
  const { seed, bid } = readBody(body)
  const again = await sealInContext(request.policy, context, bid, seed, crypto)
  if (!equalBytes(again, request.envelope)) return 'badSeal'
  return isPrice(bid.priceFen) ? bid.priceFen : 'badPrice'
}

/** The envelopes that count, fixed after the deadline and before any share is given. */
export interface OpeningManifest {
  /** Leaf hashes, ascending. */
  readonly leaves: readonly Uint8Array[]
  /** Canonical bytes, which are signed and published. */
  readonly bytes: Uint8Array
  readonly hash: Uint8Array
}

/**
 * The opening manifest over the effective leaves of a round, in any order.
 * @throws RangeError for a leaf that occurs twice or is not 32 bytes.
 */
export async function openingManifest(
  policyHash: Uint8Array,
  leaves: readonly Uint8Array[],
  crypto: CryptoPort,
): Promise<OpeningManifest> {
  const sorted = [...leaves].sort(compareBytes)
  const texts = sorted.map(hex)
  if (new Set(texts).size !== texts.length) throw new RangeError('a leaf occurs twice')
  if (sorted.some(leaf => leaf.length !== 32)) throw new RangeError('a leaf is 32 bytes')
  const bytes = canonicalBytes({ type: 'bencao-opening-manifest/1', policyHash: hex(policyHash), leaves: texts })
  return { leaves: sorted, bytes, hash: await crypto.sha256(bytes) }
}

/** One envelope's verdict, by its leaf hash. The platform may know more reasons than the envelope's own. */
export interface LeafVerdict<Reason extends string = VoidReason> {
  readonly leaf: Uint8Array
  readonly verdict:
    | { readonly verdict: 'opened'; readonly priceFen: bigint }
    | { readonly verdict: 'void'; readonly reason: Reason }
    | { readonly verdict: 'needsShare' }
}

export type OpeningResult<Reason extends string = VoidReason> =
  | {
      readonly complete: true
      readonly opened: readonly { readonly leaf: Uint8Array; readonly priceFen: bigint }[]
      readonly voided: readonly { readonly leaf: Uint8Array; readonly reason: Reason }[]
    }
  | { readonly complete: false; readonly waiting: readonly Uint8Array[] }

/**
 * The round's result in manifest order. Complete only when every leaf has its final verdict, so opened ∪ voided = sealed
 * and nothing is published in parts (integrity design §1).
 * @throws RangeError for a verdict over a leaf outside the manifest, or two over one leaf.
 */
export function openingResult<Reason extends string = VoidReason>(
  leaves: readonly Uint8Array[],
  verdicts: readonly LeafVerdict<Reason>[],
): OpeningResult<Reason> {
  const byLeaf = new Map(verdicts.map(({ leaf, verdict }) => [hex(leaf), verdict]))
  const known = new Set(leaves.map(hex))
  if (byLeaf.size !== verdicts.length) throw new RangeError('two verdicts over one leaf')
  if ([...byLeaf.keys()].some(leaf => !known.has(leaf)))
    throw new RangeError('a verdict over a leaf not in the manifest')
  const opened: { leaf: Uint8Array; priceFen: bigint }[] = []
  const voided: { leaf: Uint8Array; reason: Reason }[] = []
  const waiting: Uint8Array[] = []
  for (const leaf of leaves) {
    const verdict = byLeaf.get(hex(leaf))
    if (verdict?.verdict === 'opened') opened.push({ leaf, priceFen: verdict.priceFen })
    else if (verdict?.verdict === 'void') voided.push({ leaf, reason: verdict.reason })
    else waiting.push(leaf)
  }
  return waiting.length > 0 ? { complete: false, waiting } : { complete: true, opened, voided }
}
