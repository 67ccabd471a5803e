import { Alert, Box, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Tender, Violation } from '../../contract/index.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AdvanceStageButton } from './AdvanceStageButton.tsx'

interface NextStepProps {
  readonly tender: Tender
  /** Null when the server does not tell this role. */
  readonly blockers: readonly Violation[] | null
}

/** Where the campaign is, until when, and what keeps the stage from ending. */
export function NextStep({ tender, blockers }: NextStepProps) {
  const translate = useTranslate()
  const present = tender.stages.find(stage => stage.stage === tender.stage)
  return (
    <Panel>
      <Stack direction={{ xs: 'column', md: 'row' }} sx={{ gap: 2, alignItems: { md: 'center' } }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography variant="h2" component="p">
            {translate('page.tender.present')}：{translate(`stage.${tender.stage}`, { _: tender.stage })}
          </Typography>
          <Typography>{translate(`stageDuty.${tender.stage}`, { _: '' })}</Typography>
          <Typography color="textSecondary">
            {translate('time.closes')} <Countdown until={present?.closesAt} now={tender.now} /> ·{' '}
            {translate('page.tender.ifNot')}
          </Typography>
        </Box>
        {blockers?.length === 0 && tender.stage !== 'landed' && <AdvanceStageButton tender={tender} />}
      </Stack>
      {blockers && blockers.length > 0 && tender.stage !== 'landed' && <Blockers blockers={blockers} />}
    </Panel>
  )
}

function Blockers({ blockers }: { readonly blockers: readonly Violation[] }) {
  const translate = useTranslate()
  return (
    <Alert severity="warning" variant="outlined" sx={{ mt: 1.5 }}>
      {translate('page.tender.blocked')}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {blockers.map(blocker => (
          <li key={`${blocker.code}-${blocker.message}`}>{blocker.message}</li>
        ))}
      </Box>
    </Alert>
  )
}
