import { z } from 'zod'
import { finishShortlist, rankLot, saveRanking } from '../../api/modules/award/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ lotId: z.uuid() })

/** Ranks one lot per piece and cuts its shortlist; the last piece registers the samples. */
export const shortlistLot: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { lotId } = chunk.parse(payload)
    const ranking = await ctx.db.tx(tx => rankLot(tx, 'shortlist', lotId))
    return tx => saveRanking(tx, ranking)
  },
  finish: (tx, _ctx, job) => finishShortlist(tx, job),
}
