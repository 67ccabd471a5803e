import { z } from 'zod'
import { announceScores, freezeAll, scoreSomeLots } from '../../api/modules/evaluation/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const params = z.object({ action: z.enum(['announceScores', 'freezeScores']) })
const chunk = z.object({ lotIds: z.array(z.uuid()) })

/** Judges some lots per piece in one SQL statement; the last piece announces the first review, or freezes all scores. */
export const scoreLots: JobHandler = {
  run: async (_ctx, job, payload) => {
    const { lotIds } = chunk.parse(payload)
    return tx => scoreSomeLots(tx, job.tenderId, lotIds)
  },
  finish: (tx, _ctx, job) =>
    params.parse(job.params).action === 'announceScores'
      ? announceScores(tx, job.tenderId)
      : freezeAll(tx, job.tenderId),
}
