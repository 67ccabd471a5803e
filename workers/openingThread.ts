/** A thread of the opening pool: opens what it is sent and answers with the verdicts. */
import { parentPort } from 'node:worker_threads'
import { type OpenTask, openEnvelopes } from '../api/modules/bid/openEnvelopes.ts'

parentPort?.on('message', (task: OpenTask) => {
  openEnvelopes(task).then(
    verdicts => parentPort?.postMessage({ verdicts }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
})
