import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import { ADVANCE_CLOCK } from '../../documents/tenderCommands.ts'
import { dateTime } from '../../formats.ts'

const STEPS: readonly (readonly [seconds: number, key: string])[] = [
  [3600, 'time.hour1'],
  [86_400, 'time.day1'],
  [4 * 86_400, 'time.day4'],
  [7 * 86_400, 'time.day7'],
  [21 * 86_400, 'time.day21'],
  [31 * 86_400, 'time.day31'],
]

/** Rehearsals only: moves the tender's own clock forward. */
export function AdvanceClockButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [seconds, setSeconds] = useState(86_400)
  const after = new Date(new Date(tender.now).getTime() + seconds * 1000).toISOString()
  return (
    <VerbButton
      verb="advanceClock"
      document={ADVANCE_CLOCK}
      variables={{ tenderId: tender.id, seconds }}
      look="outlined"
      facts={[
        [translate('time.serverNow'), dateTime(tender.now)],
        [translate('time.after'), dateTime(after)],
      ]}
    >
      <TextField
        select
        label={translate('time.forward')}
        value={seconds}
        onChange={event => setSeconds(Number(event.target.value))}
      >
        {STEPS.map(([value, key]) => (
          <MenuItem key={value} value={value}>
            {translate(key)}
          </MenuItem>
        ))}
      </TextField>
    </VerbButton>
  )
}
