import { fromHex, hex } from '#domain/bytes.ts'
import { checkEnvelope, type EnvelopeContext, envelopeLeaf, NO_PREVIOUS_LEAF } from '#domain/envelope.ts'
import { withdrawalBytes } from '#domain/withdrawal.ts'
import type { Declaration, Page, Receipt, SealedBid } from '../../contract/index.ts'
import { readBase64 } from '../../crypto/fileBytes.ts'
import { checkReceipt, RECEIPT_KIND, type ReceiptFault, type ReceiptFile, readAnchor } from '../../crypto/receipt.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { OWN_RECEIPTS } from '../../documents/bid.ts'
import { ask } from '../../graphqlClient.ts'
import type { CheckedRound } from './sealQuote.ts'

/** The platform answered, but its receipt proves nothing. */
export class ReceiptError extends Error {
  readonly faults: readonly ReceiptFault[]

  constructor(faults: readonly ReceiptFault[]) {
    super('error.receipt')
    this.name = 'ReceiptError'
    this.faults = faults
  }
}

/** An own entry: the bytes that its leaf is the hash of, an envelope's or a withdrawal's. */
export interface OwnEntry {
  readonly declaration: Declaration
  readonly bytes: Uint8Array
  /** Hex. */
  readonly policyHash: string
}

/**
 * The receipt of an entry, to be kept: it names the leaf computed here from the entry's bytes, and proves, under the log's
 * key of the policy, that the log carries it.
 * @throws ReceiptError for one that does not
 */
export async function provenReceipt(
  { policy }: CheckedRound,
  { declaration, bytes, policyHash }: OwnEntry,
  { seq, leaf, submittedAt, anchor, checkpoint }: Omit<Receipt, 'sealedBidId'>,
): Promise<ReceiptFile> {
  const { logKey, tender, round } = policy
  const ownLeaf = hex(await envelopeLeaf(bytes, webCrypto))
  const faults = await checkReceipt({ ownLeaf, leaf, anchor, checkpoint, logKey }, webCrypto)
  const proven = readAnchor(anchor)
  if (faults.length > 0 || proven === null) throw new ReceiptError(faults)
  return {
    kind: RECEIPT_KIND,
    tender,
    round,
    lot: declaration.lot.code,
    supplier: declaration.supplier.code,
    seq,
    leaf,
    envelopeHash: hex(await webCrypto.sha256(bytes)),
    policyHash,
    submittedAt,
    logKey,
    row: proven.row,
    proof: proven.proof,
    checkpoint,
  }
}

/** Where an entry of a declaration stands: behind `previous`, under the policy of its version. */
export function placeOf(
  { round }: CheckedRound,
  { lot, supplier }: Declaration,
  entry: { readonly seq: number; readonly policyVersion: number; readonly previous: SealedBid | null },
): EnvelopeContext {
  const hash = round.policies.find(one => one.version === entry.policyVersion)?.hash
  return {
    policyHash: hashOf(hash),
    round: round.number,
    lot: lot.code,
    supplier: supplier.code,
    seq: entry.seq,
    previousLeaf: hashOf(entry.previous?.leaf),
  }
}

/** A hash's bytes; all zero where there is none. */
const hashOf = (text: string | undefined): Uint8Array => (text === undefined ? null : fromHex(text)) ?? NO_PREVIOUS_LEAF

/** An entry whose receipt was asked for again, and what the check said. */
export interface FetchedReceipt {
  readonly bid: SealedBid
  readonly lot: string
  /** Null when it does not hold. */
  readonly file: ReceiptFile | null
  readonly faults: readonly ReceiptFault[]
}

const PAGE = 1000

/**
 * Asks for the receipts of all own entries of a round, or of one declaration, and checks each as at the first time: the
 * leaf against the envelope (a withdrawal's against its place), the log against the policy's key.
 */
export async function fetchReceipts(
  checked: CheckedRound,
  declarations: readonly Declaration[],
  declarationId?: string,
): Promise<readonly FetchedReceipt[]> {
  const filter = { roundId: checked.round.id, declarationId }
  const bids: SealedBid[] = []
  for (let page = 1; ; page++) {
    const { sealedBids } = await ask<{ sealedBids: Page<SealedBid> }>(OWN_RECEIPTS, { page, perPage: PAGE, filter })
    bids.push(...sealedBids.items)
    if (sealedBids.items.length === 0 || bids.length >= sealedBids.total) break
  }
  const fetched: FetchedReceipt[] = []
  for (const bid of bids) {
    const declaration = declarations.find(one => one.id === bid.declarationId)
    if (declaration) fetched.push(await checkFetched(checked, declaration, bid, bids))
  }
  return fetched
}

async function checkFetched(
  checked: CheckedRound,
  declaration: Declaration,
  bid: SealedBid,
  bids: readonly SealedBid[],
): Promise<FetchedReceipt> {
  const about = { bid, lot: declaration.lot.code }
  const previous = bids.find(one => one.declarationId === bid.declarationId && one.seq === bid.seq - 1) ?? null
  const place = placeOf(checked, declaration, { seq: bid.seq, policyVersion: bid.policyVersion, previous })
  const bytes = bid.withdrawn ? withdrawalBytes(place) : ownEnvelope(bid, place)
  if (bytes === null) return { ...about, file: null, faults: ['leaf'] }
  if (!bid.receipt) return { ...about, file: null, faults: ['row'] }
  try {
    const entry = { declaration, bytes, policyHash: hex(place.policyHash) }
    return { ...about, file: await provenReceipt(checked, entry, bid.receipt), faults: [] }
  } catch (error) {
    if (error instanceof ReceiptError) return { ...about, file: null, faults: error.faults }
    throw error
  }
}

/** The envelope as the platform keeps it; null when it does not belong in its place. */
function ownEnvelope(bid: SealedBid, place: EnvelopeContext): Uint8Array | null {
  const bytes = readBase64(bid.envelope)
  // How many officers an earlier policy had is not asked: the envelope names that policy by its hash.
  const faults = bytes ? checkEnvelope(bytes, { ...place, officerCount: 0 }) : ['malformed']
  return faults.every(fault => fault === 'otherOfficerCount') ? bytes : null
}
