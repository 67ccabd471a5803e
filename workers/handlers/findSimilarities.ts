import { extractText } from '../../api/modules/file/index.ts'
import { findNearTexts, findSharedFacts, loadPending, storeFlags } from '../../api/modules/similarity/index.ts'
import type { JobHandler } from '../jobHandler.ts'

/** Compares the closed declarations of a tender's suppliers: their files' words, and the facts around them. */
export const findSimilarities: JobHandler = {
  run: async (ctx, job) => {
    // What is not read yet would be missed. Reading it twice does no harm.
    for (const { sha256 } of await ctx.db.tx(tx => loadPending(tx, job.tenderId))) await extractText(ctx, sha256)
    const facts = await ctx.db.tx(tx => findSharedFacts(tx, job.tenderId))
    const flags = [...facts, ...(await findNearTexts(ctx, job.tenderId))]
    return tx => storeFlags(tx, job.tenderId, flags)
  },
}
