/**
 * Sealing a bid so that nobody reads it before the opening: it takes a quorum of the round's officers *and* the
 * platform (integrity design §1; 招标投标法 28, 36). Runs in the supplier's browser, and again at the opening, where a
 * second sealing from the seed must give the stored envelope byte for byte.
 */
import { concat, lengthPrefixed, readUint, u64, utf8 } from './bytes.ts'
import { type CryptoPort, hkdfExpand, hkdfExtract } from './crypto.ts'
import { BODY_BYTES, contextBytes, type EnvelopeContext, encodeEnvelope, headerBytes } from './envelope.ts'
import { hpkeSeal } from './hpke.ts'
import { checkPolicy, type Policy, policyHash, policyKeys } from './sealingPolicy.ts'
import { splitSecret } from './shamir.ts'

export {
  checkEnvelope,
  decodeEnvelope,
  type Envelope,
  type EnvelopeContext,
  type EnvelopeFault,
  type ExpectedContext,
  encodeEnvelope,
  envelopeLeaf,
  NO_PREVIOUS_LEAF,
  SUITE,
} from './envelope.ts'
export {
  checkPolicy,
  type Policy,
  type PolicyFault,
  type PolicyOfficer,
  parsePolicy,
  policyBytes,
  policyHash,
  policyKeys,
} from './sealingPolicy.ts'

/** A quote in whole fen per kilogram. */
export interface Bid {
  readonly priceFen: bigint
}

/** The highest price an envelope holds, in fen: what a signed 64-bit database column takes. */
export const MAX_PRICE_FEN = 2n ** 63n - 1n

/** Whether a price may be sealed: 0 < price (the ceiling is the tender's rule, not the envelope's). */
export function isPrice(priceFen: bigint): boolean {
  return priceFen > 0n && priceFen <= MAX_PRICE_FEN
}

export interface SealRequest {
  readonly policy: Policy
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  readonly previousLeaf: Uint8Array
  readonly bid: Bid
  /** 32 fresh random bytes. Everything else in the envelope follows from it and the bid. */
  readonly seed: Uint8Array
}

/**
 * Seals one bid; the same request always gives the same bytes (integrity design §1, steps 1–5).
 * @throws RangeError for a faulty policy, a lot that is not in it, a price that is not positive, or a seed or leaf of
 * another length than 32.
 */
export async function sealBid(request: SealRequest, crypto: CryptoPort): Promise<Uint8Array> {
  const { policy, lot, supplier, seq, previousLeaf, bid, seed } = request
  const [fault] = checkPolicy(policy)
  if (fault) throw new RangeError(`the policy's ${fault} is faulty`)
  if (!policy.lots.includes(lot)) throw new RangeError('the policy has no such lot')
  if (supplier === '') throw new RangeError('a supplier code is not empty')
  if (!isPrice(bid.priceFen)) throw new RangeError('a price is a positive number of fen')
  if (seed.length !== 32) throw new RangeError('a seed is 32 bytes')
  if (previousLeaf.length !== 32) throw new RangeError('a leaf is 32 bytes')
  const hash = await policyHash(policy, crypto)
  return sealInContext(
    policy,
    { policyHash: hash, round: policy.round, lot, supplier, seq, previousLeaf },
    bid,
    seed,
    crypto,
  )
}

/**
 * Steps 2–5 for a context already checked, by the sealer or by the opening that repeats its work. Besides the seed,
 * the context and the price go into every derived key, so a seed used twice by a faulty client still gives unrelated
 * keys and never one AES-GCM nonce for two prices.
 */
export async function sealInContext(
  policy: Policy,
  context: EnvelopeContext,
  bid: Bid,
  seed: Uint8Array,
  crypto: CryptoPort,
): Promise<Uint8Array> {
  const keys = policyKeys(policy)
  const prk = await hkdfExtract(lengthPrefixed(contextBytes(context), u64(bid.priceFen)), seed, crypto)
  const derive = (label: string, length: number) => hkdfExpand(prk, lengthPrefixed(utf8(label)), length, crypto)
  const quorumKey = await derive('quorum', 32)
  const platformKey = await derive('platform', 32)
  const coefficients = await derive('shamir', 32 * (policy.threshold - 1))
  const shares = splitSecret({
    secret: quorumKey,
    shares: policy.officers.length,
    threshold: policy.threshold,
    coefficients,
  })
  const secrets = [platformKey, ...shares]
  const salts = await derive('salts', 32 * keys.length)
  const ephemeral = await derive('ephemeral', 32 * keys.length)
  const saltOf = (index: number) => salts.subarray(32 * index, 32 * index + 32)

  const commitments: Uint8Array[] = []
  for (const [index, secret] of secrets.entries()) {
    commitments.push(await shareCommitment(context, index, saltOf(index), secret, crypto))
  }
  const { bodyKey, bodyNonce, keyCommitment } = await bidKeys(context, quorumKey, platformKey, crypto)
  const header = { context, keyCommitment, commitments }
  const info = headerBytes(header)
  const caps: Uint8Array[] = []
  for (const [index, recipient] of keys.entries()) {
    const plaintext = concat(secrets[index] ?? new Uint8Array(0), saltOf(index))
    const ephemeralIkm = ephemeral.subarray(32 * index, 32 * index + 32)
    caps.push(await hpkeSeal({ recipient, info, aad: capAad(index), plaintext, ephemeralIkm }, crypto))
  }
  const body = await crypto.aesGcmSeal(bodyKey, bodyNonce, info, bodyPlaintext(bid, seed))
  return encodeEnvelope({ header, caps, body })
}

/** The AAD of the cap for an index: 0 the platform, 1 … n the officers. */
export function capAad(index: number): Uint8Array {
  return Uint8Array.of(index)
}

/** commit_i = SHA-256⟨"commit", context, i, salt_i, share_i⟩ (integrity design §1, step 2). */
export async function shareCommitment(
  context: EnvelopeContext,
  index: number,
  salt: Uint8Array,
  share: Uint8Array,
  crypto: CryptoPort,
): Promise<Uint8Array> {
  return crypto.sha256(lengthPrefixed(utf8('commit'), contextBytes(context), capAad(index), salt, share))
}

export interface BidKeys {
  readonly bodyKey: Uint8Array
  readonly bodyNonce: Uint8Array
  readonly keyCommitment: Uint8Array
}

/** K from both halves, its commitment kc, and the body's key and nonce (integrity design §1, steps 3 and 5). */
export async function bidKeys(
  context: EnvelopeContext,
  quorumKey: Uint8Array,
  platformKey: Uint8Array,
  crypto: CryptoPort,
): Promise<BidKeys> {
  const bound = contextBytes(context)
  const key = await hkdfExtract(bound, concat(quorumKey, platformKey), crypto)
  const body = await hkdfExpand(key, utf8('body'), 32 + 12, crypto)
  return {
    bodyKey: body.slice(0, 32),
    bodyNonce: body.slice(32),
    keyCommitment: await crypto.sha256(lengthPrefixed(utf8('kc'), bound, key)),
  }
}

/** Seed ‖ price ‖ zeros up to the bucket. */
function bodyPlaintext(bid: Bid, seed: Uint8Array): Uint8Array {
  return concat(seed, u64(bid.priceFen), new Uint8Array(BODY_BYTES - 16 - 40))
}

/** Seed and bid of a decrypted body. The padding needs no look: a second sealing writes zeros there. */
export function readBody(plaintext: Uint8Array): { readonly seed: Uint8Array; readonly bid: Bid } {
  return { seed: plaintext.slice(0, 32), bid: { priceFen: readUint(plaintext.subarray(32, 40)) } }
}
