/** Suppliers who submit, replace and withdraw, and believe nothing that they cannot verify. */
import { type Anchor, type Checkpoint, parseNoteKey, verifyAnchor, verifyCheckpoint } from '#domain/auditLog.ts'
import { equalBytes, fromHex, hex } from '#domain/bytes.ts'
import {
  type EnvelopeContext,
  envelopeLeaf,
  NO_PREVIOUS_LEAF,
  type Policy,
  policyHash,
  sealBid,
} from '#domain/sealing.ts'
import { withdrawalLeaf } from '#domain/withdrawal.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { type Campaign, lotOf, personOf, REFUSAL } from '../../rehearsal/campaign.ts'
import { type Person, Refused } from '../../rehearsal/http.ts'
import { type Random, random } from '../../rehearsal/random.ts'
import { type DeclarationRef, ownDeclarations } from '../../rehearsal/stages/declaration.ts'
import type { Round } from '../../rehearsal/stages/officers.ts'
import { Broken, hold, pause } from './promise.ts'
import { type Counts, persist } from './stand.ts'

/** A receipt that was verified when it came. */
export interface Kept {
  readonly id: string
  readonly declaration: DeclarationRef
  readonly key: string
  readonly seq: number
  /** Lower-case hex. */
  readonly leaf: string
  readonly isWithdrawal: boolean
  readonly anchor: Anchor
  readonly checkpoint: Checkpoint
}

interface Answer {
  readonly sealedBidId: string
  readonly seq: number
  readonly leaf: string
  readonly anchor: Anchor
  readonly checkpoint: string
}

const RECEIPT = `{__typename ...on Receipt{sealedBidId seq leaf submittedAt anchor checkpoint} ${REFUSAL}}`
const SUBMIT = `mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k)${RECEIPT}}`
const WITHDRAW = `mutation($r:ID!,$d:ID!,$k:String!){withdrawBid(roundId:$r,declarationId:$d,idempotencyKey:$k)${RECEIPT}}`

/** What the lanes of a round share. */
export interface Bidding {
  readonly campaign: Campaign
  readonly round: Round
  readonly policy: Policy
  readonly policyHash: Uint8Array
  readonly counts: Counts
  readonly receipts: Kept[]
  /** Set when the lanes shall end. */
  isOver: boolean
}

/** Opens the books of a round. */
export async function openBidding(campaign: Campaign, round: Round, policy: Policy, counts: Counts): Promise<Bidding> {
  const hash = await policyHash(policy, nodeCrypto)
  return { campaign, round, policy, policyHash: hash, counts, receipts: [], isOver: false }
}

interface Place {
  readonly declaration: DeclarationRef
  readonly entries: Kept[]
}

/** One supplier, one entry after the other, until the bidding is over; at least one bid for every lot stands then. */
export async function bidLane(bidding: Bidding, supplier: string): Promise<void> {
  const { campaign: c } = bidding
  const [person, declarations] = [await personOf(c, supplier), await ownDeclarations(c, supplier)]
  const places = declarations.map((declaration): Place => ({ declaration, entries: [] }))
  const r = random(c.world.seed, `torture/${supplier}`)
  while (!bidding.isOver && places.length > 0) {
    await oneEntry(bidding, person, r.pick(places), r)
    await pause(r.int(10, 120))
  }
  for (const place of places)
    if (place.entries.at(-1)?.isWithdrawal ?? true) await enter(bidding, person, place, r, false)
}

function oneEntry(bidding: Bidding, person: Person, place: Place, r: Random): Promise<void> {
  const last = place.entries.at(-1)
  return enter(bidding, person, place, r, last !== undefined && !last.isWithdrawal && r.next() < 0.25)
}

async function enter(b: Bidding, person: Person, place: Place, r: Random, isWithdrawal: boolean): Promise<void> {
  const { declaration, entries } = place
  const seq = entries.length + 1
  const key = `${declaration.id}/${seq}`
  const previousLeaf = fromHex(entries.at(-1)?.leaf ?? '')
  const context: EnvelopeContext = {
    policyHash: b.policyHash,
    round: 1,
    lot: declaration.lot,
    supplier: declaration.supplier,
    seq,
    previousLeaf: previousLeaf?.length === 32 ? previousLeaf : NO_PREVIOUS_LEAF,
  }
  const envelope = isWithdrawal ? null : await seal(b, context, r)
  const leaf = envelope ? await envelopeLeaf(envelope, nodeCrypto) : await withdrawalLeaf(context, nodeCrypto)
  const send = async () => {
    const where = { r: b.round.id, d: declaration.id, k: key }
    if (!envelope) return person.act<Answer>(WITHDRAW, where)
    return person.act<Answer>(SUBMIT, { ...where, e: Buffer.from(envelope).toString('base64') })
  }
  const kept = await verified(b, await getThrough(b, key, send), { declaration, key, seq, isWithdrawal }, leaf)
  entries.push(kept)
  b.receipts.push(kept)
  b.counts.receipts++
  if (r.next() < 0.1) await checkRepeat(b, kept, await getThrough(b, key, send))
}

function seal(b: Bidding, context: EnvelopeContext, r: Random): Promise<Uint8Array> {
  const { lot, supplier, seq, previousLeaf } = context
  const ceiling = lotOf(b.campaign, lot).ceilingFen ?? 1n
  const bid = { priceFen: (ceiling * BigInt(r.int(5500, 9900))) / 10000n }
  return sealBid({ policy: b.policy, lot, supplier, seq, previousLeaf, bid, seed: r.bytes(32) }, nodeCrypto)
}

/** No refusal is right: the entry follows the newest one, and a retry brings the same key. */
async function getThrough(b: Bidding, key: string, send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await persist(b.counts, `entry ${key}`, send)
  } catch (error) {
    if (error instanceof Refused) throw new Broken('a retry gets the receipt and no refusal', error.message)
    throw error
  }
}

type Wanted = Pick<Kept, 'declaration' | 'key' | 'seq' | 'isWithdrawal'>

/** What a supplier's client checks before it says "handed in". */
async function verified(b: Bidding, answer: Answer, wanted: Wanted, leaf: Uint8Array): Promise<Kept> {
  const { anchor, seq } = answer
  const key = await parseNoteKey(b.policy.logKey, nodeCrypto)
  const checkpoint = key && (await verifyCheckpoint(answer.checkpoint, key, nodeCrypto))
  const what = () => `${wanted.key}: ${JSON.stringify(answer).slice(0, 600)}`
  hold(checkpoint !== null, 'every receipt has a checkpoint signed by the log', what)
  const given = fromHex(answer.leaf)
  hold(seq === wanted.seq && given !== null && equalBytes(given, leaf), 'every receipt is for what was sent', what)
  const isRow = anchor.row.subject === `sealedBid:${hex(leaf)}`
  const isProven = isRow && (await verifyAnchor(anchor, checkpoint, nodeCrypto))
  hold(isProven, 'every receipt proves its row in the log', what)
  return { ...wanted, id: answer.sealedBidId, leaf: hex(leaf), anchor, checkpoint }
}

async function checkRepeat(b: Bidding, kept: Kept, again: Answer): Promise<void> {
  const same = again.sealedBidId === kept.id && again.seq === kept.seq && again.leaf === kept.leaf
  const sameRow = JSON.stringify(again.anchor.row) === JSON.stringify(kept.anchor.row)
  hold(same && sameRow, 'a repeated request gets the same receipt', () => `${kept.key}: ${JSON.stringify(again)}`)
  b.counts.repeats++
}
