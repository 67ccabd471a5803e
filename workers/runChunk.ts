import type { CommandContext } from '../api/context.ts'
import { endJob, findOpenChunk, finishChunk, jobOfChunk, takeChunk } from '../api/platform/jobs.ts'
import type { JobHandler } from './jobHandler.ts'
import { HANDLERS } from './registry.ts'

/**
 * Works one piece of a job off, exactly once in effect: the result, the piece's done mark and the job's progress commit
 * together, and a second run finds the mark and leaves. Pieces of a job store their results beside each other; only
 * counting them takes turns.
 * @param handlers the registry; a test may pass its own
 */
export async function runChunk(
  ctx: CommandContext,
  chunkId: bigint,
  handlers: Readonly<Record<string, JobHandler>> = HANDLERS,
): Promise<void> {
  const chunk = await ctx.db.once(tx => findOpenChunk(tx, chunkId))
  if (!chunk) return
  const handler = handlers[chunk.kind]
  if (!handler) throw new Error(`no handler for job kind ${chunk.kind}`)
  const apply = await handler.run(ctx, chunk, chunk.payload)
  await ctx.db
    .tx(async tx => {
      if (!(await takeChunk(tx, chunkId))) return
      await apply(tx)
      const job = (await finishChunk(tx, chunkId)) ?? overtaken(chunkId)
      if (job.done < job.total) return
      await handler.finish?.(tx, ctx, job)
      await endJob(tx, job.id, 'done')
    })
    .catch(passIfOvertaken)
}

/** The job was cancelled while the piece was being stored: nothing of it may stay. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

function overtaken(chunkId: bigint): never {
  throw new Overtaken(`piece ${chunkId} ended after its job`)
}

function passIfOvertaken(error: unknown): void {
  if (!(error instanceof Overtaken)) throw error
}

/** Fails the job of a piece that used up its tries; a person may retry it. */
export async function failJobOf(ctx: CommandContext, chunkId: bigint, error: unknown): Promise<void> {
  await ctx.db.tx(async tx => {
    const job = await jobOfChunk(tx, chunkId)
    if (job) await endJob(tx, job.id, 'failed', error instanceof Error ? error.message : String(error))
  })
}
