import { z } from 'zod'
import { finishShortlist, rankLots, saveRankings } from '../../api/modules/award/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ lotIds: z.array(z.uuid()) })

/** Ranks some lots per piece and cuts their shortlists; the last piece leaves the trace. */
export const shortlistLot: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { lotIds } = chunk.parse(payload)
    const rankings = await ctx.db.tx(tx => rankLots(tx, 'shortlist', lotIds))
    return tx => saveRankings(tx, rankings)
  },
  finish: (tx, _ctx, job) => finishShortlist(tx, job),
}
