import { TextField } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Notice } from '../../contract/index.ts'
import { useTender } from '../../data/TenderContext.tsx'
import { RAISE_OBJECTION } from '../../documents/bidCommands.ts'
import { NoticeArticle } from '../../notices/NoticeArticle.tsx'
import { NoticeFacts } from '../../notices/NoticeFacts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One notice; suppliers may object while it runs. */
export function NoticeShow() {
  return (
    <ResourceShow columns={COLUMNS} actions={<RaiseObjectionButton />}>
      <Body />
    </ResourceShow>
  )
}

function Body() {
  const notice = useRecordContext<Notice>()
  const translate = useTranslate()
  return notice ? (
    <>
      <Panel title={translate('papers.files')}>
        <NoticeFacts notice={notice} />
      </Panel>
      <Panel>
        <NoticeArticle {...notice} />
      </Panel>
    </>
  ) : null
}

function RaiseObjectionButton() {
  const notice = useRecordContext<Notice>()
  const translate = useTranslate()
  const tender = useTender(notice?.tenderId ?? null).data
  const [text, setText] = useState('')
  const isRunning = tender && notice?.closesAt && new Date(notice.closesAt) > new Date(tender.now)
  if (!notice || !isRunning || !['shortlist', 'samples', 'proposedAward'].includes(notice.kind)) return null
  return (
    <VerbButton
      verb="raiseObjection"
      document={RAISE_OBJECTION}
      look="outlined"
      incomplete={text.trim() === ''}
      variables={() => ({ noticeId: notice.id, text: text.trim() })}
      facts={[[translate('field.notice'), notice.number]]}
    >
      <TextField
        label={translate('field.objectionText')}
        value={text}
        onChange={event => setText(event.target.value)}
        multiline
        minRows={5}
        required
      />
    </VerbButton>
  )
}
