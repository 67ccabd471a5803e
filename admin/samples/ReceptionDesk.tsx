import { Alert, Button, Checkbox, FormControlLabel, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useCallback, useRef, useState } from 'react'
import type { Sample, SampleReview, StoredFile, Tender } from '../contract/index.ts'
import { useRun } from '../data/useRun.ts'
import { RECEIVE_SAMPLES } from '../documents/samples.ts'
import { FileDrop } from '../files/FileDrop.tsx'
import { useUploading } from '../files/useUploading.ts'
import { whole } from '../formats.ts'
import { specName } from '../ui/names.ts'
import { Panel } from '../ui/Panel.tsx'
import { ViolationList } from '../ui/ViolationList.tsx'

interface DeskProps {
  readonly tender: Tender
  readonly review: SampleReview
  readonly samples: readonly Sample[]
}

/**
 * The desk where samples are taken: a scanner types the code and presses Enter, the clerk types grams and the seal, Enter
 * again takes the sample in and the cursor is back at the code.
 */
export function ReceptionDesk({ tender, review, samples }: DeskProps) {
  const translate = useTranslate()
  const { run, isRunning, violations, clear } = useRun()
  const [code, setCode] = useState('')
  const [grams, setGrams] = useState(String(review.neededGrams))
  const [sealNo, setSeal] = useState('')
  const [condition, setCondition] = useState('')
  const [isIntact, setIntact] = useState(true)
  const [photoIds, setPhotos] = useState<readonly string[]>([])
  const [done, setDone] = useState<string | null>(null)
  const codeField = useRef<HTMLInputElement>(null)
  const sealField = useRef<HTMLInputElement>(null)
  const known = samples.find(sample => sample.deliveryCode === code.trim().toUpperCase())
  const isOpen = known && (known.status === 'expected' || known.status === 'refused')
  const place = `sample:${known?.deliveryCode ?? ''}`
  // A photo cannot be added afterwards.
  const isUploading = useUploading(place)
  async function send(accepted: boolean) {
    if (!known) return
    const item = {
      deliveryCode: known.deliveryCode,
      accepted,
      grams: Number(grams),
      packagingIntact: isIntact,
      sealNo: sealNo.trim(),
      condition: condition.trim(),
      reason: condition.trim(),
      photoIds,
    }
    const answer = await run('receiveSamples', RECEIVE_SAMPLES, { tenderId: tender.id, items: [item] })
    if (answer === null) return
    setDone(translate(accepted ? 'sample.desk.taken' : 'sample.desk.refused', { code: known.deliveryCode }))
    setCode('')
    setSeal('')
    setCondition('')
    setIntact(true)
    setPhotos([])
    codeField.current?.focus()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isOpen && sealNo.trim() === '') sealField.current?.focus()
    else if (isOpen && !isUploading) void send(true)
  }
  const addPhoto = useCallback(({ id }: StoredFile) => setPhotos(ids => [...new Set([...ids, id])]), [])
  function typeCode(text: string) {
    setCode(text)
    setPhotos([])
    setDone(null)
    clear()
  }
  return (
    <Panel
      title={translate('sample.desk.title', { done: whole(review.received), all: whole(review.samples) })}
      hint={translate('sample.desk.hint')}
    >
      <Stack component="form" onSubmit={submit} sx={{ gap: 1.5 }}>
        <Stack direction={{ xs: 'column', md: 'row' }} sx={{ gap: 1.5, alignItems: { md: 'center' } }}>
          <TextField
            label={translate('sample.field.deliveryCode')}
            value={code}
            onChange={event => typeCode(event.target.value)}
            inputRef={codeField}
            slotProps={{ htmlInput: { autoComplete: 'off', style: { textTransform: 'uppercase' } } }}
          />
          <TextField
            label={translate('sample.field.grams')}
            value={grams}
            onChange={event => setGrams(event.target.value)}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          <TextField
            label={translate('sample.field.sealNo')}
            value={sealNo}
            onChange={event => setSeal(event.target.value)}
            inputRef={sealField}
          />
          <TextField
            label={translate('sample.field.condition')}
            value={condition}
            onChange={event => setCondition(event.target.value)}
          />
          <FormControlLabel
            control={<Checkbox checked={isIntact} onChange={event => setIntact(event.target.checked)} />}
            label={translate('sample.field.packagingIntact')}
          />
        </Stack>
        {code.trim() !== '' && (
          <Alert severity={isOpen ? 'info' : 'warning'} variant="outlined" role="status">
            {known
              ? `${known.declaration.supplier.name} · ${specName(known.declaration.lot.spec, translate)} · ${translate(`sampleStatus.${known.status}`)}`
              : translate('sample.desk.unknown')}
          </Alert>
        )}
        {done && (
          <Alert severity="success" variant="outlined" role="status">
            {done}
          </Alert>
        )}
        {isOpen && (
          <FileDrop
            key={known.deliveryCode}
            place={place}
            label={translate('sample.desk.photos')}
            onStored={addPhoto}
          />
        )}
        {isUploading && (
          <Alert severity="info" variant="outlined" role="status">
            {translate('sample.desk.uploading')}
          </Alert>
        )}
        <ViolationList violations={violations} />
        <Stack direction="row" sx={{ gap: 1 }}>
          <Button type="submit" variant="contained" disabled={!isOpen || isRunning || isUploading}>
            {translate('sample.desk.accept')}
          </Button>
          <Button
            color="error"
            variant="outlined"
            disabled={!isOpen || isRunning || isUploading || condition.trim() === ''}
            onClick={() => void send(false)}
          >
            {translate('sample.desk.refuse')}
          </Button>
        </Stack>
      </Stack>
    </Panel>
  )
}
