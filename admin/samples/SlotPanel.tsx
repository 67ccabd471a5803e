import { Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { SampleSlot, Tender } from '../contract/index.ts'
import { useAll } from '../data/useAsk.ts'
import { PUBLISH_SLOTS, SAMPLE_SLOTS } from '../documents/samples.ts'
import { dateTime, fromField, toField, whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

const HOUR_MS = 3_600_000

/** Where and when samples are handed in: windows are published, slots fill up. */
export function SlotPanel({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAll<SampleSlot>('sampleSlots', SAMPLE_SLOTS, { tenderId: tender.id }, { everyMs: 10_000 })
  return (
    <Panel
      title={translate('sample.slots.title')}
      hint={translate('sample.slots.hint')}
      actions={<PublishSlots tender={tender} />}
      flush
    >
      <AskState asked={asked}>
        {slots => (
          <RowTable
            rows={slots}
            rowKey={slot => slot.id}
            label={translate('sample.slots.title')}
            empty={translate('sample.slots.none')}
            maxHeight={320}
            columns={[
              { key: 'place', label: translate('sample.field.place'), cell: slot => slot.place },
              { key: 'startsAt', label: translate('sample.field.startsAt'), cell: slot => dateTime(slot.startsAt) },
              { key: 'endsAt', label: translate('sample.field.endsAt'), cell: slot => dateTime(slot.endsAt) },
              {
                key: 'booked',
                label: translate('sample.field.booked'),
                cell: slot => `${whole(slot.booked)} / ${whole(slot.capacity)}`,
                numeric: true,
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

function PublishSlots({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [place, setPlace] = useState('')
  const [from, setFrom] = useState(toField(new Date(new Date(tender.now).getTime() + 24 * HOUR_MS).toISOString()))
  const [to, setTo] = useState(toField(new Date(new Date(tender.now).getTime() + 32 * HOUR_MS).toISOString()))
  const [slotMinutes, setMinutes] = useState('60')
  const [capacity, setCapacity] = useState('100')
  const window = {
    place: place.trim(),
    from: fromField(from),
    to: fromField(to),
    slotMinutes: Number(slotMinutes),
    capacity: Number(capacity),
  }
  const isWhole = (text: string) => /^\d{1,6}$/.test(text)
  const time = (key: 'startsAt' | 'endsAt', value: string, change: (text: string) => void) => (
    <TextField
      type="datetime-local"
      label={`${translate(`sample.field.${key}`)}（+08:00）`}
      value={value}
      onChange={event => change(event.target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  )
  const number = (key: 'slotMinutes' | 'capacity', value: string, change: (text: string) => void) => (
    <TextField
      label={translate(`sample.field.${key}`)}
      value={value}
      error={!isWhole(value)}
      onChange={event => change(event.target.value)}
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
    />
  )
  return (
    <VerbButton
      verb="publishSlots"
      document={PUBLISH_SLOTS}
      look="outlined"
      variables={{ tenderId: tender.id, windows: [window] }}
      incomplete={window.place === '' || !window.from || !window.to || !isWhole(slotMinutes) || !isWhole(capacity)}
    >
      <Stack sx={{ gap: 1.5 }}>
        <TextField
          label={translate('sample.field.place')}
          value={place}
          onChange={event => setPlace(event.target.value)}
        />
        {time('startsAt', from, setFrom)}
        {time('endsAt', to, setTo)}
        {number('slotMinutes', slotMinutes, setMinutes)}
        {number('capacity', capacity, setCapacity)}
      </Stack>
    </VerbButton>
  )
}
