import { randomBytes } from 'node:crypto'
import { base64, fromHex, hex } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { type Fen, parseYuan } from '#domain/money.ts'
import { envelopeLeaf, type Policy, sealBid } from '#domain/sealing.ts'
import type { KitEnvelope, SealingKit } from '#domain/sealingKit.ts'

/** A price ready to be sealed, and its place. */
export interface Quote {
  readonly lot: string
  readonly supplier: string
  readonly priceFen: Fen
  readonly seq: number
  readonly previousLeaf: Uint8Array
}

/** A quote as typed; without seq and previous it follows what the kit says is there. */
export interface TypedQuote {
  readonly lot: string
  readonly supplier: string
  /** Yuan per kg. */
  readonly price: string
  readonly seq?: string | undefined
  readonly previous?: string | undefined
}

/**
 * Checks a typed quote against the kit. Messages never repeat the price: they end up in logs.
 * @throws Error with one line that says where (`place`) and what is wrong
 */
export function quoteOf(typed: TypedQuote, kit: SealingKit, place: string): Quote {
  const { lot, supplier } = typed
  const own = kit.lots.find(one => one.lot === lot)
  if (!own) throw new Error(`${place}: the kit has no lot ${lot} to quote for`)
  if (supplier !== kit.supplier) throw new Error(`${place}: the kit is for ${kit.supplier}, not for ${supplier}`)
  const priceFen = parseYuan(typed.price)
  if (priceFen === null || priceFen === 0n)
    throw new Error(`${place}: the price must be yuan above 0 with at most two decimals, such as 128.50`)
  if (priceFen > BigInt(own.ceilingFen)) throw new Error(`${place}: the price of ${lot} is above its ceiling`)
  const seq = Number(typed.seq ?? own.seq)
  const previousLeaf = fromHex(typed.previous ?? own.previousLeaf)
  if (!Number.isSafeInteger(seq) || seq < 1) throw new Error(`${place}: --seq is a number from 1`)
  if (previousLeaf?.length !== 32) throw new Error(`${place}: --previous is a leaf of 64 hexadecimal digits`)
  return { lot, supplier, priceFen, seq, previousLeaf }
}

/** Seals each quote with a fresh seed. */
export async function sealQuotes(
  policy: Policy,
  quotes: readonly Quote[],
  crypto: CryptoPort,
): Promise<readonly KitEnvelope[]> {
  const envelopes: KitEnvelope[] = []
  for (const { lot, supplier, priceFen, seq, previousLeaf } of quotes) {
    const seed = new Uint8Array(randomBytes(32))
    const envelope = await sealBid({ policy, lot, supplier, seq, previousLeaf, bid: { priceFen }, seed }, crypto)
    const leaf = hex(await envelopeLeaf(envelope, crypto))
    envelopes.push({ lot, supplier, seq, leaf, envelope: base64(envelope) })
  }
  return envelopes
}
