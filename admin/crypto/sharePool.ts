import type { ShareFound, ShareTask } from './shareWork.ts'

const MAX_WORKERS = 4

interface Answer {
  readonly found?: readonly ShareFound[]
  readonly done?: boolean
  readonly error?: string
}

/**
 * Decrypts an officer's shares on several threads. `report` gets every piece as it is done; `signal` ends all threads.
 * @throws Error when a thread fails, with its reason
 */
export async function decryptInThreads(
  task: ShareTask,
  report: (found: readonly ShareFound[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const count = Math.max(1, Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 1, task.envelopes.length))
  const parts = Array.from({ length: count }, (_, i) => task.envelopes.filter((_one, at) => at % count === i))
  await Promise.all(parts.map(envelopes => runWorker({ ...task, envelopes }, report, signal)))
}

function runWorker(
  task: ShareTask,
  report: (found: readonly ShareFound[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL('./share.worker.ts', import.meta.url), { type: 'module' })
  const work = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')))
    worker.onerror = event => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.found) report(data.found)
      if (data.error !== undefined) reject(new Error(data.error))
      if (data.done) resolve()
    }
  })
  worker.postMessage(task)
  return work.finally(() => worker.terminate())
}
