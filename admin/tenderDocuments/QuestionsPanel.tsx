import { Chip, FormControlLabel, Stack, Switch, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Question, TenderPapers } from '../contract/tenderDocument.ts'
import { useAll } from '../data/useAsk.ts'
import { ANSWER_QUESTION, ASK_QUESTION, QUESTIONS } from '../documents/tenderDocument.ts'
import { dateTime } from '../formats.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Panel } from '../ui/Panel.tsx'
import { PlainText } from './PlainText.tsx'

/** Questions and answers without names. Suppliers ask, the office answers; others read what is answered. */
export function QuestionsPanel({ papers, role }: { readonly papers: TenderPapers; readonly role: string }) {
  const translate = useTranslate()
  const asked = useAll<Question>('questions', QUESTIONS, { tenderId: papers.id }, { everyMs: 30_000 })
  const isAsker = role === 'supplier' && papers.documents.length > 0
  return (
    <Panel
      title={translate('papers.questions')}
      hint={
        <>
          {translate('papers.questionsHint')} {translate('papers.askUntil')}：
          <Countdown until={papers.questionsUntil} now={papers.now} />
        </>
      }
      actions={isAsker && <AskButton papers={papers} />}
    >
      <AskState asked={asked}>
        {questions =>
          questions.length === 0 ? (
            <EmptyState text={translate('papers.noQuestion')} />
          ) : (
            <Stack component="ol" sx={{ gap: 2, m: 0, p: 0, listStyle: 'none' }}>
              {questions.map(question => (
                <li key={question.id}>
                  <QuestionItem question={question} papers={papers} role={role} />
                </li>
              ))}
            </Stack>
          )
        }
      </AskState>
    </Panel>
  )
}

function AskButton({ papers }: { readonly papers: TenderPapers }) {
  const translate = useTranslate()
  const [text, setText] = useState('')
  return (
    <VerbButton
      verb="askQuestion"
      document={ASK_QUESTION}
      incomplete={text.trim() === ''}
      variables={() => ({ tenderId: papers.id, text: text.trim() })}
      facts={[[translate('field.tender'), `${papers.code} ${papers.title}`]]}
      onDone={() => setText('')}
    >
      <TextField
        label={translate('papers.questionText')}
        value={text}
        onChange={event => setText(event.target.value)}
        multiline
        minRows={5}
        required
        slotProps={{ htmlInput: { maxLength: 2000 } }}
        helperText={translate('papers.questionHelp')}
      />
    </VerbButton>
  )
}

interface ItemProps {
  readonly question: Question
  readonly papers: TenderPapers
  readonly role: string
}

function QuestionItem({ question, papers, role }: ItemProps) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 0.5 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="subtitle2" component="h3">
          {translate('papers.question', { number: question.number })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {dateTime(question.askedAt)}
        </Typography>
        {question.isOwn && <Chip size="small" variant="outlined" label={translate('papers.own')} />}
        {role === 'office' && question.answer === null && <AnswerButton question={question} papers={papers} />}
      </Stack>
      <PlainText text={question.text} />
      {question.answer === null ? (
        <Typography color="textSecondary">{translate('papers.unanswered')}</Typography>
      ) : (
        <Stack sx={{ pl: 2, borderLeft: 3, borderColor: 'primary.main' }}>
          <Typography variant="body2" color="textSecondary">
            {translate('papers.answer')} · {dateTime(question.answeredAt)}
            {question.amendedVersion !== null &&
              ` · ${translate('papers.amended', { version: question.amendedVersion })}`}
          </Typography>
          <PlainText text={question.answer} />
        </Stack>
      )}
    </Stack>
  )
}

function AnswerButton({ question, papers }: Omit<ItemProps, 'role'>) {
  const translate = useTranslate()
  const newest = papers.documents[0]
  const [answer, setAnswer] = useState('')
  const [isAmending, setAmending] = useState(false)
  const [body, setBody] = useState(newest?.body ?? '')
  const [summary, setSummary] = useState('')
  const amendment = () => ({
    title: newest?.title ?? '',
    body,
    summary: summary.trim(),
    parts: newest?.parts.map(part => ({ title: part.title, body: part.body, fileId: part.fileId })) ?? [],
  })
  return (
    <VerbButton
      verb="answerQuestion"
      document={ANSWER_QUESTION}
      look="outlined"
      wide
      incomplete={answer.trim() === '' || (isAmending && summary.trim() === '')}
      variables={() => ({
        questionId: question.id,
        answer: answer.trim(),
        amendment: isAmending ? amendment() : null,
      })}
      facts={[[translate('papers.question', { number: question.number }), question.text]]}
    >
      <TextField
        label={translate('papers.answer')}
        value={answer}
        onChange={event => setAnswer(event.target.value)}
        multiline
        minRows={4}
        required
      />
      <FormControlLabel
        control={<Switch checked={isAmending} onChange={event => setAmending(event.target.checked)} />}
        label={translate('papers.amends')}
      />
      {isAmending && (
        <>
          <TextField
            label={translate('papers.summary')}
            value={summary}
            onChange={event => setSummary(event.target.value)}
            multiline
            minRows={2}
            required
          />
          <TextField
            label={translate('papers.newBody')}
            value={body}
            onChange={event => setBody(event.target.value)}
            multiline
            minRows={8}
            required
          />
        </>
      )}
    </VerbButton>
  )
}
