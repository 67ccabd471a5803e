import { useRecordContext, useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Job } from '../../contract/index.ts'
import { CANCEL_JOB, RETRY_JOB } from '../../documents/tenderCommands.ts'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One long task; a running one can be cancelled, a failed one tried again. */
export function JobShow() {
  return <ResourceShow columns={COLUMNS} actions={<JobVerbs />} />
}

function JobVerbs() {
  const job = useRecordContext<Job>()
  const translate = useTranslate()
  if (!job) return null
  const facts = [[translate('field.jobKind'), translate(`job.${job.kind}`, { _: job.kind })]] as const
  if (job.status === 'running') {
    return (
      <VerbButton
        verb="cancelJob"
        document={CANCEL_JOB}
        variables={{ jobId: job.id }}
        look="outlined"
        danger
        facts={facts}
      />
    )
  }
  if (job.status !== 'failed' && job.status !== 'cancelled') return null
  return <VerbButton verb="retryJob" document={RETRY_JOB} variables={{ jobId: job.id }} look="outlined" facts={facts} />
}
