import { z } from 'zod'
import { judgeChunk, publishOpening } from '../../api/modules/bid/index.ts'
import type { JobHandler } from '../jobHandler.ts'
import { openInParallel } from '../openingPool.ts'

const params = z.object({ roundId: z.uuid() })
const chunk = z.object({ sealedBidIds: z.array(z.uuid()) })

/** Opens a round's envelopes piece by piece; the last piece publishes all verdicts at once. */
export const openBids: JobHandler = {
  run: (ctx, job, payload) => judgeChunk(ctx, { ...params.parse(job.params), ...chunk.parse(payload) }, openInParallel),
  finish: (tx, _ctx, job) => publishOpening(tx, params.parse(job.params).roundId),
}
