import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { APP_ROLE, asRole, withSetting } from './dbActor.ts'
import { outliveDatabase } from './outage.ts'
import type { OutboxMessage } from './outbox.ts'

/** The one queue's name. */
export const QUEUE = 'bencao'

/** How long a worker may be silent before another takes its job over; short, because a killed worker never says so. */
const LOCK_MS = 5_000

export interface QueueUrls {
  readonly databaseUrl: string
  readonly redisUrl: string | undefined
}

export interface SendQueue {
  /** Messages that are `isPatient` wait until no other message does. */
  send(messages: readonly OutboxMessage[], isPatient: (jobName: string) => boolean): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}

/** The sending end: PostgreSQL by default, Redis when REDIS_URL is set. */
export function openQueue(urls: QueueUrls): SendQueue {
  const { connection, close } = connect(urls)
  const queue = urls.redisUrl
    ? new Queue(QUEUE, { connection: connection as Redis })
    : new Queue(QUEUE, { connection: connection as pg.Pool }, createPostgresBackend)
  queue.on('error', () => undefined) // outages show in ping and in the failed send
  return {
    async send(messages, isPatient) {
      await queue.addBulk(
        messages.map(m => ({
          name: m.jobName,
          data: m.payload,
          opts: {
            jobId: `outbox-${m.id}`,
            ...(isPatient(m.jobName) ? { priority: 10 } : {}),
            attempts: 5,
            backoff: { type: 'exponential', delay: 500 },
            removeOnComplete: { age: 3600 },
            removeOnFail: { age: 86400 },
          },
        })),
      )
    },
    async ping() {
      await queue.getJobCounts('waiting')
    },
    async close() {
      await queue.close()
      await close()
    },
  }
}

export interface QueueWorker {
  close(): Promise<void>
}

/** The receiving end: `run` is called for every message, several at once, and again after a crash or an outage. */
export function openWorker(
  urls: QueueUrls,
  concurrency: number,
  run: (jobName: string, payload: unknown, lastTry: boolean) => Promise<void>,
  onError: (error: Error) => void,
): QueueWorker {
  const { connection, close } = connect(urls)
  const options = { concurrency, lockDuration: LOCK_MS, stalledInterval: LOCK_MS / 2, maxStalledCount: 20 }
  const process = async (job: { name: string; data: unknown; attemptsMade: number; opts: { attempts?: number } }) =>
    run(job.name, job.data, job.attemptsMade + 1 >= (job.opts.attempts ?? 1))
  const worker = urls.redisUrl
    ? new Worker(QUEUE, process, { ...options, connection: connection as Redis })
    : new Worker(QUEUE, process, { ...options, connection: connection as pg.Pool }, createPostgresBackend)
  worker.on('error', onError)
  return {
    async close() {
      await worker.close()
      await close()
    },
  }
}

function connect(urls: QueueUrls): { connection: Redis | pg.Pool; close: () => Promise<void> } {
  if (urls.redisUrl) {
    const redis = new Redis(urls.redisUrl, { maxRetriesPerRequest: null })
    return { connection: redis, close: async () => redis.disconnect() }
  }
  const connectionString = withSetting(asRole(urls.databaseUrl, APP_ROLE), 'search_path', 'bullmq')
  const pool = new pg.Pool({ connectionString, max: 6 })
  outliveDatabase(pool)
  return { connection: pool, close: () => pool.end() }
}
