import type { OfficerKeyFile, ReadKeyFile } from './keyFile.ts'
import type { KeyFileTask } from './keyFile.worker.ts'

interface Answer<T> {
  readonly answer?: T
  readonly error?: string
}

function inThread<T>(task: KeyFileTask): Promise<T> {
  const worker = new Worker(new URL('./keyFile.worker.ts', import.meta.url), { type: 'module' })
  const work = new Promise<T>((resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<Answer<T>>) => {
      if (data.answer === undefined) reject(new Error(data.error))
      else resolve(data.answer)
    }
  })
  worker.postMessage(task)
  return work.finally(() => worker.terminate())
}

/** The armoured age file of an officer's keys, made beside the page. */
export function lockInThread(file: OfficerKeyFile, passphrase: string): Promise<string> {
  return inThread({ file, passphrase })
}

/** Reads an armoured key file beside the page. */
export function unlockInThread(text: string, passphrase: string): Promise<ReadKeyFile> {
  return inThread({ text, passphrase })
}
