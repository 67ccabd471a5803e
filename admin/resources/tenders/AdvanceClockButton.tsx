import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import { ADVANCE_CLOCK } from '../../documents/tenderCommands.ts'
import { dateTime } from '../../formats.ts'

type Step = readonly [seconds: number, key: string]

const DAY: Step = [86_400, 'time.day1']
const STEPS: readonly Step[] = [
  [3600, 'time.hour1'],
  DAY,
  [4 * 86_400, 'time.day4'],
  [7 * 86_400, 'time.day7'],
  [21 * 86_400, 'time.day21'],
  [31 * 86_400, 'time.day31'],
]

const STAGE_END = 'time.stageEnd'

/** Seconds to just past the end of the present stage; 0 where it has none, or is past it. */
function secondsToEnd({ now, stage, stages }: Tender): number {
  const closesAt = stages.find(one => one.stage === stage)?.closesAt
  return closesAt ? Math.max(0, Math.ceil((Date.parse(closesAt) - Date.parse(now)) / 1000) + 1) : 0
}

/** Rehearsals only: moves the tender's own clock forward; a longer step than to the stage's end could pass the next one's, too. */
export function AdvanceClockButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const toEnd = secondsToEnd(tender)
  const steps: readonly Step[] = toEnd > 0 ? [[toEnd, STAGE_END], ...STEPS] : STEPS
  const [chosen, setChosen] = useState(STAGE_END)
  const [seconds, key] = steps.find(step => step[1] === chosen) ?? DAY
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
      <TextField select label={translate('time.forward')} value={key} onChange={event => setChosen(event.target.value)}>
        {steps.map(([, name]) => (
          <MenuItem key={name} value={name}>
            {translate(name)}
          </MenuItem>
        ))}
      </TextField>
    </VerbButton>
  )
}
