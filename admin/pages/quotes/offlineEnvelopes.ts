import { fromHex } from '#domain/bytes.ts'
import { checkEnvelope, NO_PREVIOUS_LEAF } from '#domain/sealing.ts'
import { isEnvelopesFile, type KitEnvelope } from '#domain/sealingKit.ts'
import type { Declaration, SealedBid } from '../../contract/index.ts'
import { readBase64, readJson } from '../../crypto/fileBytes.ts'
import { type CheckedRound, handedIn, lastBid, type SealedQuote } from './sealQuote.ts'

/**
 * What is wrong with an envelope that was sealed away from this page. `notOwn`: no own lot of this round. The others are
 * the envelope's own: of another policy, not next in its chain, changed on the way.
 */
export type OfflineFault = 'notOwn' | 'leaf' | 'otherPolicy' | 'notNext' | 'foreign' | 'malformed'

export type ReadEnvelopes =
  | { readonly ok: true; readonly quotes: readonly SealedQuote[] }
  | { readonly ok: false; readonly fault: 'notEnvelopes' | 'otherRound' | 'otherPolicy' | 'empty' }
  | { readonly ok: false; readonly faults: readonly { readonly lot: string; readonly fault: OfflineFault }[] }

interface Place {
  readonly checked: CheckedRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
}

/** Reads a file of the offline client; every envelope must be of an own lot, under the present policy, and next in line. */
export async function readEnvelopes(text: string, place: Place): Promise<ReadEnvelopes> {
  const file = readJson(text)
  if (!isEnvelopesFile(file)) return { ok: false, fault: 'notEnvelopes' }
  const { round } = place.checked
  if (file.roundId !== round.id) return { ok: false, fault: 'otherRound' }
  if (file.policyHash !== round.policyHash) return { ok: false, fault: 'otherPolicy' }
  if (file.envelopes.length === 0) return { ok: false, fault: 'empty' }
  const quotes: SealedQuote[] = []
  const faults: { lot: string; fault: OfflineFault }[] = []
  for (const one of file.envelopes) {
    const read = await readOne(one, place)
    if (typeof read === 'string') faults.push({ lot: one.lot, fault: read })
    else quotes.push(read)
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, quotes }
}

async function readOne(one: KitEnvelope, { checked, declarations, bids }: Place): Promise<SealedQuote | OfflineFault> {
  const declaration = declarations.find(own => own.lot.code === one.lot && own.supplier.code === one.supplier)
  const envelope = readBase64(one.envelope)
  if (!declaration) return 'notOwn'
  if (!envelope) return 'malformed'
  const last = lastBid(bids, declaration.id)
  const expected = {
    policyHash: fromHex(checked.round.policyHash ?? '') ?? NO_PREVIOUS_LEAF,
    round: checked.round.number,
    lot: one.lot,
    supplier: one.supplier,
    seq: (last?.seq ?? 0) + 1,
    previousLeaf: last === null ? NO_PREVIOUS_LEAF : (fromHex(last.leaf) ?? NO_PREVIOUS_LEAF),
    officerCount: checked.policy.officers.length,
  }
  const [fault] = checkEnvelope(envelope, expected)
  if (fault === 'malformed') return 'malformed'
  if (fault === 'otherPolicy' || fault === 'otherOfficerCount') return 'otherPolicy'
  if (fault === 'otherSequence' || fault === 'otherPreviousLeaf') return 'notNext'
  if (fault) return 'foreign'
  const quote = await handedIn(declaration, expected.seq, envelope)
  return quote.leaf === one.leaf ? quote : 'leaf'
}
