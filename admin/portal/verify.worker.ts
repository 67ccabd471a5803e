import { isAudit, verifyAudit } from '../../verify/audit.ts'
import { verifyEvidence } from '../../verify/evidence.ts'
import { webCrypto } from '../crypto/webCrypto.ts'
import type { VerifyAnswer, VerifyRequest } from './verifyFile.ts'

/** Checks one file away from the page, which stays alive meanwhile. Nothing leaves the browser. */
self.onmessage = async ({ data }: MessageEvent<VerifyRequest>) => {
  const answer = (message: VerifyAnswer) => self.postMessage(message)
  try {
    const value: unknown = JSON.parse(await data.file.text())
    const progress = (checked: Readonly<Record<string, number>>) => answer({ checked })
    const report = isAudit(value)
      ? await verifyAudit(value, data.logKey === null ? {} : { logKey: data.logKey }, webCrypto, progress)
      : await verifyEvidence(value, data.logKey, webCrypto, progress)
    answer({ report })
  } catch (error) {
    // No JSON, or more than this browser's memory holds.
    const detail = error instanceof Error ? error.message : String(error)
    answer({ report: { checked: {}, fault: { code: 'malformed', params: { detail } } } })
  }
}
