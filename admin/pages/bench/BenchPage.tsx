import { Checkbox, FormControlLabel, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { BlindSample, LotStandard, Tender } from '../../contract/index.ts'
import { CONFIRM_ARRIVAL } from '../../documents/samples.ts'
import { whole } from '../../formats.ts'
import { useBlindSamples, useStandards } from '../../samples/useSampleReview.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { BenchExcel } from './BenchExcel.tsx'
import { ResultGrid } from './ResultGrid.tsx'

/** A laboratory's bench: what was sent, what is to be measured, what is signed. Only blind codes are to be seen. */
export default function BenchPage() {
  return <TaskFrame name="bench">{tender => <Bench tender={tender} />}</TaskFrame>
}

function Bench({ tender }: { readonly tender: Tender }) {
  const standards = useStandards(tender.id)
  return (
    <AskState asked={useBlindSamples(tender.id)}>
      {samples => (
        <AskState asked={standards}>
          {({ sampleStandards }) => <Samples tender={tender} samples={samples} standards={sampleStandards} />}
        </AskState>
      )}
    </AskState>
  )
}

interface BenchProps {
  readonly tender: Tender
  readonly samples: readonly BlindSample[]
  readonly standards: readonly LotStandard[]
}

function Samples({ tender, samples, standards }: BenchProps) {
  const translate = useTranslate()
  const coming = samples.filter(sample => !sample.arrivedAt)
  const open = samples.filter(sample => sample.arrivedAt && !sample.signedAt)
  const signed = samples.filter(sample => sample.signedAt)
  if (samples.length === 0) return <EmptyState text={translate('page.bench.none')} />
  return (
    <>
      {coming.length > 0 && <Arrivals key={coming.length} tender={tender} samples={coming} />}
      {open.length > 0 && <BenchExcel tenderId={tender.id} />}
      {open.length > 0 && <ResultGrid tender={tender} samples={open} standards={standards} />}
      {signed.length > 0 && (
        <Panel title={translate('page.bench.signed', { count: whole(signed.length) })} flush>
          <RowTable
            rows={signed}
            rowKey={sample => sample.id}
            label={translate('page.bench.signed', { count: whole(signed.length) })}
            empty={translate('page.bench.none')}
            maxHeight={320}
            columns={[
              { key: 'code', label: translate('sample.field.blindCode'), cell: sample => sample.blindCode },
              {
                key: 'lot',
                label: translate('sample.field.lot'),
                cell: sample => specName(sample.lot.spec, translate),
              },
              {
                key: 'result',
                label: translate('field.result'),
                cell: sample => <StatusChip status={sample.result ?? 'pending'} set="sampleStatus" />,
              },
            ]}
          />
        </Panel>
      )}
    </>
  )
}

function Arrivals({ tender, samples }: Omit<BenchProps, 'standards'>) {
  const translate = useTranslate()
  const [sealNo, setSeal] = useState('')
  const [isIntact, setIntact] = useState(true)
  const [condition, setCondition] = useState('')
  return (
    <Panel
      title={translate('page.bench.coming', { count: whole(samples.length) })}
      hint={
        samples
          .slice(0, 20)
          .map(sample => sample.blindCode)
          .join('、') + (samples.length > 20 ? ' …' : '')
      }
      actions={
        <VerbButton
          verb="confirmArrival"
          document={CONFIRM_ARRIVAL}
          variables={{
            tenderId: tender.id,
            blindCodes: samples.map(sample => sample.blindCode),
            sealNo: sealNo.trim(),
            sealIntact: isIntact,
            condition: condition.trim(),
          }}
          incomplete={sealNo.trim() === '' || (!isIntact && condition.trim() === '')}
        >
          <Stack sx={{ gap: 1.5 }}>
            <TextField
              label={translate('sample.field.sealNo')}
              value={sealNo}
              onChange={event => setSeal(event.target.value)}
            />
            <FormControlLabel
              control={<Checkbox checked={isIntact} onChange={event => setIntact(event.target.checked)} />}
              label={translate('sample.field.sealIntact')}
            />
            <TextField
              label={translate('sample.field.condition')}
              value={condition}
              onChange={event => setCondition(event.target.value)}
            />
          </Stack>
        </VerbButton>
      }
    >
      {translate('page.bench.comingHint')}
    </Panel>
  )
}
