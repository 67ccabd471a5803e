import { type Listener, listen } from './listen.ts'

export interface JobMoves {
  /** Ids of jobs of a tender, as they make progress. */
  of(tenderId: string): AsyncIterable<string>
  close(): Promise<void>
}

/**
 * Fans PostgreSQL's job_progress notifications out to subscribers; one connection for the whole process.
 * @param tenderOf the tender of a job
 */
export async function openJobMoves(
  databaseUrl: string,
  tenderOf: (jobId: string) => Promise<string | null>,
): Promise<JobMoves> {
  const subscribers = new Set<{ tenderId: string; push: (jobId: string) => void }>()
  const notify = async (jobId: string) => {
    if (subscribers.size === 0) return
    const tenderId = await tenderOf(jobId)
    for (const subscriber of subscribers) if (subscriber.tenderId === tenderId) subscriber.push(jobId)
  }
  const listener: Listener = await listen(
    databaseUrl,
    'job_progress',
    jobId => void notify(jobId).catch(() => undefined),
  )
  return {
    of: tenderId => stream(subscribers, tenderId),
    close: () => listener.close(),
  }
}

/** A slow reader misses intermediate moves of a job, never the last one: waiting ids are kept once each. */
async function* stream(
  subscribers: Set<{ tenderId: string; push: (jobId: string) => void }>,
  tenderId: string,
): AsyncGenerator<string> {
  const waiting = new Set<string>()
  let wake: (() => void) | undefined
  const subscriber = {
    tenderId,
    push: (jobId: string) => {
      waiting.add(jobId)
      wake?.()
    },
  }
  subscribers.add(subscriber)
  try {
    while (true) {
      for (const jobId of waiting) {
        waiting.delete(jobId)
        yield jobId
      }
      if (waiting.size === 0) await new Promise<void>(resolve => (wake = resolve))
    }
  } finally {
    subscribers.delete(subscriber)
  }
}
