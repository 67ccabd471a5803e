import {
  FormControlLabel,
  Radio,
  RadioGroup,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Sample, SampleResultInput, Tender } from '../../../contract/index.ts'
import { useAll } from '../../../data/useAsk.ts'
import { RECORD_SAMPLES } from '../../../documents/bidCommands.ts'
import { SAMPLES } from '../../../documents/review.ts'
import { AskState, EmptyState } from '../../../ui/AskState.tsx'
import { CellInput } from '../../../ui/CellInput.tsx'
import { Panel } from '../../../ui/Panel.tsx'

interface Verdict {
  readonly passed: boolean
  readonly reason: string
}

const SHOWN = 200

function toInput([blindCode, verdict]: readonly [string, Verdict]): SampleResultInput {
  return { blindCode, passed: verdict.passed, reason: verdict.reason.trim() || null }
}

/** Results of the sample tests by blind code; a failed sample needs a reason. */
export function SampleStage({ tender }: { readonly tender: Tender }) {
  const asked = useAll<Sample>('samples', SAMPLES, { tenderId: tender.id, result: 'pending' })
  return <AskState asked={asked}>{samples => <SampleTable tender={tender} samples={samples} />}</AskState>
}

function SampleTable({ tender, samples }: { readonly tender: Tender; readonly samples: readonly Sample[] }) {
  const translate = useTranslate()
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const results = [...verdicts].map(toInput)
  const isComplete = results.every(result => result.passed || result.reason)
  const passed = results.filter(result => result.passed).length
  const change = (code: string, verdict: Verdict) => setVerdicts(old => new Map(old).set(code, verdict))
  if (samples.length === 0) return <EmptyState text={translate('page.samples.none')} />
  const passRest = () =>
    setVerdicts(old => new Map([...samples.map(one => [one.blindCode, { passed: true, reason: '' }] as const), ...old]))
  return (
    <Panel
      title={translate('page.samples.title', { count: samples.length })}
      hint={translate('page.samples.hint')}
      flush
      actions={
        <Stack direction="row" sx={{ gap: 1 }}>
          <FormControlLabel
            label={translate('page.samples.passRest')}
            control={<Radio checked={results.length >= samples.length} onClick={passRest} />}
          />
          {results.length > 0 && (
            <VerbButton
              verb="recordSamples"
              document={RECORD_SAMPLES}
              variables={{ tenderId: tender.id, results }}
              incomplete={!isComplete}
              facts={[
                [translate('status.passed'), passed],
                [translate('status.failed'), results.length - passed],
              ]}
              onDone={() => setVerdicts(new Map())}
            />
          )}
        </Stack>
      }
    >
      <Table size="small" aria-label={translate('resources.samples.name')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('field.blindCode')}</TableCell>
            <TableCell>{translate('field.result')}</TableCell>
            <TableCell>{translate('field.reason')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {samples.slice(0, SHOWN).map(sample => (
            <SampleRow
              key={sample.id}
              code={sample.blindCode}
              verdict={verdicts.get(sample.blindCode)}
              change={change}
            />
          ))}
        </TableBody>
      </Table>
    </Panel>
  )
}

interface SampleRowProps {
  readonly code: string
  readonly verdict: Verdict | undefined
  readonly change: (code: string, verdict: Verdict) => void
}

function SampleRow({ code, verdict, change }: SampleRowProps) {
  const translate = useTranslate()
  const reason = verdict?.reason ?? ''
  return (
    <TableRow hover>
      <TableCell>{code}</TableCell>
      <TableCell>
        <RadioGroup
          row
          aria-label={`${code} ${translate('field.result')}`}
          value={verdict ? String(verdict.passed) : ''}
          onChange={event => change(code, { passed: event.target.value === 'true', reason })}
        >
          <FormControlLabel value="true" control={<Radio size="small" />} label={translate('status.passed')} />
          <FormControlLabel value="false" control={<Radio size="small" />} label={translate('status.failed')} />
        </RadioGroup>
      </TableCell>
      <TableCell>
        {verdict && !verdict.passed && (
          <CellInput
            text
            width={320}
            label={`${code} ${translate('field.reason')}`}
            value={reason}
            onChange={text => change(code, { passed: false, reason: text })}
            error={reason.trim() === '' ? translate('error.reason') : null}
          />
        )}
      </TableCell>
    </TableRow>
  )
}
