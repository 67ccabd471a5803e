import { FormControlLabel, Radio, RadioGroup, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { CaseFileChooser, CaseFileLinks } from '../../../cases/CaseFiles.tsx'
import { objectionColumns } from '../../../cases/objectionColumns.tsx'
import { WithdrawNoticeButton } from '../../../cases/WithdrawNoticeButton.tsx'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Complaint, Notice, Objection, StoredFile, Tender } from '../../../contract/index.ts'
import { useAll, useAsk } from '../../../data/useAsk.ts'
import { ANSWER_OBJECTION } from '../../../documents/bidCommands.ts'
import { COMPLAINTS } from '../../../documents/cases.ts'
import { OBJECTIONS } from '../../../documents/tender.ts'
import { useUploading } from '../../../files/useUploading.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RowTable } from '../../../ui/RowTable.tsx'

/** The running notice with its clock and every objection to it; an open one pauses it, an upheld one takes it back. */
export function ObjectionPanel({ tender, notice }: { readonly tender: Tender; readonly notice: Notice }) {
  const translate = useTranslate()
  const asked = useAll<Objection>('objections', OBJECTIONS, { noticeId: notice.id }, { everyMs: 10_000 })
  const complaints = useAsk<{ complaints: readonly Complaint[] }>(
    COMPLAINTS,
    { tenderId: tender.id },
    { everyMs: 10_000 },
  )
  const own = new Set(asked.data?.map(one => one.id))
  const isUpheld =
    asked.data?.some(one => one.outcome === 'upheld') ||
    complaints.data?.complaints.some(one => one.outcome === 'upheld' && own.has(one.objectionId))
  return (
    <Panel
      title={`${notice.number} ${notice.title}`}
      hint={
        notice.objectionsOpen > 0 ? (
          translate('papers.paused', { count: notice.objectionsOpen })
        ) : (
          <>
            {translate('page.notice.runsUntil')} <Countdown until={notice.closesAt} now={tender.now} />
          </>
        )
      }
      actions={isUpheld ? <WithdrawNoticeButton notice={notice} /> : undefined}
      flush
    >
      <AskState asked={asked}>
        {rows => (
          <RowTable
            rows={rows}
            rowKey={row => row.id}
            label={translate('resources.objections.name')}
            empty={translate('page.notice.noObjections')}
            columns={[
              { key: 'supplier', label: translate('field.supplier'), wrap: true, cell: row => row.supplierName },
              ...objectionColumns(tender, translate),
              {
                key: 'answer',
                label: translate('field.answer'),
                wrap: true,
                cell: row =>
                  row.outcome ? (
                    <>
                      {translate(`status.${row.outcome}`)}：{row.answer}
                      <CaseFileLinks files={row.files} part="answered" />
                    </>
                  ) : (
                    <AnswerObjectionButton objection={row} />
                  ),
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

/** Answers an objection: upheld or dismissed, the reasons in full, what everybody may read of them, and files. */
export function AnswerObjectionButton({ objection }: { readonly objection: Objection }) {
  const translate = useTranslate()
  const [isUpheld, setUpheld] = useState<boolean | null>(null)
  const [answer, setAnswer] = useState('')
  const [publicAnswer, setPublicAnswer] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const place = `answer:${objection.id}`
  const isUploading = useUploading(place)
  if (objection.answeredAt) return null
  return (
    <VerbButton
      verb="answerObjection"
      document={ANSWER_OBJECTION}
      look="outlined"
      incomplete={isUpheld === null || answer.trim() === '' || publicAnswer.trim() === '' || isUploading}
      variables={() => ({
        objectionId: objection.id,
        upheld: isUpheld === true,
        answer: answer.trim(),
        publicAnswer: publicAnswer.trim(),
        fileIds: files.map(file => file.id),
      })}
      facts={[
        [translate('field.supplier'), objection.supplierName],
        [translate('field.objectionText'), objection.text],
      ]}
    >
      <RadioGroup row value={String(isUpheld)} onChange={event => setUpheld(event.target.value === 'true')}>
        <FormControlLabel value="true" control={<Radio />} label={translate('status.upheld')} />
        <FormControlLabel value="false" control={<Radio />} label={translate('status.dismissed')} />
      </RadioGroup>
      <TextField
        label={translate('field.answer')}
        value={answer}
        onChange={event => setAnswer(event.target.value)}
        multiline
        minRows={4}
        required
      />
      <TextField
        label={translate('cases.publicAnswer')}
        helperText={translate('cases.publicAnswerHelp')}
        value={publicAnswer}
        onChange={event => setPublicAnswer(event.target.value)}
        multiline
        minRows={2}
        required
      />
      <CaseFileChooser place={place} files={files} onFiles={setFiles} />
    </VerbButton>
  )
}
