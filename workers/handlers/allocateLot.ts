import { z } from 'zod'
import { allocateLot as allocate, finishAllocation, insertLotResult } from '../../api/modules/allocation/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const params = z.object({ runId: z.uuid(), lots: z.int() })
const chunk = z.object({ lotId: z.uuid(), lotCode: z.string(), inputHash: z.string() })

/** Allocates one lot per piece; the last piece adds up and closes the run. */
export const allocateLot: JobHandler = {
  run: async (ctx, job, payload) => {
    const { runId } = params.parse(job.params)
    const task = { tenderId: job.tenderId, runId, ...chunk.parse(payload) }
    const result = await ctx.db.tx(tx => allocate(tx, task))
    return tx => insertLotResult(tx, result)
  },
  finish: (tx, _ctx, job) => finishAllocation(tx, job, params.parse(job.params)),
}
