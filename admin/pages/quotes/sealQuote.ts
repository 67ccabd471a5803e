import { fromHex, hex } from '#domain/bytes.ts'
import { envelopeLeaf, NO_PREVIOUS_LEAF, parsePolicy, sealBid } from '#domain/sealing.ts'
import type { Declaration, PriceRound, SealedBid } from '../../contract/index.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { randomBytes, toBase64 } from '../../randomness.ts'

/** What the supplier's browser sends for one quote. */
export interface SealedQuote {
  readonly roundId: string
  readonly declarationId: string
  readonly envelope: string
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
 * @throws Error when the round's policy is not the canonical text that the officers signed.
 */
export async function sealQuote(
  round: PriceRound,
  declaration: Declaration,
  priceFen: bigint,
  last: SealedBid | null,
): Promise<SealedQuote> {
  const policy = round.policy === null ? null : parsePolicy(round.policy)
  if (policy === null) throw new Error('error.policy')
  const previousLeaf = last === null ? NO_PREVIOUS_LEAF : fromHex(last.leaf)
  if (previousLeaf === null) throw new Error('error.policy')
  const envelope = await sealBid(
    {
      policy,
      lot: declaration.lot.code,
      supplier: declaration.supplier.code,
      seq: (last?.seq ?? 0) + 1,
      previousLeaf,
      bid: { priceFen },
      seed: randomBytes(32),
    },
    webCrypto,
  )
  return {
    roundId: round.id,
    declarationId: declaration.id,
    envelope: toBase64(envelope),
    idempotencyKey: crypto.randomUUID(),
    leaf: hex(await envelopeLeaf(envelope, webCrypto)),
  }
}
