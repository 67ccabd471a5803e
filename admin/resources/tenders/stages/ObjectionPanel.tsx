import { FormControlLabel, Radio, RadioGroup, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Notice, Objection, Tender } from '../../../contract/index.ts'
import { useAll } from '../../../data/useAsk.ts'
import { ANSWER_OBJECTION } from '../../../documents/bidCommands.ts'
import { OBJECTIONS } from '../../../documents/tender.ts'
import { dateTime } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RowTable } from '../../../ui/RowTable.tsx'

/** The running notice and the objections that pause it. */
export function ObjectionPanel({ tender, notice }: { readonly tender: Tender; readonly notice: Notice }) {
  const translate = useTranslate()
  const asked = useAll<Objection>('objections', OBJECTIONS, { tenderId: tender.id, open: true }, { everyMs: 10_000 })
  return (
    <Panel
      title={`${notice.number} ${notice.title}`}
      hint={
        <>
          {translate('page.notice.runsUntil')} <Countdown until={notice.closesAt} now={tender.now} />
        </>
      }
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
              { key: 'supplier', label: translate('field.supplier'), cell: row => row.supplierName },
              { key: 'text', label: translate('field.objectionText'), cell: row => row.text, wrap: true },
              { key: 'raisedAt', label: translate('field.raisedAt'), cell: row => dateTime(row.raisedAt) },
              { key: 'answer', label: '', cell: row => <AnswerObjectionButton objection={row} /> },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}

/** Answers an objection: upheld or dismissed, with the reasons. */
export function AnswerObjectionButton({ objection }: { readonly objection: Objection }) {
  const translate = useTranslate()
  const [isUpheld, setUpheld] = useState<boolean | null>(null)
  const [answer, setAnswer] = useState('')
  if (objection.answeredAt) return null
  return (
    <VerbButton
      verb="answerObjection"
      document={ANSWER_OBJECTION}
      look="outlined"
      incomplete={isUpheld === null || answer.trim() === ''}
      variables={() => ({ objectionId: objection.id, upheld: isUpheld === true, answer: answer.trim() })}
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
    </VerbButton>
  )
}
