/**
 * The record of an opening (开标记录): what became of every sealed bid, and which officers were there. It holds business
 * codes and hashes only and no time, so that opening the same envelopes again gives the same hash.
 */
import { canonicalBytes, equalBytes } from './bytes.ts'
import { checkQuote } from './ceiling.ts'
import type { CryptoPort } from './crypto.ts'
import { decodeEnvelope, envelopeLeaf } from './envelope.ts'
import type { Fen } from './money.ts'
import type { VoidReason } from './opening.ts'
import { compareCodes } from './order.ts'

/**
 * Why a bid is void: the envelope's own fault; `tampered`: the stored bytes are not those of the receipt; or its price
 * is not allowed.
 */
export type BidVoidReason = VoidReason | 'tampered' | 'aboveCeiling' | 'aboveRound1'

/** What the platform knows of a stored envelope besides its bytes. */
export interface StoredEnvelope {
  readonly envelope: Uint8Array
  readonly leaf: Uint8Array
  readonly lot: string
  readonly supplier: string
  readonly seq: number
}

/**
 * What is wrong with a stored envelope before any key is used; null if it is the receipted one and belongs where it
 * lies. Such a bid is void whatever the officers say, so it never keeps the others waiting for shares.
 */
export async function storedFault(
  bid: StoredEnvelope,
  crypto: CryptoPort,
): Promise<'tampered' | 'malformed' | 'foreign' | null> {
  if (!equalBytes(await envelopeLeaf(bid.envelope, crypto), bid.leaf)) return 'tampered'
  const context = decodeEnvelope(bid.envelope)?.header.context
  if (!context) return 'malformed'
  return context.lot === bid.lot && context.supplier === bid.supplier && context.seq === bid.seq ? null : 'foreign'
}

/** Why an opened price voids its bid: above the ceiling, or in round 2 above the bidder's own first quote; else null. */
export function quoteFault(
  priceFen: Fen,
  ceilingFen: Fen,
  round1Fen: Fen | null,
): 'aboveCeiling' | 'aboveRound1' | null {
  const [fault] = checkQuote(priceFen, ceilingFen, round1Fen)
  return fault === undefined ? null : fault.code === 'aboveRound1' ? 'aboveRound1' : 'aboveCeiling'
}

const BAD_SHARE = 'badShare:'

/**
 * The reason as stored and shown: the void reason, then `badShare:2,4` naming officers (by share index) whose share was
 * not the committed one; one space between. Null for a bid that opened with good shares only.
 */
export function reasonText(reason: BidVoidReason | null, badOfficers: readonly number[]): string | null {
  const officers = badOfficers.length > 0 ? [`${BAD_SHARE}${badOfficers.join(',')}`] : []
  return [...(reason === null ? [] : [reason]), ...officers].join(' ') || null
}

/** The parts of {@link reasonText}. */
export function splitReason(text: string | null): {
  readonly reason: string | null
  readonly badOfficers: readonly number[]
} {
  const words = text?.split(' ') ?? []
  const officers = words.find(word => word.startsWith(BAD_SHARE))?.slice(BAD_SHARE.length)
  return {
    reason: words.find(word => !word.startsWith(BAD_SHARE)) ?? null,
    badOfficers: officers === undefined ? [] : officers.split(',').map(Number),
  }
}

/**
 * Whose fault it is that a verdict is not plain: a void bid is its bidder's, unless what the platform stored is not what
 * it receipted; a bid that opened all the same with a share that does not fit is the officer's. Null when nothing is.
 */
export function faultOf(text: string | null): 'bidder' | 'officer' | 'platform' | null {
  const { reason, badOfficers } = splitReason(text)
  if (reason !== null) return reason === 'tampered' ? 'platform' : 'bidder'
  return badOfficers.length > 0 ? 'officer' : null
}

/** One line of the record. */
export interface RecordedBid {
  readonly lot: string
  readonly supplier: string
  /** Leaf hash, lower-case hex. */
  readonly leaf: string
  readonly verdict: 'opened' | 'void'
  readonly priceFen: Fen | null
  /** As {@link reasonText} gives it. */
  readonly reason: string | null
}

/** An officer whose shares were there. */
export interface RecordedOfficer {
  /** Share index, 1 … n. */
  readonly ordinal: number
  readonly code: string
  readonly body: string
}

export interface OpeningRecord {
  readonly tender: string
  readonly round: number
  readonly policyHash: string
  readonly manifestHash: string
  readonly officers: readonly RecordedOfficer[]
  readonly bids: readonly RecordedBid[]
}

/** Canonical bytes of the record: officers by index, bids by lot and supplier. What is hashed and published. */
export function openingRecordBytes(record: OpeningRecord): Uint8Array {
  return canonicalBytes({
    type: 'bencao-opening-record/1',
    ...record,
    officers: [...record.officers].sort((a, b) => a.ordinal - b.ordinal),
    bids: [...record.bids].sort((a, b) => compareCodes(a.lot, b.lot) || compareCodes(a.supplier, b.supplier)),
  })
}
