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

let running = 0
const waiting: (() => void)[] = []

/**
 * Opens a file in a thread of its own, with limits of time and memory; whatever the file does dies with the thread.
 * @throws TooComplex beyond the limits; Error with the thread's words otherwise
 */
export async function onContent<K extends ContentTask['kind']>(
  task: Extract<ContentTask, { readonly kind: K }> | (ContentTask & { readonly kind: K }),
): Promise<Results[K]> {
  while (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  try {
    return (await inThread(task)) as Results[K]
  } finally {
    running--
    waiting.shift()?.()
  }
}

type Answer = { readonly found: unknown } | { readonly error: string }

function inThread(task: ContentTask): Promise<unknown> {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = isSource
    ? fileURLToPath(new URL('./contentThread.mjs', import.meta.url))
    : path.join(ROOT, 'dist/contentThread.js')
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    })
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void thread.terminate()
    }
    const timer = setTimeout(() => end(() => reject(new TooComplex('time'))), CONTENT_SECONDS * 1000)
    thread.once('message', (answer: Answer) =>
      end(() => ('error' in answer ? reject(new Error(answer.error)) : resolve(answer.found))),
    )
    thread.once('error', error => end(() => reject(isOutOfMemory(error) ? new TooComplex('memory') : error)))
    thread.once('exit', code => end(() => reject(new Error(`the thread ended with ${code}`))))
  })
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
