import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FileType } from '#domain/files.ts'
import { ROOT } from '../../platform/root.ts'
import type { Checked } from './content.ts'
import type { Extracted } from './extract.ts'
import type { FileTable } from './table.ts'

/** Work on one local file. */
export type ContentTask =
  | { readonly kind: 'check' | 'thumbnail'; readonly file: string }
  | { readonly kind: 'extract' | 'table'; readonly file: string; readonly type: FileType }

interface Results {
  readonly check: Checked
  readonly extract: Extracted
  readonly table: FileTable | null
  readonly thumbnail: Uint8Array
}

/** A file took more time or memory than any honest one does. */
export class TooComplex extends Error {
  override readonly name = 'TooComplex'
}

/** How long a file may keep its thread busy, seconds. */
export const CONTENT_SECONDS = 30
const MEMORY_MIB = 512
const AT_ONCE = Math.max(2, availableParallelism())
/** A thread is young when it meets a file: what many files leave behind in it goes with it. */
const FILES_PER_THREAD = 50

interface ContentWorker {
  readonly worker: Worker
  files: number
}

const idle: ContentWorker[] = []
let running = 0
const waiting: (() => void)[] = []

/**
 * Opens a file in a thread, with limits of time and memory: a file that breaks them, or makes its reader fail, takes the
 * thread with it. Others leave it to the next file, because a reader starts more slowly than it reads.
 * @throws TooComplex beyond the limits; Error with the thread's words otherwise
 */
export async function onContent<K extends ContentTask['kind']>(
  task: Extract<ContentTask, { readonly kind: K }> | (ContentTask & { readonly kind: K }),
): Promise<Results[K]> {
  while (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  const thread = idle.pop() ?? { worker: startThread(), files: 0 }
  try {
    const found = (await inThread(thread.worker, task)) as Results[K]
    thread.files += 1
    if (thread.files < FILES_PER_THREAD) idle.push(thread)
    else void thread.worker.terminate()
    return found
  } catch (error) {
    void thread.worker.terminate()
    throw error
  } finally {
    running--
    waiting.shift()?.()
  }
}

type Answer = { readonly found: unknown } | { readonly error: string }

function startThread(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = isSource
    ? fileURLToPath(new URL('./contentThread.mjs', import.meta.url))
    : path.join(ROOT, 'dist/contentThread.js')
  const worker = new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } })
  worker.on('error', () => undefined) // who waits for an answer hears of it; an idle thread is only gone
  worker.on('exit', () => {
    const at = idle.findIndex(one => one.worker === worker)
    if (at >= 0) idle.splice(at, 1)
  })
  return worker
}

function inThread(worker: Worker, task: ContentTask): Promise<unknown> {
  worker.ref()
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (answer: Answer) =>
        end(() => ('error' in answer ? reject(new Error(answer.error)) : resolve(answer.found))),
      error: (error: unknown) => end(() => reject(isOutOfMemory(error) ? new TooComplex('memory') : error)),
      exit: (code: number) => end(() => reject(new Error(`the thread ended with ${code}`))),
    }
    const end = (settle: () => void) => {
      clearTimeout(timer)
      for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener)
      worker.unref() // a thread that waits keeps nobody alive
      settle()
    }
    const timer = setTimeout(() => end(() => reject(new TooComplex('time'))), CONTENT_SECONDS * 1000)
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener)
    worker.postMessage(task)
  })
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
