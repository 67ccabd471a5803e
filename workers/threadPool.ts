import type { Worker } from 'node:worker_threads'

interface Waiting<Task, Answer> {
  readonly task: Task
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/**
 * Runs tasks on threads, one task per thread at a time. Threads start when they are first needed, do not keep the process
 * alive, and one that dies fails only the task it had.
 * @param startThread makes a thread that answers every message with one message
 * @param size most threads at once
 */
export function threadPool<Task, Answer>(startThread: () => Worker, size: number): (task: Task) => Promise<Answer> {
  const idle: Worker[] = []
  const queue: Waiting<Task, Answer>[] = []
  const busy = new Map<Worker, Waiting<Task, Answer>>()

  const start = (): Worker => {
    const worker = startThread()
    worker.on('message', (answer: Answer) => {
      const waiting = busy.get(worker)
      busy.delete(worker)
      worker.unref()
      idle.push(worker)
      waiting?.resolve(answer)
      next()
    })
    const drop = (error: Error) => {
      const waiting = busy.get(worker)
      busy.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      waiting?.reject(error)
      next()
    }
    worker.on('error', drop)
    worker.on('exit', code => drop(new Error(`thread ended with ${code}`)))
    return worker
  }

  const next = (): void => {
    while (queue.length > 0 && (idle.length > 0 || busy.size < size)) {
      const waiting = queue.shift()
      if (!waiting) return
      const worker = idle.pop() ?? start()
      worker.ref()
      busy.set(worker, waiting)
      worker.postMessage(waiting.task)
    }
  }

  return task =>
    new Promise((resolve, reject) => {
      queue.push({ task, resolve, reject })
      next()
    })
}
