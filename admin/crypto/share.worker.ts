/** A thread that decrypts shares, so that the page stays alive and can show how far it is. */
import { decryptShares, type ShareTask } from './shareWork.ts'

self.onmessage = async ({ data }: MessageEvent<ShareTask>) => {
  try {
    await decryptShares(data, found => self.postMessage({ found }))
    self.postMessage({ done: true })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) })
  }
}
