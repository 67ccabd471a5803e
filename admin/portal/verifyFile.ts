import type { Report } from '../../verify/report.ts'

export interface VerifyRequest {
  readonly file: File
  /** The log's published key; null when the page could not get it. */
  readonly logKey: string | null
}

/** How far it is, or the result. */
export type VerifyAnswer =
  | { readonly checked: Readonly<Record<string, number>>; readonly report?: undefined }
  | { readonly report: Report }

/** Checks a dropped file in a worker; `onAnswer` hears of progress and, last, of the result. */
export function verifyFile(request: VerifyRequest, onAnswer: (answer: VerifyAnswer) => void): () => void {
  const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
    onAnswer(data)
    if (data.report) worker.terminate()
  }
  worker.onerror = event => {
    const fault = { code: 'malformed', params: { detail: event.message } }
    onAnswer({ report: { checked: {}, fault } })
    worker.terminate()
  }
  worker.postMessage(request)
  return () => worker.terminate()
}
