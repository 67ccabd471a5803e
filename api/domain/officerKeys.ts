/**
 * What an officer signs and hands in for a price round, apart from the policy itself (integrity design §1): the browser,
 * the rehearsal and the server build the same texts from here.
 */
import { canonicalBytes, compareBytes, hex } from './bytes.ts'
import { type Violation, violation } from './violation.ts'

/** Bytes an officer signs with their Ed25519 key to vouch for their X25519 key (32 bytes) of one round, named by its id. */
export function officerKeyBytes(roundId: string, publicKey: Uint8Array): Uint8Array {
  return canonicalBytes({ type: 'bencao-officer-key/1', round: roundId, publicKey: hex(publicKey) })
}

/** One entry an officer hands in: a share, or a complaint in its place. Stored as sent. */
export interface HandedIn {
  /** Leaf hash of the envelope. */
  readonly leaf: Uint8Array
  readonly share: Uint8Array
  readonly salt: Uint8Array
}

/**
 * The canonical value of a hand-in, for the audit log: whoever has the shares can check what was handed in, by whom and
 * against which manifest. The order of the entries does not matter.
 */
export function handInValue(manifestHash: string, ordinal: number, entries: readonly HandedIn[]) {
  const sorted = [...entries].sort((a, b) => compareBytes(a.leaf, b.leaf))
  return {
    type: 'bencao-shares/1',
    manifestHash,
    ordinal,
    shares: sorted.map(({ leaf, share, salt }) => ({ leaf: hex(leaf), share: hex(share), salt: hex(salt) })),
  }
}

/** Bytes of an officer's share of a quorum key: 32 y bytes and one x byte. */
const SHARE_BYTES = 33
const HASH_BYTES = 32

/** Whether an entry is a complaint: the officer's private key of the round, laid open as proof, and no salt. */
export function isComplaint(entry: { readonly share: Uint8Array; readonly salt: Uint8Array }): boolean {
  return entry.salt.length === 0 && entry.share.length === HASH_BYTES
}

/** Checks lengths only; whether a share is the committed one shows at the opening. `path` is the entry's. */
export function checkHandIn(
  entry: { readonly share: Uint8Array; readonly salt: Uint8Array },
  path: string,
): Violation[] {
  if (isComplaint(entry)) return []
  const found: Violation[] = []
  const wrong = (part: string, length: number) =>
    found.push(violation('outOfRange', `${path}.${part}`, { min: length, max: length }))
  if (entry.share.length !== SHARE_BYTES) wrong('share', SHARE_BYTES)
  if (entry.salt.length !== HASH_BYTES) wrong('salt', HASH_BYTES)
  return found
}

/** No body alone may hold the quorum (1-domain §6.8). In: the body of every officer of the round; the quorum t. */
export function checkSeats(bodies: readonly string[], threshold: number): Violation[] {
  return [...new Set(bodies)].flatMap(body => {
    const count = bodies.filter(other => other === body).length
    return count < threshold ? [] : [violation('oneBody', undefined, { body, count, threshold })]
  })
}
