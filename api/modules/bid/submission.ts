import type { Anchor } from '#domain/auditLog.ts'
import { envelopeLeaf } from '#domain/envelope.ts'
import { actorFor, type CommandContext, Refusal, refuse } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Db } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { groupCommit } from '../../platform/groupCommit.ts'
import type { Stored } from './bidStore.ts'
import { type BidRequest, type Placed, placeBids } from './placing.ts'

const BATCH_LIMIT = 128
/** An envelope for 64 officers stays below; anything longer is not worth decoding. */
const MAX_ENVELOPE_BYTES = 16_384
const MAX_KEY_CHARS = 200
/** As the database writes them: places of a batch are matched by text. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Place = (request: BidRequest) => Promise<Placed>
const queues = new WeakMap<Db, Place>()

/** The queue of this process and database. A batch carries several suppliers' bids: it runs as the platform. */
function queueOf(asked: Db): Place {
  const db = asked.as(PLATFORM)
  const known = queues.get(db)
  if (known) return known
  const place = groupCommit((requests: readonly BidRequest[]) => db.tx(tx => placeBids(tx, requests)), BATCH_LIMIT)
  queues.set(db, place)
  return place
}

/** What a supplier gets for an entry: the proof that it is stored and in the log. */
export interface Receipt extends Stored {
  /** The row `sealedBid:<leaf>` of the log, with its way up to the checkpoint's root. */
  readonly anchor: Anchor
  /** Signed checkpoint that covers the row, C2SP text. */
  readonly checkpoint: string
}

export interface BidInput {
  readonly roundId: string
  readonly declarationId: string
  /** Chosen by the client, 1–200 characters; a retry under the same key gets the same receipt. */
  readonly idempotencyKey: string
}

/**
 * Takes a sealed bid for the supplier's own declaration, or replaces the one before. Refuses after the deadline (both
 * times named), outside an open round, an envelope that belongs elsewhere (`foreignEnvelope`, `policyMismatch`), and one
 * that does not follow the newest entry (`conflict`): of two at once one wins. Answers when a signed checkpoint covers the
 * bid's row (2-integrity §3).
 */
export async function submitBid(ctx: CommandContext, input: BidInput & { envelope: Uint8Array }): Promise<Receipt> {
  const actor = actorFor(ctx, 'submitBid')
  checkInput(input)
  if (input.envelope.length === 0 || input.envelope.length > MAX_ENVELOPE_BYTES) refuse('badEnvelope', 'envelope')
  const leaf = await envelopeLeaf(input.envelope, nodeCrypto)
  return receiptOf(ctx, await queueOf(ctx.db)({ ...input, actor, leaf }))
}

/** Takes the newest bid back by an entry of its own; the declaration may be quoted again until the deadline. */
export async function withdrawBid(ctx: CommandContext, input: BidInput): Promise<Receipt> {
  const actor = actorFor(ctx, 'withdrawBid')
  checkInput(input)
  return receiptOf(ctx, await queueOf(ctx.db)({ ...input, actor, envelope: null, leaf: null }))
}

/** In a batch a value that PostgreSQL cannot read would cost all the others a second try: stop it here. */
function checkInput({ roundId, declarationId, idempotencyKey }: BidInput): void {
  if (!ID.test(roundId)) refuse('notFound', 'roundId')
  if (!ID.test(declarationId)) refuse('notFound', 'declarationId')
  if (idempotencyKey === '') refuse('required', 'idempotencyKey')
  if (idempotencyKey.length > MAX_KEY_CHARS) refuse('tooLong', 'idempotencyKey', { max: MAX_KEY_CHARS })
  if (idempotencyKey.includes('\0')) refuse('notText', 'idempotencyKey')
}

/** The next batch is committed meanwhile; receipts of many requests are anchored together. */
async function receiptOf(ctx: CommandContext, placed: Placed): Promise<Receipt> {
  const { receipt, rowSeq } = placed
  if (!receipt) throw new Refusal(placed.violations)
  if (rowSeq === null) throw new Error('a stored bid without a row in the audit log')
  const { anchors, checkpoint } = await ctx.log.anchorsOf([rowSeq])
  const anchor = anchors.get(rowSeq)
  if (!anchor) throw new Error('an anchor for every row asked for')
  return { ...receipt, anchor, checkpoint }
}
