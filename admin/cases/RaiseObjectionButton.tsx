import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { OBJECTION_SUBJECTS } from '#domain/objection.ts'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Lot, Notice, StoredFile } from '../contract/index.ts'
import { useTender } from '../data/TenderContext.tsx'
import { useAll } from '../data/useAsk.ts'
import { useMay } from '../data/useMe.ts'
import { RAISE_OBJECTION } from '../documents/bidCommands.ts'
import { LOTS } from '../documents/tender.ts'
import { useUploading } from '../files/useUploading.ts'
import { CaseFileChooser } from './CaseFiles.tsx'

const RUNNING = ['shortlist', 'samples', 'proposedAward']

/** Objects to a running notice: about which lot and what, in words and with files. */
export function RaiseObjectionButton({ notice }: { readonly notice: Notice }) {
  const translate = useTranslate()
  const may = useMay('raiseObjection')
  const tender = useTender(notice.tenderId).data
  const lots = useAll<Lot>('lots', LOTS, { tenderId: notice.tenderId }, { enabled: may }).data ?? []
  const [lotId, setLot] = useState('')
  const [about, setAbout] = useState('')
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const place = `objection:${notice.id}`
  const isUploading = useUploading(place)
  const ends = notice.closesAt === null ? 0 : new Date(notice.closesAt).getTime()
  const isRunning = tender && (notice.objectionsOpen > 0 || ends > new Date(tender.now).getTime())
  if (!isRunning || notice.withdrawnAt || !RUNNING.includes(notice.kind)) return null
  return (
    <VerbButton
      verb="raiseObjection"
      document={RAISE_OBJECTION}
      look="outlined"
      incomplete={text.trim() === '' || about === '' || isUploading}
      variables={() => ({
        noticeId: notice.id,
        text: text.trim(),
        lotId: lotId === '' ? null : lotId,
        about,
        fileIds: files.map(file => file.id),
      })}
      facts={[[translate('field.notice'), notice.number]]}
    >
      <TextField
        select
        label={translate('field.lotCode')}
        value={lotId}
        onChange={event => setLot(event.target.value)}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{translate('cases.wholeNotice')}</MenuItem>
        {lots.map(lot => (
          <MenuItem key={lot.id} value={lot.id}>
            {lot.code} {lot.spec.variety.name}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={translate('cases.about')}
        value={about}
        onChange={event => setAbout(event.target.value)}
        required
      >
        {OBJECTION_SUBJECTS.map(one => (
          <MenuItem key={one} value={one}>
            {translate(`cases.subject.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('field.objectionText')}
        value={text}
        onChange={event => setText(event.target.value)}
        multiline
        minRows={5}
        required
      />
      <CaseFileChooser place={place} files={files} onFiles={setFiles} />
    </VerbButton>
  )
}
