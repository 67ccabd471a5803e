/**
 * What a supplier needs to seal away from the platform (integrity design §1): the round's policy with everything that
 * proves it, and where the own entries stand; and what comes back, the envelopes. Both are JSON files.
 */
import { fromHex, hex, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { officerKeyBytes } from './officerKeys.ts'
import { type Policy, parsePolicy } from './sealingPolicy.ts'
import { type Fields, isFields } from './shape.ts'

export const KIT_TYPE = 'bencao-sealing-kit/1'
export const ENVELOPES_TYPE = 'bencao-envelopes/1'

/** An officer's keys of the round and what they signed, lower-case hex. */
export interface KitOfficer {
  readonly code: string
  readonly name: string
  readonly body: string
  readonly publicKey: string
  readonly signingKey: string
  readonly keySignature: string
  readonly policySignature: string
}

/** An own declaration that may be quoted, and the entry that the next one follows. */
export interface KitLot {
  readonly lot: string
  /** The next entry's number. */
  readonly seq: number
  /** Leaf of the entry before it, zeros if there is none; lower-case hex. */
  readonly previousLeaf: string
  /** The ceiling in fen per kg, decimal. */
  readonly ceilingFen: string
}

export interface SealingKit {
  readonly type: typeof KIT_TYPE
  readonly roundId: string
  /** Canonical text of the policy. */
  readonly policy: string
  readonly officers: readonly KitOfficer[]
  readonly supplier: string
  readonly lots: readonly KitLot[]
}

/** A sealed envelope and its place. */
export interface KitEnvelope {
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  /** Leaf hash, lower-case hex. */
  readonly leaf: string
  /** Base64. */
  readonly envelope: string
}

export interface EnvelopesFile {
  readonly type: typeof ENVELOPES_TYPE
  readonly roundId: string
  /** SHA-256 of the policy they are sealed under, lower-case hex. */
  readonly policyHash: string
  readonly envelopes: readonly KitEnvelope[]
}

const hasTexts = (value: unknown, ...names: readonly string[]): value is Fields =>
  isFields(value) && names.every(name => typeof value[name] === 'string')
const isSeq = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1

/** Whether a file's content has the form of a sealing kit; nothing in it is believed yet. */
export function isSealingKit(value: unknown): value is SealingKit {
  if (!hasTexts(value, 'type', 'roundId', 'policy', 'supplier') || value.type !== KIT_TYPE) return false
  const { officers, lots } = value
  if (!Array.isArray(officers) || !Array.isArray(lots)) return false
  const OFFICER = ['code', 'name', 'body', 'publicKey', 'signingKey', 'keySignature', 'policySignature']
  return (
    officers.every(officer => hasTexts(officer, ...OFFICER)) &&
    lots.every(lot => hasTexts(lot, 'lot', 'previousLeaf', 'ceilingFen') && isSeq(lot.seq))
  )
}

/** Whether a file's content has the form of sealed envelopes. */
export function isEnvelopesFile(value: unknown): value is EnvelopesFile {
  if (!hasTexts(value, 'type', 'roundId', 'policyHash') || value.type !== ENVELOPES_TYPE) return false
  const { envelopes } = value
  return (
    Array.isArray(envelopes) &&
    envelopes.every(one => hasTexts(one, 'lot', 'supplier', 'leaf', 'envelope') && isSeq(one.seq))
  )
}

/** What is wrong with a kit: its policy is not in its canonical text, or one officer's part (named) does not hold. */
export type KitFault =
  | { readonly fault: 'policy' | 'officers' }
  | { readonly fault: 'key' | 'keySignature' | 'policySignature'; readonly officer: string }

/**
 * Checks a kit before anything is sealed by it: the policy is canonical, names exactly these officers' keys, and each of
 * them has signed it and their key. Whose the signing keys are the reader must know: compare fingerprints.
 * @returns the policy, or what is wrong
 */
export async function checkSealingKit(
  kit: SealingKit,
  crypto: CryptoPort,
): Promise<{ readonly policy: Policy } | KitFault> {
  const policy = parsePolicy(kit.policy)
  if (!policy) return { fault: 'policy' }
  if (policy.officers.length !== kit.officers.length) return { fault: 'officers' }
  if (new Set(kit.officers.map(officer => officer.signingKey)).size !== kit.officers.length)
    return { fault: 'officers' }
  for (const [i, officer] of kit.officers.entries()) {
    const named = policy.officers[i]
    const publicKey = fromHex(officer.publicKey)
    if (!publicKey || named?.code !== officer.code || named.publicKey !== hex(publicKey))
      return { fault: 'key', officer: officer.code }
    if (!(await isSigned(officer, officer.keySignature, officerKeyBytes(kit.roundId, publicKey), crypto)))
      return { fault: 'keySignature', officer: officer.code }
    if (!(await isSigned(officer, officer.policySignature, utf8(kit.policy), crypto)))
      return { fault: 'policySignature', officer: officer.code }
  }
  return { policy }
}

async function isSigned(
  officer: KitOfficer,
  signature: string,
  message: Uint8Array,
  crypto: CryptoPort,
): Promise<boolean> {
  const [key, signed] = [fromHex(officer.signingKey), fromHex(signature)]
  if (key?.length !== 32 || signed?.length !== 64) return false
  try {
    return await crypto.ed25519Verify(key, message, signed)
  } catch {
    return false // bytes that are no point of the curve
  }
}
