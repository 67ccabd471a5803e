import type { CommandContext } from '../api/context.ts'
import { listen } from '../api/platform/listen.ts'
import type { Log } from '../api/platform/log.ts'
import { relayOutbox } from '../api/platform/outbox.ts'
import { openQueue, openWorker, type QueueUrls } from '../api/platform/queue.ts'
import { giveUpMessage, isPatient, workMessage } from './messages.ts'
import { startSchedules } from './schedules.ts'

const RELAY_POLL_MS = 1000

export interface RunningWorker {
  close(): Promise<void>
}

/** Starts the relay (outbox → queue) and the queue's worker in this process. */
export async function startWorker(
  ctx: CommandContext,
  urls: QueueUrls,
  concurrency: number,
  log: Log,
): Promise<RunningWorker> {
  const queue = openQueue(urls)
  const relay = startRelay(() => relayOutbox(ctx.db, messages => queue.send(messages, isPatient)), log)
  const listener = await listen(urls.databaseUrl, 'outbox', relay.wake)
  const worker = openWorker(
    urls,
    concurrency,
    (name, payload, lastTry) => work(ctx, log, name, payload, lastTry),
    error => log.warn({ err: error }, 'queue'),
  )
  const schedules = startSchedules(ctx, log)
  return {
    async close() {
      await schedules.close()
      await worker.close()
      await listener.close()
      await relay.close()
      await queue.close()
    },
  }
}

async function work(ctx: CommandContext, log: Log, name: string, payload: unknown, lastTry: boolean): Promise<void> {
  try {
    await workMessage(ctx, name, payload)
  } catch (error) {
    log.error({ err: error, name, payload }, 'message failed')
    if (lastTry) await giveUpMessage(ctx, name, payload, error)
    throw error
  }
}

/** Drains the outbox when woken and at least every second, one drain at a time. */
function startRelay(drain: () => Promise<number>, log: Log) {
  let stopped = false
  let wakeUp: (() => void) | undefined
  const loop = (async () => {
    while (!stopped) {
      const sent = await drain().catch(error => {
        log.warn({ err: error }, 'outbox relay')
        return 0
      })
      if (sent > 0 || stopped) continue
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, RELAY_POLL_MS)
        wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    wake: () => wakeUp?.(),
    async close() {
      stopped = true
      wakeUp?.()
      await loop
    },
  }
}
