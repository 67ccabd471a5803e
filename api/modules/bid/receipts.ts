import { hex } from '#domain/bytes.ts'
import type { RequestContext } from '../../context.ts'
import type { Db } from '../../platform/db.ts'
import { groupCommit } from '../../platform/groupCommit.ts'
import { bidRowsOf } from '../audit/index.ts'
import type { SealedBidRow } from './openingStore.ts'
import type { Receipt } from './submission.ts'

const BATCH_LIMIT = 1000

type FindRow = (subject: string) => Promise<bigint | null>
const finders = new WeakMap<Db, FindRow>()

/** Rows of the log that are asked for together are read together: a page of entries costs one statement. */
function finderOf(db: Db): FindRow {
  const known = finders.get(db)
  if (known) return known
  const find = groupCommit(async (subjects: readonly string[]) => {
    const rows = await db.once(tx => bidRowsOf(tx, subjects))
    return subjects.map(subject => rows.get(subject) ?? null)
  }, BATCH_LIMIT)
  finders.set(db, find)
  return find
}

/**
 * The receipt of an entry that is stored, once more: for a supplier whose browser has lost the first one. The proof leads
 * to the newest checkpoint, so it is another text than the first and proves the same row.
 * @returns null for everybody else: who opens or watches has the evidence of the opening
 */
export async function receiptAgain(ctx: RequestContext, bid: SealedBidRow): Promise<Receipt | null> {
  if (ctx.actor?.role !== 'supplier') return null
  const rowSeq = await finderOf(ctx.db)(`sealedBid:${hex(bid.leaf)}`)
  if (rowSeq === null) return null
  const { anchors, checkpoint } = await ctx.log.anchorsOf([rowSeq])
  const anchor = anchors.get(rowSeq)
  const { id: sealedBidId, seq, leaf, submittedAt } = bid
  return anchor ? { sealedBidId, seq, leaf, submittedAt, anchor, checkpoint } : null
}
