/** A thread that typesets notices: it answers every notice with its PDF. */
import { parentPort } from 'node:worker_threads'
import { type NoticeTask, typesetNotice } from './typesetNotice.ts'

parentPort?.on('message', (task: NoticeTask) => {
  try {
    parentPort?.postMessage({ pdf: typesetNotice(task) })
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
})
