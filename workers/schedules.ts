import type { CommandContext } from '../api/context.ts'
import { expireUploads } from '../api/modules/file/index.ts'
import type { Log } from '../api/platform/log.ts'

const MINUTE_MS = 60_000

/** What is done again and again, safe to run in several workers at once. */
const SCHEDULES = [{ name: 'expireUploads', everyMs: 10 * MINUTE_MS, run: expireUploads }] as const

/** Starts what runs by the clock; the first time one period after the start. */
export function startSchedules(ctx: CommandContext, log: Log): { close(): Promise<void> } {
  const running = new Set<Promise<void>>()
  const timers = SCHEDULES.map(({ name, everyMs, run }) =>
    setInterval(() => {
      const work = run(ctx).then(
        done => log.debug({ name, ...done }, 'schedule'),
        error => log.warn({ err: error, name }, 'schedule'),
      )
      running.add(work)
      void work.finally(() => running.delete(work))
    }, everyMs),
  )
  return {
    async close() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running)
    },
  }
}
