import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { cancelJob, retryJob } from './commands.ts'

const MIN_SECONDS = 0.001

const JobType = builder.prismaObject('Job', {
  authScopes: { signedIn: true },
  select: { startedAt: true, finishedAt: true, done: true, total: true, status: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    kind: t.exposeString('kind'),
    status: t.exposeString('status'),
    total: t.exposeInt('total'),
    done: t.exposeInt('done'),
    percent: t.int({ resolve: job => (job.total === 0 ? 100 : Math.floor((100 * job.done) / job.total)) }),
    ratePerSecond: t.float({ resolve: job => rate(job) }),
    secondsLeft: t.int({
      nullable: true,
      resolve: job => (job.status === 'running' && job.done > 0 ? Math.ceil((job.total - job.done) / rate(job)) : null),
    }),
    error: t.exposeString('error', { nullable: true }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
})

function rate(job: { done: number; startedAt: Date; finishedAt: Date | null }): number {
  const seconds = ((job.finishedAt ?? new Date()).getTime() - job.startedAt.getTime()) / 1000
  return job.done / Math.max(seconds, MIN_SECONDS)
}

const JobFilter = builder.inputType('JobFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), kind: t.string(), status: t.string() }),
})

listField('jobs', {
  model: 'Job',
  filter: JobFilter,
  defaultSort: 'startedAt',
  sort: {
    startedAt: order => ({ startedAt: order }),
    kind: order => ({ kind: order }),
    status: order => ({ status: order }),
  },
  where: (_ctx, filter): Prisma.JobWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    kind: filter.kind ?? undefined,
    status: filter.status ?? undefined,
  }),
})

export const JobResult = resultUnion('JobResult', JobType)

/** The row behind a job command's result. */
export const jobRow = (ctx: RequestContext, id: string) => ctx.db.prisma.job.findUniqueOrThrow({ where: { id } })

command(
  'cancelJob',
  JobResult,
  arg => ({ jobId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await cancelJob(ctx, args.jobId)),
)
command(
  'retryJob',
  JobResult,
  arg => ({ jobId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await retryJob(ctx, args.jobId)),
)

builder.subscriptionField('jobProgress', t =>
  t.field({
    type: JobType,
    authScopes: { may: 'jobs' },
    args: { tenderId: t.arg.id({ required: true }) },
    subscribe: (_root, args, ctx) => ctx.jobMoves(args.tenderId) as AsyncIterable<string>,
    resolve: (jobId, _args, ctx) => jobRow(ctx, jobId as string),
  }),
)
