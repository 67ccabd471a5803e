/**
 * The sealing policy of a price round (integrity design §1): what all its officers sign. Its hash is in every envelope,
 * so an envelope under another policy is void.
 */
import { canonicalBytes, equalBytes, fromHex, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { SUITE } from './envelope.ts'

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
  /** The audit log's verifier key (C2SP vkey text): who trusts the officers' signatures trusts this log. */
  readonly logKey: string
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
  | 'logKey'

const MAX_OFFICERS = 64
/** With one officer alone there would be no quorum to speak of. */
const MIN_THRESHOLD = 2
const HASH_TEXT = /^[0-9a-f]{64}$/
const LOG_KEY_TEXT = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/
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
    ['threshold', !(Number.isInteger(policy.threshold) && policy.threshold >= MIN_THRESHOLD && policy.threshold <= n)],
    ['officers', n > MAX_OFFICERS || !isDistinct(policy.officers.map(officer => officer.code))],
    ['keys', !keys.every(key => HASH_TEXT.test(key)) || !isDistinct(keys)],
    ['logKey', !LOG_KEY_TEXT.test(policy.logKey)],
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
  const texts = [policy.tender, policy.documentsHash, policy.deadline, policy.platformKey, policy.logKey]
  if (!texts.every(isText) || !Array.isArray(policy.lots) || !policy.lots.every(isText)) return false
  if (!Array.isArray(policy.officers) || Object.keys(policy).length !== 10) return false
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
