import { equalBytes, fromHex, hex } from '#domain/bytes.ts'
import { checkEnvelope, type EnvelopeContext, type EnvelopeFault, NO_PREVIOUS_LEAF } from '#domain/envelope.ts'
import { checkDeadline } from '#domain/stage.ts'
import { type Violation, type ViolationCode, violation } from '#domain/violation.ts'
import { withdrawalLeaf } from '#domain/withdrawal.ts'
import type { SignedIn } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { type ActedEntry, appendAudits, bidRowsOf } from '../audit/index.ts'
import * as bids from './bidStore.ts'

/** One supplier's wish to put an envelope, or (null) a withdrawal, behind what a declaration has in a round. */
export interface BidRequest extends bids.PlaceQuery {
  readonly actor: SignedIn
  readonly envelope: Uint8Array | null
  /** The envelope's leaf, hashed before the transaction; a withdrawal's follows from its place. */
  readonly leaf: Uint8Array | null
}

export type Outcome =
  | { readonly receipt: bids.Stored; readonly violations?: undefined }
  | { readonly violations: readonly Violation[]; readonly receipt?: undefined }

/** An outcome with the number of the entry's row in the audit log; a refusal has none to show. */
export type Placed = Outcome & { readonly rowSeq: bigint | null }

type Judged = Outcome | { readonly entry: bids.NewEntry }

/**
 * Puts a batch of entries down in the caller's transaction. Each gets a receipt or its own refusal; refused ones do not
 * touch the others. Of several entries for one declaration the first wins, the others meet `conflict`.
 */
export async function placeBids(tx: Tx, requests: readonly BidRequest[]): Promise<readonly Placed[]> {
  const places = await bids.lookAtPlaces(tx, requests)
  const judged = await judgeAll(requests, places)
  const receipts = await bids.insertEntries(tx, [
    ...new Set(judged.flatMap(one => ('entry' in one ? [one.entry] : []))),
  ])
  const outcomes = judged.map((one): Outcome => {
    if (!('entry' in one)) return one
    const receipt = receipts.get(bids.placeKey(one.entry))
    return receipt ? { receipt } : { violations: [violation('conflict', 'declarationId')] }
  })
  const acted: ActedEntry[] = []
  // A request that was repeated within the batch shares its judgement, and leaves one trace.
  const traceOf = new Map<Judged, number>()
  for (const [i, one] of judged.entries()) {
    const request = requests[i]
    if (!request || traceOf.has(one)) continue
    traceOf.set(one, acted.length)
    acted.push(...traces(request, places[i], one, outcomes[i]))
  }
  const seqs = await appendAudits(tx, acted)
  const earlier = await bidRowsOf(
    tx,
    judged.flatMap((one, i) => ('entry' in one ? [] : subjectsOf(outcomes[i]))),
  )
  return outcomes.map((outcome, i) => {
    const one = judged[i]
    if (!one || !outcome.receipt) return { ...outcome, rowSeq: null }
    const made = 'entry' in one ? seqs[traceOf.get(one) ?? -1] : undefined
    return { ...outcome, rowSeq: made ?? earlier.get(subjectOf(outcome.receipt.leaf)) ?? null }
  })
}

const subjectOf = (leaf: Uint8Array): string => `sealedBid:${hex(leaf)}`

const subjectsOf = (outcome: Outcome | undefined): string[] =>
  outcome?.receipt ? [subjectOf(outcome.receipt.leaf)] : []

/** Judges a batch in order of arrival. A request that repeats one of the batch shares its entry. */
export async function judgeAll(requests: readonly BidRequest[], places: readonly bids.Place[]): Promise<Judged[]> {
  const taken = new Map<string, { request: BidRequest; judged: Judged }>()
  const all: Judged[] = []
  for (const [i, request] of requests.entries()) {
    const place = places[i]
    if (!place) throw new Error('a place for every request')
    const before = taken.get(bids.placeKey(request))
    const judged = before ? judgeSecond(request, place, before) : await judge(request, place)
    if ('entry' in judged && !before) taken.set(bids.placeKey(request), { request, judged })
    all.push(judged)
  }
  return all
}

function judgeSecond(request: BidRequest, place: bids.Place, first: { request: BidRequest; judged: Judged }): Judged {
  if (place.declaration?.supplierId !== request.actor.supplierId) return refused('notFound', 'declarationId')
  const isRepeated = first.request.idempotencyKey === request.idempotencyKey && isSame(request.leaf, first.request.leaf)
  return isRepeated ? first.judged : refused('conflict', 'declarationId')
}

/** Judges one request against what stands at its place. */
export async function judge(request: BidRequest, place: bids.Place): Promise<Judged> {
  const { round, declaration, last, earlier } = place
  if (!round) return refused('notFound', 'roundId')
  // Another supplier's declaration behaves as if it did not exist.
  if (declaration?.supplierId !== request.actor.supplierId) return refused('notFound', 'declarationId')
  // Before the deadline is looked at: whoever lost the answer in the last second must still get the receipt.
  if (earlier) return isEarlier(request, earlier) ? { receipt: earlier } : refused('conflict', 'idempotencyKey')
  const closed = [...checkDeadline(round.closesAt, round.now), ...checkState(round, declaration)]
  if (closed.length > 0) return { violations: closed.slice(0, 1) }
  const context: EnvelopeContext = {
    policyHash: fromHex(round.policyHash ?? '') ?? new Uint8Array(0),
    round: round.number,
    lot: declaration.lot,
    supplier: declaration.supplier,
    seq: (last?.seq ?? 0) + 1,
    previousLeaf: last?.leaf ?? NO_PREVIOUS_LEAF,
  }
  const violations = request.envelope ? checkSent(request.envelope, context, round.officerCount) : checkWithdrawn(last)
  if (violations.length > 0) return { violations }
  const leaf = request.leaf ?? (await withdrawalLeaf(context, nodeCrypto))
  const { roundId, declarationId, idempotencyKey, envelope } = request
  const chain = { roundId, declarationId, seq: context.seq, policyVersion: round.policyVersion }
  return { entry: { ...chain, idempotencyKey, envelope, leaf, submittedAt: round.now } }
}

const refused = (code: ViolationCode, path: string): Outcome => ({ violations: [violation(code, path)] })

const isSame = (a: Uint8Array | null, b: Uint8Array | null) => a === b || (a !== null && b !== null && equalBytes(a, b))

const isEarlier = (request: BidRequest, earlier: NonNullable<bids.Place['earlier']>) =>
  request.leaf ? equalBytes(request.leaf, earlier.leaf) : earlier.withdrawn

function checkState(round: bids.PlaceRound, declaration: bids.PlaceDeclaration): Violation[] {
  const params = (status: string, expected: string) => ({ status, expected })
  if (round.status !== 'open') return [violation('wrongStatus', 'roundId', params(round.status, 'open'))]
  if (declaration.status !== 'submitted')
    return [violation('wrongStatus', 'declarationId', params(declaration.status, 'submitted'))]
  return declaration.isAdmitted ? [] : [violation('notShortlisted', 'declarationId')]
}

const CODE_OF_FAULT: Readonly<Record<EnvelopeFault, ViolationCode>> = {
  malformed: 'badEnvelope',
  otherPolicy: 'policyMismatch',
  otherOfficerCount: 'policyMismatch',
  otherRound: 'foreignEnvelope',
  otherLot: 'foreignEnvelope',
  otherSupplier: 'foreignEnvelope',
  otherSequence: 'conflict',
  otherPreviousLeaf: 'conflict',
}

function checkSent(envelope: Uint8Array, context: EnvelopeContext, officerCount: number): Violation[] {
  const faults = checkEnvelope(envelope, { ...context, officerCount })
  return [...new Set(faults.map(fault => CODE_OF_FAULT[fault]))].map(code => violation(code, 'envelope'))
}

function checkWithdrawn(last: bids.Place['last']): Violation[] {
  if (last === null) return [violation('notFound', 'declarationId')]
  return last.withdrawn ? [violation('alreadyDone', 'declarationId')] : []
}

/**
 * The log of a batch. Subjects name leaves, not suppliers or lots: who bids is secret before the opening (招标投标法 22).
 * A late entry leaves a row too, with the deadline, though it changes nothing (招标投标法 36).
 */
function traces(request: BidRequest, place?: bids.Place, judged?: Judged, outcome?: Outcome): ActedEntry[] {
  const { actor } = request
  const round = place?.round
  if (!round || !place.declaration || !judged || !outcome) return []
  const action = request.envelope ? 'submitBid' : 'withdrawBid'
  const { tenderId, number } = round
  if ('entry' in judged && outcome.receipt) {
    const { seq, leaf, submittedAt } = outcome.receipt
    const { lot, supplier } = place.declaration
    const payload = { round: number, lot, supplier, seq, leaf: hex(leaf), submittedAt: submittedAt.toISOString() }
    return [{ actor, entry: { tenderId, action, subject: subjectOf(leaf), payload, changes: 1 } }]
  }
  if (outcome.violations?.[0]?.code !== 'deadlinePassed') return []
  const subject = `round:${number} deadline ${round.closesAt.toISOString()} now ${round.now.toISOString()}`
  const payload = { action, round: number, leaf: request.leaf && hex(request.leaf) }
  return [{ actor, entry: { tenderId, action: 'refuseLateBid', subject, payload, changes: 0 } }]
}
