/** What a browser checks before it trusts a round's policy, whoever it belongs to (integrity design §1). */
import { equalBytes, hex, utf8 } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { officerKeyBytes } from '#domain/officerKeys.ts'
import { type Policy, parsePolicy } from '#domain/sealing.ts'
import type { OfficerKey, PriceRound } from '../contract/index.ts'
import { readBase64 } from './fileBytes.ts'

/**
 * `text`: not the canonical text. `hash`: another hash than the platform says. `place`: of another tender, round or
 * deadline. `officers`: the keys in it are not the officers'. `keySignature`, `policySignature`: a signature is missing
 * or does not hold.
 */
export type PolicyFault = 'text' | 'hash' | 'place' | 'officers' | 'keySignature' | 'policySignature'

/** The parts of a round that a policy is checked against. */
export type CheckedRound = Pick<PriceRound, 'id' | 'number' | 'policy' | 'policyHash' | 'closesAt' | 'officerKeys'>

export type CheckedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] }

interface PolicyQuestion {
  readonly round: CheckedRound
  readonly tenderCode: string
  /** Before everybody has signed, only the officers' key signatures can be checked. */
  readonly signed: boolean
}

/** Checks a round's policy as far as it can be checked without trusting the platform. */
export async function checkRoundPolicy(question: PolicyQuestion, crypto: CryptoPort): Promise<CheckedPolicy> {
  const { round, tenderCode, signed } = question
  const policy = parsePolicy(round.policy ?? '')
  if (policy === null) return { ok: false, faults: ['text'] }
  const faults = new Set<PolicyFault>()
  if (hex(await crypto.sha256(utf8(round.policy ?? ''))) !== round.policyHash) faults.add('hash')
  const isHere = policy.tender === tenderCode && policy.round === round.number
  if (!isHere || new Date(policy.deadline).getTime() !== new Date(round.closesAt ?? '').getTime()) faults.add('place')
  const signers = new Set(round.officerKeys.map(key => key.signingKey))
  if (round.officerKeys.length !== policy.officers.length || signers.size !== policy.officers.length)
    faults.add('officers')
  for (const key of round.officerKeys) {
    const publicKey = readBase64(key.publicKey)
    const named = policy.officers[key.ordinal - 1]
    if (!publicKey || named?.publicKey !== hex(publicKey) || named.code !== key.code) faults.add('officers')
    if (!(await holds(key, key.keySignature, officerKeyBytes(round.id, publicKey ?? utf8('')), crypto)))
      faults.add('keySignature')
    if (signed && !(await holds(key, key.policySignature, utf8(round.policy ?? ''), crypto)))
      faults.add('policySignature')
  }
  return faults.size === 0 ? { ok: true, policy } : { ok: false, faults: [...faults] }
}

async function holds(
  key: Pick<OfficerKey, 'signingKey'>,
  signature: string | null,
  message: Uint8Array,
  crypto: CryptoPort,
): Promise<boolean> {
  const [by, signed] = [readBase64(key.signingKey), readBase64(signature)]
  if (by?.length !== 32 || signed?.length !== 64) return false
  // WebCrypto throws for bytes that are no key of the curve.
  return Promise.resolve(crypto.ed25519Verify(by, message, signed)).catch(() => false)
}

/** The officer's index 1 … n in a policy by their public key; 0 when it is not in it. */
export function officerIndex(policy: Policy, publicKey: Uint8Array): number {
  return policy.officers.findIndex(officer => officer.publicKey === hex(publicKey)) + 1
}

/** The message key of why a key may not serve an officer under a policy; null when it is their own one in it. */
export function wrongKey(policy: Policy, own: Pick<OfficerKey, 'publicKey'>, publicKey: Uint8Array): string | null {
  if (officerIndex(policy, publicKey) === 0) return 'keyFile.fault.notInPolicy'
  return isSameKey(publicKey, own.publicKey) ? null : 'keyFile.fault.otherOfficer'
}

/** Whether the public key of a file is the one that the platform has pinned. */
export function isSameKey(publicKey: Uint8Array, pinned: string | null): boolean {
  const bytes = readBase64(pinned)
  return bytes !== null && equalBytes(bytes, publicKey)
}
