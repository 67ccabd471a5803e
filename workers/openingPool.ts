import fs from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Verdict } from '../api/domain/opening.ts'
import { type OpenTask, openEnvelopes } from '../api/modules/bid/index.ts'
import { ROOT } from '../api/platform/root.ts'
import { threadPool } from './threadPool.ts'

/** Envelopes sent to a thread at once: about 40 ms of work, so that all cores end at nearly the same time. */
const SLICE = 20

type Answer = { readonly verdicts: readonly Verdict[] } | { readonly error: string }

let pool: ((task: OpenTask) => Promise<Answer>) | null | undefined

/**
 * Opens envelopes on all cores, in the order asked. A handful is not worth a thread's start, and where the thread's module
 * is not installed everything runs in this thread: slower, with the same verdicts.
 */
export async function openInParallel(task: OpenTask): Promise<readonly Verdict[]> {
  if (pool === undefined) pool = makePool()
  const run = pool
  if (run === null || task.bids.length <= SLICE) return openEnvelopes(task)
  const slices = Array.from({ length: Math.ceil(task.bids.length / SLICE) }, (_, i) =>
    task.bids.slice(i * SLICE, (i + 1) * SLICE),
  )
  const answers = await Promise.all(slices.map(bids => run(ownBytes({ ...task, bids }))))
  return answers.flatMap(answer => {
    if ('error' in answer) throw new Error(answer.error)
    return answer.verdicts
  })
}

/** From sources the thread loads its module through tsx; in an installation it is a bundle of its own. */
function makePool(): ((task: OpenTask) => Promise<Answer>) | null {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = isSource
    ? fileURLToPath(new URL('./openingThread.mjs', import.meta.url))
    : path.join(ROOT, 'dist/openingThread.js')
  if (!fs.existsSync(entry)) return null
  return threadPool(() => new Worker(entry, { execArgv: [] }), availableParallelism())
}

/** Bytes from the database lie in shared buffers; sent to a thread as they are, each would take its whole buffer along. */
function ownBytes(task: OpenTask): OpenTask {
  const own = (bytes: Uint8Array) => new Uint8Array(bytes)
  return {
    ...task,
    bids: task.bids.map(({ envelope, shares, complaints }) => ({
      envelope: own(envelope),
      shares: shares.map(one => ({ ...one, share: own(one.share), salt: own(one.salt) })),
      complaints: complaints.map(one => ({ ...one, privateKey: own(one.privateKey) })),
    })),
  }
}
