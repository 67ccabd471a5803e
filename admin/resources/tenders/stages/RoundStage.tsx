import { Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { PriceRound, Tender } from '../../../contract/index.ts'
import { rulesOf } from '../../../data/TenderContext.tsx'
import { useAsk } from '../../../data/useAsk.ts'
import { useNow } from '../../../data/useNow.ts'
import { PRICE_ROUNDS } from '../../../documents/bid.ts'
import { CLOSE_PRICE_ROUND, OPEN_BIDS, OPEN_PRICE_ROUND, PREPARE_POLICY } from '../../../documents/bidCommands.ts'
import { dateTime, shortHash } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RoundState } from '../../../ui/RoundState.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { RestartRoundButton } from './RestartRoundButton.tsx'

interface StageProps {
  readonly tender: Tender
}

/** Round 1: keys, policy, close; the opening has a stage of its own. */
export function RoundOneStage({ tender }: StageProps) {
  return <RoundStage tender={tender} number={1} mayOpen={tender.stage === 'opening'} />
}

/** Round 2: keys, policy, close and opening. */
export function RoundTwoStage({ tender }: StageProps) {
  return <RoundStage tender={tender} number={2} mayOpen />
}

interface RoundStageProps extends StageProps {
  readonly number: number
  readonly mayOpen: boolean
}

function RoundStage({ tender, number, mayOpen }: RoundStageProps) {
  const translate = useTranslate()
  const asked = useAsk<{ priceRounds: readonly PriceRound[] }>(PRICE_ROUNDS, { tenderId: tender.id }, { everyMs: 5000 })
  return (
    <AskState asked={asked}>
      {({ priceRounds }) => {
        const round = priceRounds.find(one => one.number === number) ?? null
        return (
          <Panel
            title={
              <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
                {translate('page.round.title', { number })}
                {round && <StatusChip status={round.status} />}
              </Stack>
            }
            hint={translate('page.round.hint')}
            actions={
              <>
                {round && <RestartRoundButton tender={tender} round={round} />}
                <RoundVerbs tender={tender} round={round} number={number} mayOpen={mayOpen} />
              </>
            }
          >
            {round ? (
              <RoundState round={round} now={tender.now} />
            ) : (
              <Typography>{translate('page.round.none')}</Typography>
            )}
          </Panel>
        )
      }}
    </AskState>
  )
}

interface RoundVerbsProps extends RoundStageProps {
  readonly round: PriceRound | null
}

/** The one verb that fits the state of the round. */
function RoundVerbs({ tender, round, number, mayOpen }: RoundVerbsProps) {
  const translate = useTranslate()
  const now = useNow(tender.now)
  if (round === null) {
    return (
      <VerbButton
        verb="openPriceRound"
        document={OPEN_PRICE_ROUND}
        variables={{ tenderId: tender.id, number }}
        facts={[[translate('field.round'), number]]}
      />
    )
  }
  const variables = { roundId: round.id }
  const facts = [
    [translate('field.round'), number],
    [translate('field.closesAt'), dateTime(round.closesAt)],
    [translate('field.policyHash'), shortHash(round.policyHash)],
  ] as const
  const keysNeeded = rulesOf(tender).officers.count
  const isOver = now !== null && round.closesAt !== null && now >= new Date(round.closesAt).getTime()
  if (round.status === 'keying' && round.officerKeys.length >= keysNeeded) {
    return <VerbButton verb="preparePolicy" document={PREPARE_POLICY} variables={variables} facts={facts} />
  }
  if (round.status === 'open' && isOver) {
    return <VerbButton verb="closePriceRound" document={CLOSE_PRICE_ROUND} variables={variables} facts={facts} />
  }
  if (round.status === 'closed' && mayOpen) {
    return <VerbButton verb="openBids" document={OPEN_BIDS} variables={variables} facts={facts} />
  }
  if (round.status === 'opened') {
    return <Button href={`/documents/opening-record/${round.id}`}>{translate('page.round.record')}</Button>
  }
  return null
}
