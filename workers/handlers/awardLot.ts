import { z } from 'zod'
import { finishAward, rankLot, saveRanking } from '../../api/modules/award/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ lotId: z.uuid() })

/** Ranks the finalists of one lot per piece and proposes its winners. */
export const awardLot: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { lotId } = chunk.parse(payload)
    const ranking = await ctx.db.tx(tx => rankLot(tx, 'award', lotId))
    return tx => saveRanking(tx, ranking)
  },
  finish: (tx, _ctx, job) => finishAward(tx, job),
}
