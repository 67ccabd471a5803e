import { Alert, FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { PriceRound, Tender } from '../../../contract/index.ts'
import { RESTART_ROUND } from '../../../documents/ceremony.ts'
import { dateTime, fromField } from '../../../formats.ts'

interface RestartRoundButtonProps {
  readonly tender: Tender
  readonly round: PriceRound
}

/** A longer deadline, a lost quorum, a round stuck in signing: the round starts again under a new policy. */
export function RestartRoundButton({ tender, round }: RestartRoundButtonProps) {
  const translate = useTranslate()
  const [closesAt, setClosesAt] = useState('')
  const [reason, setReason] = useState('')
  const [newKeys, setNewKeys] = useState(round.status === 'keying')
  const instant = fromField(closesAt)
  const isPast = instant !== null && new Date(instant).getTime() <= new Date(tender.now).getTime()
  if (round.status === 'opened') return null
  return (
    <VerbButton
      verb="restartRound"
      document={RESTART_ROUND}
      look="outlined"
      danger
      incomplete={instant === null || isPast || reason.trim() === ''}
      variables={{ roundId: round.id, closesAt: instant, reason: reason.trim(), newKeys }}
      facts={[
        [translate('field.round'), round.number],
        [translate('field.closesAt'), dateTime(round.closesAt)],
      ]}
    >
      <Alert severity="warning" variant="outlined">
        {translate('ceremony.restart.meaning')}
      </Alert>
      <TextField
        type="datetime-local"
        label={translate('ceremony.restart.closesAt')}
        value={closesAt}
        onChange={event => setClosesAt(event.target.value)}
        error={isPast}
        helperText={isPast ? translate('ceremony.restart.past') : ' '}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField
        label={translate('ceremony.restart.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 1000 } }}
      />
      <RadioGroup
        aria-label={translate('ceremony.restart.newKeys')}
        value={String(newKeys)}
        onChange={event => setNewKeys(event.target.value === 'true')}
      >
        <FormControlLabel
          value="false"
          disabled={round.status === 'keying'}
          control={<Radio />}
          label={translate('ceremony.restart.keepKeys')}
        />
        <FormControlLabel value="true" control={<Radio />} label={translate('ceremony.restart.newKeys')} />
      </RadioGroup>
      <Typography color="textSecondary">{translate('ceremony.restart.newKeysHint')}</Typography>
    </VerbButton>
  )
}
