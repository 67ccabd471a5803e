import { TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender } from '../../../contract/index.ts'
import { PUBLISH_DOCUMENTS } from '../../../documents/tenderCommands.ts'
import { dateTime } from '../../../formats.ts'
import { Panel } from '../../../ui/Panel.tsx'

/** Publishes the tender documents, or a new version of them. */
export function DocumentStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [title, setTitle] = useState(translate('page.documents.defaultTitle', { title: tender.title }))
  const [body, setBody] = useState('')
  const version = tender.documents.length + 1
  return (
    <Panel
      title={translate('page.tender.thisStage')}
      actions={
        <VerbButton
          verb="publishDocuments"
          document={PUBLISH_DOCUMENTS}
          variables={() => ({ tenderId: tender.id, title: title.trim(), body: body.trim() })}
          incomplete={title.trim() === '' || body.trim() === ''}
          wide
          facts={[
            [translate('field.tender'), `${tender.code} ${tender.title}`],
            [translate('field.version'), version],
            [translate('time.recordedAt'), dateTime(tender.now)],
          ]}
        >
          <TextField
            label={translate('field.title')}
            value={title}
            onChange={event => setTitle(event.target.value)}
            required
          />
          <TextField
            label={translate('field.body')}
            value={body}
            onChange={event => setBody(event.target.value)}
            multiline
            minRows={10}
            required
          />
        </VerbButton>
      }
    >
      <Typography>{translate('stageWaiting.documents')}</Typography>
    </Panel>
  )
}
