import { z } from 'zod'
import { freezeAll, scoreLot as score } from '../../api/modules/evaluation/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ lotId: z.uuid() })

/** Judges one lot per piece in one SQL statement; the last piece freezes the scores of all. */
export const scoreLot: JobHandler = {
  run: async (_ctx, job, payload) => {
    const { lotId } = chunk.parse(payload)
    return tx => score(tx, job.tenderId, lotId)
  },
  finish: (tx, _ctx, job) => freezeAll(tx, job.tenderId),
}
