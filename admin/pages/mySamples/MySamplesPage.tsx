import { Alert, Button, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Sample, SampleReview, SampleSlot, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { BOOK_SLOT, REQUEST_RETEST, SAMPLE_SLOTS } from '../../documents/samples.ts'
import { dateTime, points, whole } from '../../formats.ts'
import { useSampleReview, useSamples } from '../../samples/useSampleReview.ts'
import { FailureText } from '../../samples/Verdicts.tsx'
import { AskState } from '../../ui/AskState.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { DeliveryNote } from './DeliveryNote.tsx'

/** A supplier's samples: book a slot, print the delivery note, follow what becomes of them. */
export default function MySamplesPage() {
  return <TaskFrame name="mySamples">{tender => <Own tender={tender} />}</TaskFrame>
}

function Own({ tender }: { readonly tender: Tender }) {
  const samples = useSamples(tender.id)
  return (
    <AskState asked={useSampleReview(tender.id)}>
      {({ sampleReview }) => (
        <AskState asked={samples}>{rows => <Samples tender={tender} review={sampleReview} samples={rows} />}</AskState>
      )}
    </AskState>
  )
}

interface OwnProps {
  readonly tender: Tender
  readonly review: SampleReview
  readonly samples: readonly Sample[]
}

function Samples({ tender, review, samples }: OwnProps) {
  const translate = useTranslate()
  const [isNote, setNote] = useState(false)
  const toCome = samples.filter(sample => sample.status === 'expected' || sample.status === 'refused')
  return (
    <>
      {tender.stage === 'samples' && !review.unblindedAt && toCome.length > 0 && (
        <Booking tender={tender} review={review} samples={toCome} />
      )}
      {samples.some(sample => sample.removed) && (
        <Alert severity="error" variant="outlined">
          {translate('page.mySamples.removed')}
        </Alert>
      )}
      <Panel
        title={translate('page.mySamples.table', { count: whole(samples.length) })}
        flush
        actions={
          toCome.length > 0 && (
            <Button variant="outlined" onClick={() => setNote(!isNote)}>
              {translate('page.mySamples.note')}
            </Button>
          )
        }
      >
        <RowTable
          rows={samples}
          rowKey={sample => sample.id}
          label={translate('resources.samples.name')}
          empty={translate('page.mySamples.none')}
          columns={[
            {
              key: 'lot',
              label: translate('sample.field.lot'),
              cell: row => specName(row.declaration.lot.spec, translate),
            },
            { key: 'code', label: translate('sample.field.deliveryCode'), cell: row => row.deliveryCode },
            {
              key: 'slot',
              label: translate('sample.field.slot'),
              cell: row => (row.slot ? `${dateTime(row.slot.startsAt)} ${row.slot.place}` : '—'),
              wrap: true,
            },
            { key: 'status', label: translate('field.status'), cell: row => <Status sample={row} /> },
            {
              key: 'why',
              label: translate('sample.field.failures'),
              cell: row => <Why tender={tender} sample={row} />,
              wrap: true,
            },
            {
              key: 'score',
              label: translate('sample.field.score'),
              cell: row => points(row.scoreCenti),
              numeric: true,
            },
            {
              key: 'act',
              label: translate('field.action'),
              cell: row => <Retest review={review} sample={row} tender={tender} />,
            },
          ]}
        />
      </Panel>
      {isNote && <DeliveryNote tender={tender} review={review} samples={toCome} />}
    </>
  )
}

const Status = ({ sample }: { readonly sample: Sample }) => (
  <StatusChip
    status={sample.result === 'pending' ? (sample.status === 'coded' ? 'testing' : sample.status) : sample.result}
    set="sampleStatus"
  />
)

function Why({ tender, sample }: { readonly tender: Tender; readonly sample: Sample }) {
  const translate = useTranslate()
  const lot = sample.declaration.lot.code
  if (sample.status === 'refused' && !sample.failures) return <>{sample.refusal}</>
  return (
    <>
      <FailureText tenderId={tender.id} lot={lot} verdicts={sample.failures ?? []} />
      {sample.retestFailures && (
        <>
          {translate('page.mySamples.retested')}{' '}
          <FailureText tenderId={tender.id} lot={lot} verdicts={sample.retestFailures} />
        </>
      )}
    </>
  )
}

function Retest({
  tender,
  review,
  sample,
}: {
  readonly tender: Tender
  readonly review: SampleReview
  readonly sample: Sample
}) {
  const translate = useTranslate()
  if (sample.retestAskedAt) return <>{translate('page.mySamples.retestAsked')}</>
  const mayAsk =
    tender.stage === 'samples' && sample.result === 'failed' && sample.status === 'coded' && !review.closedAt
  if (!mayAsk || !review.retestUntil || review.now >= review.retestUntil) return <>—</>
  return (
    <VerbButton
      verb="requestRetest"
      document={REQUEST_RETEST}
      look="outlined"
      variables={{ sampleId: sample.id }}
      facts={[
        [translate('sample.field.lot'), specName(sample.declaration.lot.spec, translate)],
        [translate('sample.field.retestUntil'), dateTime(review.retestUntil)],
      ]}
    />
  )
}

/** Books, moves or gives back the slot of everything that still has to come. */
function Booking({ tender, review, samples }: OwnProps) {
  const asked = useAll<SampleSlot>('sampleSlots', SAMPLE_SLOTS, { tenderId: tender.id }, { everyMs: 10_000 })
  return (
    <AskState asked={asked}>
      {slots => <BookingForm tender={tender} review={review} samples={samples} slots={slots} />}
    </AskState>
  )
}

function BookingForm({ tender, review, samples, slots }: OwnProps & { readonly slots: readonly SampleSlot[] }) {
  const translate = useTranslate()
  const booked = samples[0]?.slot?.id ?? ''
  const [slotId, setSlot] = useState(booked)
  const open = slots.filter(slot => slot.startsAt > review.now)
  const chosen = open.find(slot => slot.id === slotId)
  const text = (slot: SampleSlot) =>
    `${dateTime(slot.startsAt)} · ${slot.place} · ${translate('page.mySamples.free', { count: whole(slot.capacity - slot.booked) })}`
  return (
    <Panel
      title={translate('page.mySamples.book', { count: whole(samples.length) })}
      hint={translate('page.mySamples.bookHint', { grams: whole(review.neededGrams) })}
    >
      {open.length === 0 ? (
        <Alert severity="info" variant="outlined">
          {translate('page.mySamples.noSlots')}
        </Alert>
      ) : (
        <Stack direction={{ xs: 'column', md: 'row' }} sx={{ gap: 1.5, alignItems: { md: 'center' } }}>
          <TextField
            select
            label={translate('sample.field.slot')}
            value={chosen ? slotId : ''}
            onChange={event => setSlot(event.target.value)}
            sx={{ minWidth: { md: 420 } }}
          >
            {open.map(slot => (
              <MenuItem key={slot.id} value={slot.id}>
                {text(slot)}
              </MenuItem>
            ))}
          </TextField>
          <VerbButton
            verb="bookSlot"
            document={BOOK_SLOT}
            variables={{ tenderId: tender.id, slotId, sampleIds: null }}
            disabled={!chosen || slotId === booked}
            facts={[
              [translate('sample.field.slot'), chosen ? text(chosen) : '—'],
              [translate('sample.count.samples'), whole(samples.length)],
            ]}
          />
          {booked !== '' && (
            <VerbButton
              verb="bookSlot"
              label={translate('page.mySamples.giveBack')}
              document={BOOK_SLOT}
              look="text"
              variables={{ tenderId: tender.id, slotId: null, sampleIds: null }}
              onDone={() => setSlot('')}
            />
          )}
        </Stack>
      )}
    </Panel>
  )
}
