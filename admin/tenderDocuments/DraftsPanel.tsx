import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { DraftComment, DraftDocument, TenderPapers } from '../contract/tenderDocument.ts'
import { useAll } from '../data/useAsk.ts'
import {
  ANSWER_COMMENT,
  COMMENT_DRAFT,
  DRAFT_COMMENTS,
  DRAFT_DOCUMENTS,
  HIDE_COMMENT,
  PUBLISH_COMMENTS,
} from '../documents/tenderDocument.ts'
import { useTry } from '../doors/useTry.ts'
import { dateTime } from '../formats.ts'
import { command } from '../graphqlClient.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Panel } from '../ui/Panel.tsx'
import { PlainText } from './PlainText.tsx'

/** Drafts put up for comments: anybody comments, the office answers, then all is public together. */
export function DraftsPanel({ papers, role }: { readonly papers: TenderPapers; readonly role: string }) {
  const translate = useTranslate()
  const asked = useAll<DraftDocument>('draftDocuments', DRAFT_DOCUMENTS, { tenderId: papers.id })
  return (
    <Panel title={translate('papers.drafts')} hint={translate('papers.draftsHint')}>
      <AskState asked={asked}>
        {drafts =>
          drafts.length === 0 ? (
            <EmptyState text={translate('papers.noDraft')} />
          ) : (
            <Stack sx={{ gap: 3 }}>
              {drafts.map(draft => (
                <Draft key={draft.id} draft={draft} now={papers.now} role={role} />
              ))}
            </Stack>
          )
        }
      </AskState>
    </Panel>
  )
}

interface DraftProps {
  readonly draft: DraftDocument
  readonly now: string
  readonly role: string
}

const WATCHERS: readonly string[] = ['office', 'supervisor', 'auditor']

function Draft({ draft, now, role }: DraftProps) {
  const translate = useTranslate()
  const isOpen = new Date(now) < new Date(draft.closesAt)
  const isPublished = draft.answersPublishedAt !== null
  return (
    <Stack component="article" aria-label={draft.title} sx={{ gap: 1 }}>
      <Typography variant="h3" component="h3">
        {draft.title}
      </Typography>
      <Facts
        facts={[
          [translate('field.publishedAt'), dateTime(draft.publishedAt)],
          [translate('papers.commentUntil'), <Countdown key="until" until={draft.closesAt} now={now} />],
          ['SHA-256', <code key="hash">{draft.hash}</code>],
        ]}
      />
      <PlainText text={draft.body} />
      {isOpen && role === 'public' && <CommentForm draftId={draft.id} />}
      {isPublished || WATCHERS.includes(role) ? (
        <Comments draft={draft} role={role} mayPublish={!isOpen && !isPublished} />
      ) : (
        !isOpen && <Typography color="textSecondary">{translate('papers.answersLater')}</Typography>
      )}
    </Stack>
  )
}

/** Writes a comment. The second field is out of sight: only machines fill it in. */
function CommentForm({ draftId }: { readonly draftId: string }) {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const { isRunning, error, attempt } = useTry()
  const [text, setText] = useState('')
  const [website, setWebsite] = useState('')
  const [isSent, setSent] = useState(false)
  async function send(event: FormEvent) {
    event.preventDefault()
    const done = await attempt(async () => {
      await command('commentDraft', COMMENT_DRAFT, { draftId, text: text.trim(), website })
      await queryClient.invalidateQueries()
    })
    if (!done) return
    setSent(true)
    setText('')
  }
  return (
    <Stack component="form" onSubmit={send} sx={{ gap: 1, maxWidth: '75ch' }}>
      <TextField
        label={translate('papers.comment')}
        helperText={translate('papers.commentHelp')}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setSent(false)
        }}
        multiline
        minRows={4}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <Box aria-hidden sx={{ position: 'absolute', left: -10_000 }}>
        <input
          name="website"
          tabIndex={-1}
          autoComplete="off"
          value={website}
          onChange={e => setWebsite(e.target.value)}
        />
      </Box>
      {error && <Alert severity="error">{error}</Alert>}
      {isSent && <Alert severity="success">{translate('papers.commentSent')}</Alert>}
      <Button type="submit" variant="contained" disabled={isRunning || text.trim() === ''} sx={{ alignSelf: 'start' }}>
        {translate('papers.sendComment')}
      </Button>
    </Stack>
  )
}

function Comments({ draft, role, mayPublish }: { draft: DraftDocument; role: string; mayPublish: boolean }) {
  const translate = useTranslate()
  const asked = useAll<DraftComment>('draftComments', DRAFT_COMMENTS, { draftId: draft.id })
  const isOffice = role === 'office'
  return (
    <AskState asked={asked}>
      {comments => (
        <Stack sx={{ gap: 1.5 }}>
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
            <Typography variant="subtitle2" component="h3">
              {translate('papers.comments', { count: comments.length })}
            </Typography>
            {isOffice && mayPublish && (
              <VerbButton
                verb="publishComments"
                document={PUBLISH_COMMENTS}
                variables={{ draftId: draft.id }}
                facts={[[translate('papers.comments', { count: comments.length }), draft.title]]}
              />
            )}
          </Stack>
          {comments.map(comment => (
            <Comment key={comment.id} comment={comment} mayAct={isOffice && draft.answersPublishedAt === null} />
          ))}
        </Stack>
      )}
    </AskState>
  )
}

function Comment({ comment, mayAct }: { readonly comment: DraftComment; readonly mayAct: boolean }) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 0.5 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2" color="textSecondary">
          {translate('papers.commentNo', { number: comment.number })} · {dateTime(comment.submittedAt)}
        </Typography>
        {mayAct && <ReplyButton comment={comment} verb="answerComment" />}
        {mayAct && comment.hiddenReason === null && <ReplyButton comment={comment} verb="hideComment" />}
      </Stack>
      {comment.text !== null && <PlainText text={comment.text} />}
      {comment.hiddenReason !== null && (
        <Typography color="textSecondary">
          {translate('papers.hidden')}：{comment.hiddenReason}
        </Typography>
      )}
      {comment.answer !== null && (
        <Box sx={{ pl: 2, borderLeft: 3, borderColor: 'primary.main' }}>
          <PlainText text={comment.answer} />
        </Box>
      )}
    </Stack>
  )
}

/** Answers a comment, or hides it with a reason that is published. */
function ReplyButton({ comment, verb }: { comment: DraftComment; verb: 'answerComment' | 'hideComment' }) {
  const translate = useTranslate()
  const isHiding = verb === 'hideComment'
  const [text, setText] = useState(isHiding ? '' : (comment.answer ?? ''))
  return (
    <VerbButton
      verb={verb}
      document={isHiding ? HIDE_COMMENT : ANSWER_COMMENT}
      look="text"
      danger={isHiding}
      incomplete={text.trim() === ''}
      variables={() => ({ commentId: comment.id, [isHiding ? 'reason' : 'answer']: text.trim() })}
      facts={[[translate('papers.commentNo', { number: comment.number }), comment.text ?? '']]}
    >
      <TextField
        label={translate(isHiding ? 'papers.hideReason' : 'papers.answer')}
        value={text}
        onChange={event => setText(event.target.value)}
        multiline
        minRows={3}
        required
      />
    </VerbButton>
  )
}
