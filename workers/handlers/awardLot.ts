import { z } from 'zod'
import { finishAward, rankLots, saveRankings } from '../../api/modules/award/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ lotIds: z.array(z.uuid()) })

/** Ranks the finalists of some lots per piece and proposes their winners. */
export const awardLot: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { lotIds } = chunk.parse(payload)
    const rankings = await ctx.db.tx(tx => rankLots(tx, 'award', lotIds))
    return tx => saveRankings(tx, rankings)
  },
  finish: (tx, _ctx, job) => finishAward(tx, job),
}
