import { Button, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender, TenderCounters } from '../../../contract/index.ts'
import { useFirst } from '../../../data/useAsk.ts'
import { ASSIGN_REVIEW, FREEZE_SCORES, REPLACE_EXPERT } from '../../../documents/reviewCommands.ts'
import { TENDER_WATCH } from '../../../documents/tender.ts'
import { dateTime, whole } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ConflictButton } from './ConflictButton.tsx'

/** Sheets are handed out, scored and frozen. */
export function ReviewStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const watch = useFirst<{ counters: TenderCounters }>('tenders', TENDER_WATCH, { ids: [tender.id] }, { everyMs: 5000 })
  return (
    <AskState asked={watch}>
      {found => (
        <Panel
          title={translate('page.tender.thisStage')}
          hint={translate('page.review.hint')}
          actions={found && <ReviewVerbs tender={tender} counters={found.counters} />}
        >
          <Typography>
            {translate('page.review.progress', {
              done: whole(found?.counters.sheetsSubmitted),
              total: whole(found?.counters.sheets),
            })}
          </Typography>
          <Button component={Link} to="/reviewSheets">
            {translate('resources.reviewSheets.name')}
          </Button>
        </Panel>
      )}
    </AskState>
  )
}

interface ReviewVerbsProps {
  readonly tender: Tender
  readonly counters: TenderCounters
}

function ReviewVerbs({ tender, counters }: ReviewVerbsProps) {
  const translate = useTranslate()
  const { sheets, sheetsSubmitted, declarations } = counters
  if (tender.scoreFreeze) return null
  if (sheets === 0) {
    return (
      <>
        <ConflictButton tender={tender} />
        <VerbButton
          verb="assignReview"
          document={ASSIGN_REVIEW}
          variables={{ tenderId: tender.id }}
          facts={[[translate('figure.declarations'), whole(declarations)]]}
        />
      </>
    )
  }
  return (
    <>
      <ReplaceExpertButton tender={tender} />
      {sheetsSubmitted > 0 && (
        <VerbButton
          verb="freezeScores"
          document={FREEZE_SCORES}
          variables={{ tenderId: tender.id }}
          facts={[
            [translate('figure.sheetsSubmitted'), `${whole(sheetsSubmitted)} / ${whole(sheets)}`],
            [translate('time.recordedAt'), dateTime(tender.now)],
          ]}
        />
      )}
    </>
  )
}

function ReplaceExpertButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [expertCode, setExpert] = useState('')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="replaceExpert"
      document={REPLACE_EXPERT}
      look="outlined"
      danger
      incomplete={expertCode.trim() === '' || reason.trim() === ''}
      variables={() => ({ tenderId: tender.id, expertCode: expertCode.trim(), reason: reason.trim() })}
    >
      <TextField
        label={translate('field.expertCode')}
        value={expertCode}
        onChange={event => setExpert(event.target.value)}
        required
      />
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        required
        multiline
      />
    </VerbButton>
  )
}
