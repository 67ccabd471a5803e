import { Alert, Stack, Step, StepLabel, Stepper, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { OfficerKey, PriceRound, Tender } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { OWN_SIGNING_KEY } from '../../documents/ceremony.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { FingerprintSheet } from '../../ui/FingerprintSheet.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RoundState, restartReason } from '../../ui/RoundState.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { KeyStep } from './KeyStep.tsx'
import { OpenStep } from './OpenStep.tsx'
import { SignStep } from './SignStep.tsx'

interface OfficerRoundProps {
  readonly tender: Tender
  readonly round: PriceRound
}

interface Me {
  readonly login: string
  readonly signingKey: string | null
}

/** One price round as an officer's ceremony: where it stands, and the one thing to do now. */
export function OfficerRound({ tender, round }: OfficerRoundProps) {
  const translate = useTranslate()
  const asked = useAsk<{ me: Me | null }>(OWN_SIGNING_KEY)
  return (
    <AskState asked={asked}>
      {({ me }) => {
        if (me === null) return null
        const own = round.officerKeys.find(key => key.code === me.login) ?? null
        return (
          <>
            <Panel
              title={
                <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
                  {translate('page.round.title', { number: round.number })}
                  <StatusChip status={round.status} />
                </Stack>
              }
              hint={<Countdown until={round.closesAt} now={tender.now} />}
            >
              <Stack sx={{ gap: 2.5 }}>
                <Steps round={round} own={own} />
                {round.restartReason && <Restarted round={round} />}
                <Present tender={tender} round={round} own={own} me={me} />
              </Stack>
            </Panel>
            <Panel title={translate('ceremony.everybody')} hint={translate('ceremony.everybodyHint')}>
              <RoundState round={round} now={tender.now} />
              <FingerprintSheet tender={tender} round={round} />
            </Panel>
          </>
        )
      }}
    </AskState>
  )
}

function Restarted({ round }: { readonly round: PriceRound }) {
  const translate = useTranslate()
  const reason = restartReason(round.restartReason ?? '', translate)
  return (
    <Alert severity="warning" variant="outlined">
      {translate('ceremony.restarted', { version: round.policyVersion, reason })}
    </Alert>
  )
}

const STEPS = ['keys', 'sign', 'bids', 'open'] as const
const STEP_OF: Readonly<Record<string, number>> = { keying: 0, signing: 1, open: 2, closed: 3, opening: 3, opened: 4 }

function Steps({ round, own }: { readonly round: PriceRound; readonly own: OfficerKey | null }) {
  const translate = useTranslate()
  const isDone = [own !== null, own !== null && own.policySignature !== null, false, (own?.handedIn ?? 0) > 0]
  const present = STEP_OF[round.status] ?? 0
  return (
    <Stepper activeStep={present} alternativeLabel aria-label={translate('ceremony.steps')}>
      {STEPS.map((step, i) => (
        <Step key={step} completed={i < present || (isDone[i] ?? false)}>
          <StepLabel>{translate(`ceremony.step.${step}`)}</StepLabel>
        </Step>
      ))}
    </Stepper>
  )
}

function Present({ tender, round, own, me }: OfficerRoundProps & { readonly own: OfficerKey | null; readonly me: Me }) {
  const translate = useTranslate()
  const place = { tenderCode: tender.code, login: me.login, pinned: me.signingKey }
  // A new version starts every step anew: what was loaded for the one before must not linger.
  const key = `${round.id}/${round.policyVersion}/${round.status === 'opening' ? 'closed' : round.status}`
  if (round.status === 'keying') return <KeyStep key={key} round={round} place={place} own={own} />
  if (round.status === 'signing') return <SignStep key={key} tender={tender} round={round} own={own} />
  if (round.status === 'closed' || round.status === 'opening')
    return <OpenStep key={key} tender={tender} round={round} own={own} />
  return <Typography>{translate(`page.round.officer.${round.status}`, { _: '' })}</Typography>
}
