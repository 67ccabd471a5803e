import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { CaseFileChooser, CaseFileLinks } from '../../cases/CaseFiles.tsx'
import { ComplaintPanel } from '../../cases/ComplaintPanel.tsx'
import { DueTime } from '../../cases/DueTime.tsx'
import { objectionColumns } from '../../cases/objectionColumns.tsx'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Complaint, LowPriceCase, Objection, StoredFile, Tender } from '../../contract/index.ts'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { COMPLAINTS, FILE_COMPLAINT, JUSTIFY_LOW_PRICE, LOW_PRICE_CASES } from '../../documents/cases.ts'
import { OBJECTIONS } from '../../documents/tender.ts'
import { useUploading } from '../../files/useUploading.ts'
import { money } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

/** A supplier's own objections with their answers, its complaints, and the low prices that it has to justify. */
export default function MyCasesPage() {
  return (
    <TaskFrame name="myCases">
      {tender => (
        <>
          <LowPrices tender={tender} />
          <Objections tender={tender} />
          <ComplaintPanel tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

function LowPrices({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ lowPriceCases: readonly LowPriceCase[] }>(LOW_PRICE_CASES, { tenderId: tender.id })
  const rows = asked.data?.lowPriceCases ?? []
  if (rows.length === 0) return null
  return (
    <Panel title={translate('cases.ownLowPrices')} hint={translate('cases.ownLowPricesHint')} flush>
      <RowTable
        rows={rows}
        rowKey={row => row.id}
        label={translate('cases.ownLowPrices')}
        empty="—"
        columns={[
          { key: 'lot', label: translate('field.lotCode'), cell: row => row.lotCode },
          { key: 'price', label: translate('place.axisPrice'), numeric: true, cell: row => money(row.priceFen) },
          { key: 'question', label: translate('cases.question'), wrap: true, cell: row => row.question },
          {
            key: 'due',
            label: translate('cases.justifyUntil'),
            cell: row => <DueTime until={row.dueAt} now={tender.now} doneAt={row.answeredAt} />,
          },
          {
            key: 'answer',
            label: translate('cases.justification'),
            wrap: true,
            cell: row => (
              <>
                {row.answer ?? '—'}
                <CaseFileLinks files={row.files} />
              </>
            ),
          },
          {
            key: 'outcome',
            label: translate('field.outcome'),
            wrap: true,
            cell: row => (row.outcome ? `${translate(`cases.outcome.${row.outcome}`)}：${row.reason}` : '—'),
          },
          {
            key: 'act',
            label: '',
            cell: row => (row.answeredAt || row.outcome ? null : <JustifyButton asked={row} />),
          },
        ]}
      />
    </Panel>
  )
}

function JustifyButton({ asked }: { readonly asked: LowPriceCase }) {
  const translate = useTranslate()
  const [answer, setAnswer] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const place = `lowPrice:${asked.id}`
  const isUploading = useUploading(place)
  return (
    <VerbButton
      verb="justifyLowPrice"
      document={JUSTIFY_LOW_PRICE}
      incomplete={answer.trim() === '' || isUploading}
      variables={() => ({ declarationId: asked.id, answer: answer.trim(), fileIds: files.map(file => file.id) })}
      facts={[
        [translate('field.lotCode'), asked.lotCode],
        [translate('place.axisPrice'), money(asked.priceFen)],
        [translate('cases.question'), asked.question],
      ]}
    >
      <TextField
        label={translate('cases.justification')}
        value={answer}
        onChange={event => setAnswer(event.target.value)}
        multiline
        minRows={5}
        required
      />
      <CaseFileChooser place={place} files={files} onFiles={setFiles} />
    </VerbButton>
  )
}

function Objections({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAll<Objection>('objections', OBJECTIONS, { tenderId: tender.id }, { everyMs: 15_000 })
  const complaints = useAsk<{ complaints: readonly Complaint[] }>(COMPLAINTS, { tenderId: tender.id })
  const complained = new Set(complaints.data?.complaints.map(one => one.objectionId))
  return (
    <Panel title={translate('cases.ownObjections')} hint={translate('cases.ownObjectionsHint')} flush>
      <AskState asked={asked}>
        {rows => (
          <RowTable
            rows={rows}
            rowKey={row => row.id}
            label={translate('cases.ownObjections')}
            empty={translate('cases.noOwnObjection')}
            columns={[
              { key: 'notice', label: translate('field.notice'), wrap: true, cell: row => row.notice.number },
              ...objectionColumns(tender, translate),
              {
                key: 'answer',
                label: translate('field.answer'),
                wrap: true,
                cell: row => (
                  <>
                    {row.outcome ? `${translate(`status.${row.outcome}`)}：${row.answer}` : '—'}
                    <CaseFileLinks files={row.files} part="answered" />
                  </>
                ),
              },
              {
                key: 'act',
                label: '',
                cell: row =>
                  (row.answeredAt || isOverdue(row, tender)) && !complained.has(row.id) ? (
                    <ComplainButton objection={row} />
                  ) : null,
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

/** The office has not answered in time: that, too, may be complained about. */
const isOverdue = ({ dueAt }: Objection, { now }: Tender) =>
  dueAt !== null && new Date(dueAt).getTime() < new Date(now).getTime()

function ComplainButton({ objection }: { readonly objection: Objection }) {
  const translate = useTranslate()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const place = `complain:${objection.id}`
  const isUploading = useUploading(place)
  return (
    <VerbButton
      verb="fileComplaint"
      document={FILE_COMPLAINT}
      look="outlined"
      incomplete={text.trim() === '' || isUploading}
      variables={() => ({ objectionId: objection.id, text: text.trim(), fileIds: files.map(file => file.id) })}
      facts={[
        [translate('field.notice'), objection.notice.number],
        [translate('field.answer'), objection.answer ?? '—'],
      ]}
    >
      <TextField
        label={translate('cases.complaintText')}
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
