import { judgeChunk, publishOpening } from '../../api/modules/bid/index.ts'
import { openInParallel } from '../openingPool.ts'
import type { JobHandler } from '../registry.ts'

/** Opens a round's envelopes piece by piece; the last piece publishes all verdicts at once. */
export const openBids: JobHandler = {
  run: (ctx, job, payload) => judgeChunk(ctx, job, payload, openInParallel),
  finish: (tx, _ctx, job) => publishOpening(tx, job),
}
