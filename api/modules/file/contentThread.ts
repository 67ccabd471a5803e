/** A thread that opens one file, which may be hostile, and answers with what it found. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkContent, makeThumbnail } from './content.ts'
import type { ContentTask } from './contentTask.ts'
import { extractContent } from './extract.ts'
import { readTable } from './table.ts'

const work = (task: ContentTask): Promise<unknown> => {
  switch (task.kind) {
    case 'check':
      return checkContent(task.file)
    case 'extract':
      return extractContent(task.file, task.type)
    case 'table':
      return readTable(task.file, task.type)
    case 'thumbnail':
      return makeThumbnail(task.file)
  }
}

work(workerData as ContentTask).then(
  found => parentPort?.postMessage({ found }),
  (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
)
