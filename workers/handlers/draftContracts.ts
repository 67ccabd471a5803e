import { z } from 'zod'
import { draftCity, finishDrafts, saveDrafts } from '../../api/modules/contract/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const params = z.object({ runId: z.uuid() })
const chunk = z.object({ cityId: z.uuid() })

/** Drafts the contracts of one city per piece; the last piece checks that no kilogram is left out. */
export const draftContracts: JobHandler = {
  run: async (ctx, job, payload) => {
    const task = { tenderId: job.tenderId, ...params.parse(job.params), ...chunk.parse(payload) }
    const drafts = await ctx.db.tx(tx => draftCity(tx, task))
    return tx => saveDrafts(tx, drafts)
  },
  finish: (tx, _ctx, job) => finishDrafts(tx, job, params.parse(job.params).runId),
}
