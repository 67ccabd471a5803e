import { Table, TableBody, TableCell, TableHead, TableRow, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { isAnnounced } from '#domain/stage.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { StageClockInput, Tender, TenderStage } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { PLAN_STAGES } from '../../documents/tenderCommands.ts'
import { fromField, toField } from '../../formats.ts'

interface Clock {
  readonly stage: string
  readonly opens: string
  readonly closes: string
}

function startClocks(stages: readonly TenderStage[]): readonly Clock[] {
  return [...stages]
    .filter(stage => stage.completedAt === null)
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(stage => ({ stage: stage.stage, opens: toField(stage.opensAt), closes: toField(stage.closesAt) }))
}

function toInput(clock: Clock): StageClockInput {
  return { stage: clock.stage, opensAt: fromField(clock.opens), closesAt: fromField(clock.closes) }
}

/** Opening and closing times of the stages that are not over. */
export function PlanStagesButton({ tender }: { readonly tender: Tender }) {
  const [clocks, setClocks] = useState<readonly Clock[] | null>(null)
  const known = startClocks(tender.stages)
  const shown = clocks ?? known
  // A field shows minutes: an instant that nobody touched must not be sent back without its seconds.
  const moved = shown.filter((clock, i) => clock.opens !== known[i]?.opens || clock.closes !== known[i]?.closes)
  if (tender.stage === 'landed') return null
  return (
    <VerbButton
      verb="planStages"
      document={PLAN_STAGES}
      variables={() => ({ tenderId: tender.id, clocks: moved.map(toInput) })}
      incomplete={moved.length === 0}
      look="outlined"
      wide
      onDone={() => setClocks(null)}
    >
      <ClockTable
        clocks={shown}
        isBound={clock => clock.closes !== '' && isAnnounced(clock.stage, tender.stage, rulesOf(tender).stages.order)}
        change={(stage, part, text) =>
          setClocks(shown.map(clock => (clock.stage === stage ? { ...clock, [part]: text } : clock)))
        }
      />
    </VerbButton>
  )
}

interface ClockTableProps {
  readonly clocks: readonly Clock[]
  /** Its end has been announced: only an extension moves it. */
  readonly isBound: (clock: Clock) => boolean
  readonly change: (stage: string, part: 'opens' | 'closes', text: string) => void
}

function ClockTable({ clocks, isBound, change }: ClockTableProps) {
  const translate = useTranslate()
  return (
    <Table size="small" aria-label={translate('verb.planStages.label')}>
      <TableHead>
        <TableRow>
          <TableCell>{translate('field.stage')}</TableCell>
          <TableCell>{translate('field.opensAt')} (+08:00)</TableCell>
          <TableCell>{translate('field.closesAt')} (+08:00)</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {clocks.map(clock => (
          <TableRow key={clock.stage}>
            <TableCell>{translate(`stage.${clock.stage}`, { _: clock.stage })}</TableCell>
            {(['opens', 'closes'] as const).map(part => (
              <TableCell key={part}>
                <TextField
                  type="datetime-local"
                  value={clock[part]}
                  disabled={part === 'closes' && isBound(clock)}
                  helperText={part === 'closes' && isBound(clock) ? translate('page.tender.announced') : undefined}
                  onChange={event => change(clock.stage, part, event.target.value)}
                  slotProps={{
                    htmlInput: { 'aria-label': `${translate(`stage.${clock.stage}`)} ${translate(`field.${part}At`)}` },
                  }}
                />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
