/** A thread that opens files, which may be hostile, one at a time, and answers with what it found. */
import { parentPort } from 'node:worker_threads'
import type { ContentTask } from './contentTask.ts'

/** Each kind of work loads what it needs: a workbook's reader alone takes longer to start than most files to check. */
const work = async (task: ContentTask): Promise<unknown> => {
  switch (task.kind) {
    case 'check':
      return (await import('./content.ts')).checkContent(task.file)
    case 'extract':
      return (await import('./extract.ts')).extractContent(task.file, task.type)
    case 'table':
      return (await import('./table.ts')).readTable(task.file, task.type)
    case 'thumbnail':
      return (await import('./content.ts')).makeThumbnail(task.file)
  }
}

parentPort?.on('message', (task: ContentTask) => {
  work(task).then(
    found => parentPort?.postMessage({ found }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
})
