/** The entry that takes a sealed bid back; it stands in the chain of a declaration's envelopes as one of them. */
import { canonicalBytes, hex } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { type EnvelopeContext, envelopeLeaf } from './envelope.ts'

/** Canonical bytes of a withdrawal. No envelope has these bytes: read as one, its first length would overrun. */
export function withdrawalBytes(context: EnvelopeContext): Uint8Array {
  return canonicalBytes({
    type: 'bencao-withdrawal/1',
    policyHash: hex(context.policyHash),
    round: context.round,
    lot: context.lot,
    supplier: context.supplier,
    seq: context.seq,
    previousLeaf: hex(context.previousLeaf),
  })
}

/** The withdrawal's leaf hash, made like an envelope's, 32 bytes; the next envelope names it as its previous leaf. */
export function withdrawalLeaf(context: EnvelopeContext, crypto: CryptoPort): Promise<Uint8Array> {
  return envelopeLeaf(withdrawalBytes(context), crypto)
}
