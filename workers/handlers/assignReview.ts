import { z } from 'zod'
import { dealReview } from '../../api/modules/evaluation/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const params = z.object({ phase: z.enum(['first', 'second']) })

/** Hands the score sheets of a review out, in one piece: the plan and its rows must come from one moment. */
export const assignReview: JobHandler = {
  run: async (_ctx, job) => {
    const { phase } = params.parse(job.params)
    return tx => dealReview(tx, job.tenderId, phase)
  },
}
