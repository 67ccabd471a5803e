import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Job } from '../contract/index.ts'
import { JOBS } from '../documents/registers.ts'
import { followJobs } from './jobStream.ts'
import { usePage } from './useAsk.ts'

const POLL_MS = 2000
const IDLE_MS = 5000

/** The running jobs, newest figures first from the event stream, else by asking every two seconds. */
export function useRunningJobs(tenderId: string | null): readonly Job[] {
  const [isLive, setLive] = useState(false)
  const [heard, setHeard] = useState<ReadonlyMap<string, Job>>(new Map())
  const queryClient = useQueryClient()
  const variables = { page: 1, perPage: 50, filter: { status: 'running' } }
  const asked = usePage<Job>('jobs', JOBS, variables, { everyMs: isLive ? IDLE_MS : POLL_MS })
  useEffect(() => {
    if (tenderId === null) return undefined
    const abort = new AbortController()
    setLive(true)
    followJobs(tenderId, abort.signal, job => {
      setHeard(old => new Map(old).set(job.id, job))
      if (job.status !== 'running') void queryClient.invalidateQueries()
    })
      .catch(() => undefined)
      .finally(() => setLive(false))
    return () => abort.abort()
  }, [tenderId, queryClient])
  return (asked.data?.items ?? []).map(job => freshest(job, heard.get(job.id))).filter(job => job.status === 'running')
}

function freshest(asked: Job, heard: Job | undefined): Job {
  return heard && (heard.done >= asked.done || heard.status !== 'running') ? heard : asked
}
