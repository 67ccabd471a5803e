/** A thread for scrypt, which keeps a page from answering for about a second. */
import { lockKeyFile, type OfficerKeyFile, unlockKeyFile } from './keyFile.ts'

/** Lock a content, or unlock a text. */
export interface KeyFileTask {
  readonly passphrase: string
  readonly file?: OfficerKeyFile
  readonly text?: string
}

self.onmessage = async ({ data }: MessageEvent<KeyFileTask>) => {
  const { passphrase, file, text } = data
  try {
    self.postMessage({
      answer: file ? await lockKeyFile(file, passphrase) : await unlockKeyFile(text ?? '', passphrase),
    })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
}
