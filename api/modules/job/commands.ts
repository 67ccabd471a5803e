import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { endJob, findJob, restartJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'

/** Stops a running job; pieces already done stay done. */
export async function cancelJob(ctx: CommandContext, jobId: string): Promise<string> {
  const actor = actorFor(ctx, 'cancelJob')
  await ctx.db.tx(async tx => {
    const job = (await findJob(tx, jobId)) ?? refuse('notFound', 'jobId')
    if (!(await endJob(tx, jobId, 'cancelled'))) refuse('alreadyDone', 'jobId')
    await appendAudit(tx, actor, {
      tenderId: job.tenderId,
      action: 'cancelJob',
      subject: `job:${job.kind}`,
      payload: { jobId },
      changes: 1,
    })
  })
  return jobId
}

/** Sends the unfinished pieces of a failed or cancelled job again. */
export async function retryJob(ctx: CommandContext, jobId: string): Promise<string> {
  const actor = actorFor(ctx, 'retryJob')
  await ctx.db.tx(async tx => {
    const job = (await findJob(tx, jobId)) ?? refuse('notFound', 'jobId')
    if (job.status !== 'failed' && job.status !== 'cancelled') refuse('jobRunning', 'jobId')
    await restartJob(tx, jobId)
    await appendAudit(tx, actor, {
      tenderId: job.tenderId,
      action: 'retryJob',
      subject: `job:${job.kind}`,
      payload: { jobId },
      changes: 1,
    })
  })
  return jobId
}
