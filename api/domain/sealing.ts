/**
 * Sealing a bid so that nobody reads it before the opening: it takes a quorum of the round's officers *and* the
 * platform (integrity design §1; 招标投标法 28, 36). Runs in the supplier's browser, and again at the opening, where a
 * second sealing from the seed must give the stored envelope byte for byte.
 */
import { canonicalBytes, concat, equalBytes, fromHex, lengthPrefixed, readUint, u64, utf8 } from './bytes.ts'
import { type CryptoPort, hkdfExpand, hkdfExtract } from './crypto.ts'
import { BODY_BYTES, contextBytes, type EnvelopeContext, encodeEnvelope, headerBytes, SUITE } from './envelope.ts'
import { hpkeSeal } from './hpke.ts'
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

/** What all officers of a round sign. Any change makes another policy hash and voids the envelopes under this one. */
export interface Policy {
  readonly suite: typeof SUITE
  /** The tender's business code. */
  readonly tender: string
  readonly round: number
  /** SHA-256 of the tender documents, lower-case hex. */
  readonly documentsHash: string
  /** Lot codes; a set, so their order does not matter. */
  readonly lots: readonly string[]
  /** Deadline for bids in UTC with milliseconds, as `Date.toISOString` writes it. */
  readonly deadline: string
  /** t, how many officers are needed. */
  readonly threshold: number
  /** In order of their index 1 … n. */
  readonly officers: readonly PolicyOfficer[]
  /** The platform's X25519 public key of this round, lower-case hex. */
  readonly platformKey: string
}

export interface PolicyOfficer {
  /** The officer's business code. */
  readonly code: string
  /** Their X25519 public key of this round, lower-case hex. */
  readonly publicKey: string
}

export type PolicyFault =
  | 'suite'
  | 'tender'
  | 'round'
  | 'documentsHash'
  | 'lots'
  | 'deadline'
  | 'threshold'
  | 'officers'
  | 'keys'

const MAX_OFFICERS = 64
const HASH_TEXT = /^[0-9a-f]{64}$/
const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length && !texts.includes('')
}

/** What is wrong with a policy, named by its part; empty when officers may sign it. One key may not serve twice. */
export function checkPolicy(policy: Policy): readonly PolicyFault[] {
  const keys = [policy.platformKey, ...policy.officers.map(officer => officer.publicKey)]
  const n = policy.officers.length
  const faults: readonly (readonly [PolicyFault, boolean])[] = [
    ['suite', policy.suite !== SUITE],
    ['tender', policy.tender === ''],
    ['round', !(Number.isInteger(policy.round) && policy.round >= 1)],
    ['documentsHash', !HASH_TEXT.test(policy.documentsHash)],
    ['lots', policy.lots.length === 0 || !isDistinct(policy.lots)],
    ['deadline', !UTC_TEXT.test(policy.deadline)],
    ['threshold', !(Number.isInteger(policy.threshold) && policy.threshold >= 1 && policy.threshold <= n)],
    ['officers', n > MAX_OFFICERS || !isDistinct(policy.officers.map(officer => officer.code))],
    ['keys', !keys.every(key => HASH_TEXT.test(key)) || !isDistinct(keys)],
  ]
  return faults.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

/** Canonical bytes of a policy (canonical JSON, lots sorted): what officers sign and everyone hashes. */
export function policyBytes(policy: Policy): Uint8Array {
  return canonicalBytes({ ...policy, lots: [...policy.lots].sort() })
}

/**
 * The policy in its canonical text, as stored and signed. Null unless the text is exactly what {@link policyBytes} gives
 * for a policy without faults, so what an officer reads is what the hash covers.
 */
export function parsePolicy(text: string): Policy | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isPolicyShape(value)) return null
  return checkPolicy(value).length === 0 && equalBytes(policyBytes(value), utf8(text)) ? value : null
}

function isPolicyShape(value: unknown): value is Policy {
  if (typeof value !== 'object' || value === null) return false
  const policy: Readonly<Partial<Record<keyof Policy, unknown>>> = value
  const texts = [policy.tender, policy.documentsHash, policy.deadline, policy.platformKey]
  if (!texts.every(isText) || !Array.isArray(policy.lots) || !policy.lots.every(isText)) return false
  if (!Array.isArray(policy.officers) || Object.keys(policy).length !== 9) return false
  return policy.officers.every(
    officer => isText(officer?.code) && isText(officer?.publicKey) && Object.keys(officer).length === 2,
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** SHA-256 of the policy's canonical bytes, 32 bytes. */
export async function policyHash(policy: Policy, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(policyBytes(policy))
}

/** The public keys by index: 0 the platform's, 1 … n the officers'. @throws RangeError for a malformed policy. */
export function policyKeys(policy: Policy): readonly Uint8Array[] {
  return [policy.platformKey, ...policy.officers.map(officer => officer.publicKey)].map(text => {
    const key = fromHex(text)
    if (key?.length !== 32) throw new RangeError('a policy key is 32 bytes in lower-case hex')
    return key
  })
}

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
