import { TextField, Link as TextLink } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ExpertQuestion, Tender } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { ANSWER_EXPERT, EXPERT_QUESTIONS } from '../../documents/reviewDesk.ts'
import { dateTime } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

/** What experts ask about items, open questions first; the office answers without learning who asked. */
export function QuestionTable({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ expertQuestions: readonly ExpertQuestion[] }>(
    EXPERT_QUESTIONS,
    { tenderId: tender.id },
    { everyMs: 10_000 },
  )
  return (
    <AskState asked={asked}>
      {({ expertQuestions }) => (
        <RowTable
          rows={expertQuestions}
          rowKey={row => row.id}
          label={translate('page.reviewDesk.tab.questions')}
          empty={translate('page.reviewDesk.noQuestions')}
          columns={[
            {
              key: 'item',
              label: translate('field.indicator'),
              cell: row => (
                <TextLink component={Link} to={`/reviewSheets/${row.sheetId}/show`}>
                  {row.supplierName} {row.indicatorCode}
                </TextLink>
              ),
            },
            { key: 'text', label: translate('field.question'), cell: row => row.text, wrap: true },
            { key: 'askedAt', label: translate('field.askedAt'), cell: row => dateTime(row.askedAt) },
            {
              key: 'answer',
              label: translate('field.officeAnswer'),
              cell: row => row.answer ?? <AnswerButton question={row} />,
              wrap: true,
            },
          ]}
        />
      )}
    </AskState>
  )
}

function AnswerButton({ question }: { readonly question: ExpertQuestion }) {
  const translate = useTranslate()
  const [answer, setAnswer] = useState('')
  return (
    <VerbButton
      verb="answerExpert"
      document={ANSWER_EXPERT}
      look="outlined"
      incomplete={answer.trim() === ''}
      variables={() => ({ id: question.id, answer: answer.trim() })}
      facts={[[translate('field.question'), question.text]]}
    >
      <TextField
        label={translate('field.officeAnswer')}
        value={answer}
        onChange={event => setAnswer(event.target.value)}
        multiline
        minRows={3}
        required
      />
    </VerbButton>
  )
}
