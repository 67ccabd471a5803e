import type { Job } from '../contract/index.ts'
import { JOB_PROGRESS } from '../documents/registers.ts'
import { requestHeaders } from '../graphqlClient.ts'

interface ProgressEvent {
  readonly data?: { readonly jobProgress?: Job | null } | null
}

function jobOf(block: string): Job | null {
  const data = block
    .split('\n')
    .filter(line => line.startsWith('data:'))
    .map(line => line.slice(5).trim())
    .join('')
  if (data === '') return null
  const event: ProgressEvent = JSON.parse(data)
  return event.data?.jobProgress ?? null
}

/**
 * Follows the jobs of a tender by server-sent events until the signal aborts. Resolves when the server ends the stream
 * and rejects when it cannot be had; the caller then asks every two seconds instead.
 */
export async function followJobs(tenderId: string, signal: AbortSignal, onJob: (job: Job) => void): Promise<void> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...requestHeaders(), accept: 'text/event-stream' },
    body: JSON.stringify({ query: JOB_PROGRESS, variables: { tenderId } }),
    signal,
  })
  if (!response.ok || !response.body || !response.headers.get('content-type')?.includes('event-stream')) {
    throw new Error('no event stream')
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = `${rest}${value}`.replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const job of blocks.map(jobOf)) if (job) onJob(job)
  }
}
