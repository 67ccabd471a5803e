import { Button, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { BlindSample, SampleReview, Tender } from '../contract/index.ts'
import { DISPATCH_SAMPLES } from '../documents/samples.ts'
import { whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { specName } from '../ui/names.ts'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { CustodyDialog } from './CustodyDialog.tsx'
import { useBlindSamples } from './useSampleReview.ts'
import { FailureText, OverrideButton } from './Verdicts.tsx'

interface BlindProps {
  readonly tender: Tender
  readonly review: SampleReview
}

const statusOf = (sample: BlindSample) =>
  sample.result ?? (sample.arrivedAt ? 'testing' : sample.lab ? 'underway' : 'coded')

/** Coded portions: where each one is, what was found, its chain of custody. */
export function BlindPanel({ tender, review }: BlindProps) {
  return (
    <AskState asked={useBlindSamples(tender.id)}>
      {samples => <BlindTable tender={tender} review={review} samples={samples} />}
    </AskState>
  )
}

function BlindTable({ tender, review, samples }: BlindProps & { readonly samples: readonly BlindSample[] }) {
  const translate = useTranslate()
  const [shown, setShown] = useState<BlindSample | null>(null)
  const inHouse = samples.filter(sample => sample.lab === null)
  return (
    <Panel
      title={translate('sample.blind.title', { done: whole(review.signed), all: whole(samples.length) })}
      hint={translate(review.flagged > 0 ? 'sample.blind.flagged' : 'sample.blind.hint', {
        count: whole(review.flagged),
      })}
      flush
      actions={
        inHouse.length > 0 && <Dispatch key={inHouse.length} tender={tender} review={review} samples={inHouse} />
      }
    >
      <RowTable
        rows={samples}
        rowKey={sample => sample.id}
        label={translate('sample.blind.label')}
        empty={translate('sample.blind.none')}
        columns={[
          { key: 'code', label: translate('sample.field.blindCode'), cell: sample => sample.blindCode },
          { key: 'lot', label: translate('sample.field.lot'), cell: sample => specName(sample.lot.spec, translate) },
          {
            key: 'portion',
            label: translate('sample.field.portion'),
            cell: sample => translate(`samplePortion.${sample.portion}`),
          },
          {
            key: 'lab',
            label: translate('sample.field.lab'),
            cell: sample => review.labs.find(lab => lab.code === sample.lab)?.name ?? '—',
          },
          {
            key: 'status',
            label: translate('field.status'),
            cell: sample => <StatusChip status={statusOf(sample)} set="sampleStatus" />,
          },
          {
            key: 'failures',
            label: translate('sample.field.failures'),
            cell: sample => (
              <FailureText
                tenderId={tender.id}
                lot={sample.lot.code}
                verdicts={sample.signedAt ? sample.verdicts : []}
              />
            ),
            wrap: true,
          },
          {
            key: 'acts',
            label: translate('field.action'),
            cell: sample => (
              <Stack direction="row" sx={{ gap: 0.5, justifyContent: { xs: 'flex-end', md: 'flex-start' } }}>
                <Button
                  size="small"
                  onClick={() => setShown(sample)}
                  aria-label={`${sample.blindCode} ${translate('sample.custody.title')}`}
                >
                  {translate('sample.custody.title')}
                </Button>
                {sample.signedAt && !review.unblindedAt && <OverrideButton tender={tender} sample={sample} />}
              </Stack>
            ),
          },
        ]}
      />
      {shown && <CustodyDialog id={shown.id} name={shown.blindCode} close={() => setShown(null)} />}
    </Panel>
  )
}

/** Sends what is in the house to a laboratory: all of it, or the retests. */
function Dispatch({ tender, review, samples }: BlindProps & { readonly samples: readonly BlindSample[] }) {
  const translate = useTranslate()
  const [lab, setLab] = useState('')
  const [sealNo, setSeal] = useState('')
  const name = review.labs.find(one => one.code === lab)?.name ?? '—'
  return (
    <VerbButton
      verb="dispatchSamples"
      document={DISPATCH_SAMPLES}
      variables={{
        tenderId: tender.id,
        lab,
        sealNo: sealNo.trim(),
        condition: '',
        blindCodes: samples.map(one => one.blindCode),
      }}
      facts={[
        [translate('sample.count.coded'), whole(samples.length)],
        [translate('sample.field.lab'), name],
      ]}
      incomplete={lab === '' || sealNo.trim() === ''}
    >
      <Stack sx={{ gap: 1.5 }}>
        <TextField
          select
          label={translate('sample.field.lab')}
          value={lab}
          onChange={event => setLab(event.target.value)}
        >
          {review.labs.map(one => (
            <MenuItem key={one.code} value={one.code}>
              {one.name}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={translate('sample.field.sealNo')}
          value={sealNo}
          onChange={event => setSeal(event.target.value)}
        />
      </Stack>
    </VerbButton>
  )
}
