import WorkHistory from '@mui/icons-material/WorkHistoryOutlined'
import { Badge, Box, Button, IconButton, LinearProgress, Popover, Stack, Tooltip, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Job } from '../contract/index.ts'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { useRunningJobs } from '../data/useRunningJobs.ts'
import { CANCEL_JOB } from '../documents/tenderCommands.ts'
import { whole } from '../formats.ts'

/** Every running job with percent, rate, time left and cancel. */
export default function JobsTray() {
  const translate = useTranslate()
  const { tenderId } = useTenderChoice()
  const jobs = useRunningJobs(tenderId)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const label = translate('page.jobs.running', { count: jobs.length })
  return (
    <>
      <Tooltip title={label}>
        <IconButton color="inherit" aria-label={label} onClick={event => setAnchor(event.currentTarget)}>
          <Badge badgeContent={jobs.length} color="primary">
            <WorkHistory />
          </Badge>
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Stack sx={{ p: 2, gap: 2, width: 340, maxWidth: '90vw' }}>
          {jobs.length === 0 && <Typography color="textSecondary">{translate('page.jobs.none')}</Typography>}
          {jobs.map(job => (
            <JobLine key={job.id} job={job} />
          ))}
          <Button component={Link} to="/jobs" onClick={() => setAnchor(null)}>
            {translate('page.jobs.all')}
          </Button>
        </Stack>
      </Popover>
    </>
  )
}

function JobLine({ job }: { readonly job: Job }) {
  const translate = useTranslate()
  const name = translate(`job.${job.kind}`, { _: job.kind })
  return (
    <Box>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1 }}>
        <Typography sx={{ flexGrow: 1, fontWeight: 600 }}>{name}</Typography>
        <VerbButton
          verb="cancelJob"
          document={CANCEL_JOB}
          variables={{ jobId: job.id }}
          look="text"
          danger
          facts={[[translate('field.jobKind'), name]]}
        />
      </Stack>
      <LinearProgress variant="determinate" value={job.percent} aria-label={name} />
      <Typography variant="body2" color="textSecondary">
        {job.percent} % · {whole(job.done)} / {whole(job.total)} ·{' '}
        {translate('page.jobs.rate', { rate: job.ratePerSecond.toFixed(1) })}
        {job.secondsLeft !== null && ` · ${translate('page.jobs.left', { seconds: job.secondsLeft })}`}
      </Typography>
    </Box>
  )
}
