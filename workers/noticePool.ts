import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ROOT } from '../api/platform/root.ts'
import { threadPool } from './threadPool.ts'
import type { NoticeTask } from './typesetNotice.ts'

type Answer = { readonly pdf: Uint8Array } | { readonly error: string }

/** One thread: the compiler holds 60 MB of fonts, and notices come one by one. */
const THREADS = 1

let pool: ((task: NoticeTask) => Promise<Answer>) | undefined

/** Typesets a notice beside this thread, which goes on with its heartbeats. @throws Error with the compiler's words */
export async function printNotice(task: NoticeTask): Promise<Uint8Array> {
  pool ??= threadPool(() => new Worker(entryFile(), { execArgv: [] }), THREADS)
  const answer = await pool(task)
  if ('error' in answer) throw new Error(answer.error)
  return answer.pdf
}

/** From sources the thread loads its module through tsx; in an installation it is a bundle of its own. */
function entryFile(): string {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = isSource
    ? fileURLToPath(new URL('./noticeThread.mjs', import.meta.url))
    : path.join(ROOT, 'dist/noticeThread.js')
  if (!fs.existsSync(entry)) throw new Error(`${entry} is not installed`)
  return entry
}
