import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender, TenderCounters } from '../../../contract/index.ts'
import { useFirst } from '../../../data/useAsk.ts'
import { ASSIGN_REVIEW, FREEZE_SCORES } from '../../../documents/reviewCommands.ts'
import { TENDER_WATCH } from '../../../documents/tender.ts'
import { dateTime, whole } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Panel } from '../../../ui/Panel.tsx'

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
      <VerbButton
        verb="assignReview"
        document={ASSIGN_REVIEW}
        variables={{ tenderId: tender.id }}
        facts={[[translate('figure.declarations'), whole(declarations)]]}
      />
    )
  }
  return (
    <>
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
