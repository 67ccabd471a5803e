import { fromHex, hex } from '#domain/bytes.ts'
import { envelopeLeaf, NO_PREVIOUS_LEAF, type Policy, sealBid } from '#domain/sealing.ts'
import type { Declaration, PriceRound, SealedBid } from '../../contract/index.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { randomBytes } from '../../randomness.ts'

/** A round whose policy this browser has checked. */
export interface CheckedRound {
  readonly round: PriceRound
  readonly policy: Policy
}

/** An envelope ready to be handed in for a declaration. */
export interface SealedQuote {
  readonly declaration: Declaration
  readonly seq: number
  readonly envelope: Uint8Array
  /** One per envelope, so that a retry is the same submission. */
  readonly idempotencyKey: string
  /** What the receipt must name: the leaf hash of the envelope, computed here. */
  readonly leaf: string
}

/** A price as typed and checked. */
export type Quote = readonly [declaration: Declaration, priceFen: bigint]

/** The latest entry of a declaration in the round, withdrawals included; null before the first. */
export function lastBid(bids: readonly SealedBid[], declarationId: string): SealedBid | null {
  return bids
    .filter(bid => bid.declarationId === declarationId)
    .reduce<SealedBid | null>((last, bid) => (last === null || bid.seq > last.seq ? bid : last), null)
}

/**
 * Seals a price in this browser. The price is in the envelope only: it is neither stored here nor sent in the clear.
 * @throws RangeError when the policy does not know the lot
 */
export async function sealQuote(
  { policy }: CheckedRound,
  [declaration, priceFen]: Quote,
  last: SealedBid | null,
): Promise<SealedQuote> {
  const seq = (last?.seq ?? 0) + 1
  const previousLeaf = last === null ? NO_PREVIOUS_LEAF : fromHex(last.leaf)
  if (previousLeaf === null) throw new RangeError('a leaf is hexadecimal')
  const envelope = await sealBid(
    {
      policy,
      lot: declaration.lot.code,
      supplier: declaration.supplier.code,
      seq,
      previousLeaf,
      bid: { priceFen },
      seed: randomBytes(32),
    },
    webCrypto,
  )
  return handedIn(declaration, seq, envelope)
}

/** An envelope, however it was made, with what is needed to hand it in. */
export async function handedIn(declaration: Declaration, seq: number, envelope: Uint8Array): Promise<SealedQuote> {
  const leaf = hex(await envelopeLeaf(envelope, webCrypto))
  return { declaration, seq, envelope, idempotencyKey: crypto.randomUUID(), leaf }
}
