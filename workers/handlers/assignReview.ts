import { dealReview } from '../../api/modules/evaluation/index.ts'
import type { JobHandler } from '../jobHandler.ts'

/** Hands the score sheets out, in one piece: the plan and its rows must come from one moment. */
export const assignReview: JobHandler = {
  run: async (_ctx, job) => tx => dealReview(tx, job.tenderId),
}
