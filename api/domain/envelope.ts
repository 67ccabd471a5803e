/**
 * The sealed envelope as bytes (integrity design §1, step 4): what a supplier sends and the platform keeps unread.
 * Envelope = ⟨header, cap 0, cap 1 … cap n, body⟩, header = ⟨context, kc, commitment 0 … commitment n⟩, context =
 * ⟨suite, policy hash, round, lot, supplier, sequence, previous leaf⟩; ⟨⟩ is the length-prefixed encoding. Index 0 is
 * the platform, 1 … n are the officers in the policy's order. One envelope has one encoding: parsing is strict.
 */
import { concat, equalBytes, lengthPrefixed, readUint, splitLengthPrefixed, u32, utf8, utf8Text } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'

/** Names the whole construction; any change of it gets a new name. */
export const SUITE = 'bencao-seal/1'

/** The body's fixed size in bytes: a 256-byte bucket and the AES-GCM tag. All bids look alike. */
export const BODY_BYTES = 256 + 16
const HASH_BYTES = 32
/** enc 32 + salt 32 + tag 16, and 32 for the platform's half key or 33 for an officer's share of the quorum's. */
const CAP_BYTES = 32 + 32 + 16

/** The previous leaf of a declaration's first envelope in a round. */
export const NO_PREVIOUS_LEAF: Uint8Array = new Uint8Array(HASH_BYTES)

/** Where an envelope belongs. Lot and supplier are business codes, which outlive database ids. */
export interface EnvelopeContext {
  readonly policyHash: Uint8Array
  readonly round: number
  readonly lot: string
  readonly supplier: string
  /** 1 for the first envelope of this supplier and lot in the round, then one more each time. */
  readonly seq: number
  /** Leaf hash of the envelope or withdrawal before this one; {@link NO_PREVIOUS_LEAF} for the first. */
  readonly previousLeaf: Uint8Array
}

/** Everything that is authenticated but not secret. */
export interface EnvelopeHeader {
  readonly context: EnvelopeContext
  /** kc, the commitment to the bid key: AES-GCM alone opens under many keys. */
  readonly keyCommitment: Uint8Array
  /** Commitment to the platform's half key (0) and to every officer's share (1 … n). */
  readonly commitments: readonly Uint8Array[]
}

export interface Envelope {
  readonly header: EnvelopeHeader
  /** HPKE boxes, by the same index as the commitments. */
  readonly caps: readonly Uint8Array[]
  readonly body: Uint8Array
}

/** Canonical bytes of the context; every commitment and key of the envelope is bound to them. */
export function contextBytes(context: EnvelopeContext): Uint8Array {
  return lengthPrefixed(
    utf8(SUITE),
    context.policyHash,
    u32(context.round),
    utf8(context.lot),
    utf8(context.supplier),
    u32(context.seq),
    context.previousLeaf,
  )
}

/** Canonical bytes of the header: HPKE info of every cap and AAD of the body. */
export function headerBytes(header: EnvelopeHeader): Uint8Array {
  return lengthPrefixed(contextBytes(header.context), header.keyCommitment, ...header.commitments)
}

/** The envelope's one encoding. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  return lengthPrefixed(headerBytes(envelope.header), ...envelope.caps, envelope.body)
}

/** The envelope in the bytes; null unless {@link encodeEnvelope} gives exactly these bytes back. */
export function decodeEnvelope(bytes: Uint8Array): Envelope | null {
  const [headerPart, ...rest] = splitLengthPrefixed(bytes) ?? []
  const header = headerPart && decodeHeader(headerPart)
  const body = rest.at(-1)
  const caps = rest.slice(0, -1)
  if (!header || body?.length !== BODY_BYTES || caps.length !== header.commitments.length) return null
  if (!caps.every((cap, index) => cap.length === CAP_BYTES + (index === 0 ? 32 : 33))) return null
  return { header, caps, body }
}

function decodeHeader(bytes: Uint8Array): EnvelopeHeader | null {
  const [contextPart, ...hashes] = splitLengthPrefixed(bytes) ?? []
  const context = contextPart && decodeContext(contextPart)
  const [keyCommitment, ...commitments] = hashes
  if (!context || !keyCommitment || commitments.length < 2) return null
  if (!hashes.every(hash => hash.length === HASH_BYTES)) return null
  return { context, keyCommitment, commitments }
}

function decodeContext(bytes: Uint8Array): EnvelopeContext | null {
  const parts = splitLengthPrefixed(bytes)
  if (parts?.length !== 7) return null
  const [suite, policyHash, round, lot, supplier, seq, previousLeaf] = parts
  const lotCode = lot && utf8Text(lot)
  const supplierCode = supplier && utf8Text(supplier)
  if (!suite || !equalBytes(suite, utf8(SUITE)) || round?.length !== 4 || seq?.length !== 4) return null
  if (policyHash?.length !== HASH_BYTES || previousLeaf?.length !== HASH_BYTES) return null
  if (!lotCode || !supplierCode) return null
  return {
    policyHash,
    round: Number(readUint(round)),
    lot: lotCode,
    supplier: supplierCode,
    seq: Number(readUint(seq)),
    previousLeaf,
  }
}

/** Where the server expects an envelope: from its own rows and the session, never from the sender's words. */
export interface ExpectedContext extends EnvelopeContext {
  /** n of the policy. */
  readonly officerCount: number
}

export type EnvelopeFault =
  | 'malformed'
  | 'otherPolicy'
  | 'otherRound'
  | 'otherLot'
  | 'otherSupplier'
  | 'otherSequence'
  | 'otherPreviousLeaf'
  | 'otherOfficerCount'

/**
 * Why the server must refuse an envelope at submission; empty when it belongs where it was sent. Refuses one party's
 * envelope in another's name, one for another lot, round or policy, and a replay (integrity design §1, §6).
 */
export function checkEnvelope(bytes: Uint8Array, expected: ExpectedContext): readonly EnvelopeFault[] {
  const envelope = decodeEnvelope(bytes)
  if (envelope === null) return ['malformed']
  const { context, commitments } = envelope.header
  const faults: readonly (readonly [EnvelopeFault, boolean])[] = [
    ['otherPolicy', !equalBytes(context.policyHash, expected.policyHash)],
    ['otherRound', context.round !== expected.round],
    ['otherLot', context.lot !== expected.lot],
    ['otherSupplier', context.supplier !== expected.supplier],
    ['otherSequence', context.seq !== expected.seq],
    ['otherPreviousLeaf', !equalBytes(context.previousLeaf, expected.previousLeaf)],
    ['otherOfficerCount', commitments.length !== expected.officerCount + 1],
  ]
  return faults.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

/** The envelope's leaf hash: SHA-256(0x00 ‖ bytes), the Merkle tree leaf of RFC 6962 §2.1, 32 bytes. */
export async function envelopeLeaf(bytes: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.sha256(concat(Uint8Array.of(0), bytes))
}
