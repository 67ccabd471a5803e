import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Tender } from '../contract/index.ts'
import { PUBLISH_DRAFT } from '../documents/tenderDocument.ts'
import { fromField } from '../formats.ts'

/** Puts a draft of the documents up for comments. */
export function PublishDraftButton({ tender }: { readonly tender: Pick<Tender, 'id' | 'code' | 'title'> }) {
  const translate = useTranslate()
  const [title, setTitle] = useState(translate('papers.draftTitle', { title: tender.title }))
  const [body, setBody] = useState('')
  const [closes, setCloses] = useState('')
  return (
    <VerbButton
      verb="publishDraft"
      document={PUBLISH_DRAFT}
      look="outlined"
      wide
      incomplete={title.trim() === '' || body.trim() === '' || fromField(closes) === null}
      variables={() => ({ tenderId: tender.id, title: title.trim(), body, closesAt: fromField(closes) })}
      facts={[[translate('field.tender'), `${tender.code} ${tender.title}`]]}
    >
      <TextField label={translate('field.title')} value={title} onChange={e => setTitle(e.target.value)} required />
      <TextField
        label={translate('papers.mainText')}
        value={body}
        onChange={e => setBody(e.target.value)}
        multiline
        minRows={8}
        required
      />
      <TextField
        type="datetime-local"
        label={`${translate('papers.commentUntil')} (+08:00)`}
        value={closes}
        onChange={e => setCloses(e.target.value)}
        required
        slotProps={{ inputLabel: { shrink: true } }}
      />
    </VerbButton>
  )
}
