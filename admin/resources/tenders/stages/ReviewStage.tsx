import { Button, Step, StepLabel, Stepper, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { ReviewRounds, Tender, TenderCounters } from '../../../contract/index.ts'
import { rulesOf } from '../../../data/TenderContext.tsx'
import { useFirst } from '../../../data/useAsk.ts'
import { ASSIGN_REVIEW, FREEZE_SCORES } from '../../../documents/reviewCommands.ts'
import { ANNOUNCE_SCORES, REVIEW_ROUNDS, START_SECOND_REVIEW } from '../../../documents/reviewDesk.ts'
import { TENDER_WATCH } from '../../../documents/tender.ts'
import { dateTime, whole } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Panel } from '../../../ui/Panel.tsx'

const REFRESH_MS = 5000

/** The review as the office runs it: hand out, first review, announce, clarifications, re-review, freeze. */
export function ReviewStage({ tender }: { readonly tender: Tender }) {
  const filter = { ids: [tender.id] }
  const watch = useFirst<{ counters: TenderCounters }>('tenders', TENDER_WATCH, filter, { everyMs: REFRESH_MS })
  const rounds = useFirst<ReviewRounds>('tenders', REVIEW_ROUNDS, filter, { everyMs: REFRESH_MS })
  return (
    <AskState asked={watch}>
      {watched => (
        <AskState asked={rounds}>
          {found => watched && found && <Steps tender={tender} counters={watched.counters} rounds={found} />}
        </AskState>
      )}
    </AskState>
  )
}

interface StepsProps {
  readonly tender: Tender
  readonly counters: TenderCounters
  readonly rounds: ReviewRounds
}

type StepName = 'assign' | 'first' | 'announce' | 'clarify' | 'second' | 'freeze'

/** The steps that the pack asks for, and the one that is due. */
function stepsOf({ tender, counters, rounds }: StepsProps): {
  readonly steps: readonly StepName[]
  readonly at: StepName
} {
  const first = rounds.reviewRounds.find(round => round.phase === 'first')
  const hasSecond = rounds.reviewRounds.some(round => round.phase === 'second')
  const isScored = counters.sheets > 0 && counters.sheetsSubmitted === counters.sheets
  if (rulesOf(tender).review.rereview === 'none')
    return { steps: ['assign', 'first', 'freeze'], at: !first ? 'assign' : isScored ? 'freeze' : 'first' }
  const steps: readonly StepName[] = ['assign', 'first', 'announce', 'clarify', 'second', 'freeze']
  if (!first) return { steps, at: 'assign' }
  if (!first.closedAt) return { steps, at: isScored ? 'announce' : 'first' }
  if (!hasSecond) return { steps, at: first.clarifyUntil && rounds.now < first.clarifyUntil ? 'clarify' : 'second' }
  return { steps, at: isScored ? 'freeze' : 'second' }
}

function Steps(props: StepsProps) {
  const { tender, counters, rounds } = props
  const translate = useTranslate()
  const { steps, at } = stepsOf(props)
  const until = rounds.reviewRounds.find(round => round.phase === 'first')?.clarifyUntil
  return (
    <Panel
      title={translate('page.tender.thisStage')}
      hint={translate('page.review.hint')}
      actions={!tender.scoreFreeze && <DueVerb {...props} at={at} />}
    >
      <Stepper
        activeStep={tender.scoreFreeze ? steps.length : steps.indexOf(at)}
        orientation="vertical"
        aria-label={translate('reviewStage.steps')}
      >
        {steps.map(step => (
          <Step key={step}>
            <StepLabel optional={step === 'clarify' && until ? <Until until={until} now={rounds.now} /> : undefined}>
              {translate(`reviewStage.step.${step}`)}
            </StepLabel>
          </Step>
        ))}
      </Stepper>
      <Typography sx={{ mt: 1.5 }}>
        {translate('page.review.progress', { done: whole(counters.sheetsSubmitted), total: whole(counters.sheets) })}
      </Typography>
      <Button component={Link} to="/reviewDesk">
        {translate('page.reviewDesk.title')}
      </Button>
      <Button component={Link} to="/reviewSheets">
        {translate('resources.reviewSheets.name')}
      </Button>
    </Panel>
  )
}

function Until({ until, now }: { readonly until: string; readonly now: string }) {
  const translate = useTranslate()
  return (
    <Typography variant="body2">
      {translate('reviewStage.clarifyUntil')} <Countdown until={until} now={now} />
    </Typography>
  )
}

/** The office's next act; while experts score or suppliers clarify there is none. */
function DueVerb({ tender, counters, rounds, at }: StepsProps & { readonly at: StepName }) {
  const translate = useTranslate()
  const variables = { tenderId: tender.id }
  const sheets: readonly [string, string] = [
    translate('figure.sheetsSubmitted'),
    `${whole(counters.sheetsSubmitted)} / ${whole(counters.sheets)}`,
  ]
  const recorded: readonly [string, string] = [translate('time.recordedAt'), dateTime(tender.now)]
  if (at === 'assign') {
    const facts = [[translate('figure.declarations'), whole(counters.declarations)]] as const
    return <VerbButton verb="assignReview" document={ASSIGN_REVIEW} variables={variables} facts={facts} />
  }
  if (at === 'announce')
    return (
      <VerbButton verb="announceScores" document={ANNOUNCE_SCORES} variables={variables} facts={[sheets, recorded]} />
    )
  if (at === 'second' && !rounds.reviewRounds.some(round => round.phase === 'second'))
    return (
      <VerbButton verb="startSecondReview" document={START_SECOND_REVIEW} variables={variables} facts={[recorded]} />
    )
  if (at === 'freeze')
    return <VerbButton verb="freezeScores" document={FREEZE_SCORES} variables={variables} facts={[sheets, recorded]} />
  return null
}
