import { Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender } from '../../../contract/index.ts'
import { PUBLISH_DOCUMENTS } from '../../../documents/tenderCommands.ts'
import { dateTime } from '../../../formats.ts'
import { type Annex, AnnexFields } from '../../../tenderDocuments/AnnexFields.tsx'
import { ExtendDeadlineButton } from '../../../tenderDocuments/ExtendDeadlineButton.tsx'
import { PublishDraftButton } from '../../../tenderDocuments/PublishDraftButton.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PublishNoticeButton, useNotices } from './NoticeVerbs.tsx'

const DRAFTING: readonly string[] = ['catalogue', 'demand', 'ceilings', 'documents']
const PUBLISHING: readonly string[] = ['documents', 'declaration', 'bidRound1', 'bidRound2']

/** The office's work on the documents: draft, versions, invitation, later deadlines. */
export function DocumentStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const notices = useNotices(tender.id).data
  const isInvited = notices?.items.some(notice => notice.kind === 'tender') ?? true
  const mayPublish = PUBLISHING.includes(tender.stage)
  if (!DRAFTING.includes(tender.stage) && !mayPublish) return null
  return (
    <Panel
      title={translate('papers.desk')}
      actions={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          {DRAFTING.includes(tender.stage) && <PublishDraftButton tender={tender} />}
          {mayPublish && <PublishButton key={tender.documents.length} tender={tender} />}
          {mayPublish && tender.documents.length > 0 && !isInvited && (
            <PublishNoticeButton tender={tender} kind="tender" />
          )}
          {mayPublish && <ExtendDeadlineButton tender={tender} />}
        </Stack>
      }
    >
      <Typography>{translate('papers.deskHint')}</Typography>
    </Panel>
  )
}

function PublishButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const newest = tender.documents[0]
  const [title, setTitle] = useState(newest?.title ?? translate('page.documents.defaultTitle', { title: tender.title }))
  const [body, setBody] = useState(newest?.body ?? '')
  const [summary, setSummary] = useState('')
  const [annexes, setAnnexes] = useState<readonly Annex[]>(
    newest?.parts?.map(({ title, body, fileId, fileName }) => ({ title, body, fileId, fileName })) ?? [],
  )
  const isWhole = annexes.every(
    annex => annex.title.trim() !== '' && (annex.fileId !== null || annex.body.trim() !== ''),
  )
  return (
    <VerbButton
      verb="publishDocuments"
      label={newest ? translate('papers.amendButton') : undefined}
      document={PUBLISH_DOCUMENTS}
      variables={() => ({
        tenderId: tender.id,
        title: title.trim(),
        body: body.trim(),
        summary: newest ? summary.trim() : null,
        parts: annexes.map(({ title, body, fileId }) => ({ title: title.trim(), body, fileId })),
      })}
      incomplete={title.trim() === '' || body.trim() === '' || !isWhole || (newest && summary.trim() === '')}
      wide
      facts={[
        [translate('field.tender'), `${tender.code} ${tender.title}`],
        [translate('field.version'), (newest?.version ?? 0) + 1],
        [translate('time.recordedAt'), dateTime(tender.now)],
      ]}
    >
      {newest && (
        <TextField
          label={translate('papers.summary')}
          helperText={translate('papers.summaryHelp')}
          value={summary}
          onChange={event => setSummary(event.target.value)}
          multiline
          minRows={2}
          required
        />
      )}
      <TextField
        label={translate('field.title')}
        value={title}
        onChange={event => setTitle(event.target.value)}
        required
      />
      <TextField
        label={translate('papers.mainText')}
        value={body}
        onChange={event => setBody(event.target.value)}
        multiline
        minRows={10}
        required
      />
      <AnnexFields annexes={annexes} change={setAnnexes} place={`documents:${tender.id}`} />
    </VerbButton>
  )
}
