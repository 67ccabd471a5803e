import { Alert, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Declaration, OpenedBid, PriceRound, RankingEntry, SealedBid, Tender } from '../../contract/index.ts'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { OPENED_BIDS, PRICE_ROUNDS, SEALED_BIDS } from '../../documents/bid.ts'
import { DECLARATIONS, RANKINGS } from '../../documents/review.ts'
import { AskState } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { QuoteDesk } from './QuoteDesk.tsx'

/** A supplier seals its prices in the browser; nobody reads them before the opening, not even this platform. */
export default function QuotesPage() {
  return <TaskFrame name="quotes">{tender => <Rounds tender={tender} />}</TaskFrame>
}

function Rounds({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ priceRounds: readonly PriceRound[] }>(
    PRICE_ROUNDS,
    { tenderId: tender.id },
    { everyMs: 10_000 },
  )
  return (
    <AskState asked={asked}>
      {({ priceRounds }) => {
        const sorted = [...priceRounds].sort((a, b) => b.number - a.number)
        const round = sorted[0]
        if (!round) return <Alert severity="info">{translate('page.quotes.noRound')}</Alert>
        return <Round key={round.id} tender={tender} round={round} first={sorted.find(one => one.number === 1)} />
      }}
    </AskState>
  )
}

interface RoundProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly first: PriceRound | undefined
}

function Round({ tender, round, first }: RoundProps) {
  const isSecond = round.number === 2
  const filter = { tenderId: tender.id }
  const declarations = useAll<Declaration>('declarations', DECLARATIONS, { ...filter, status: 'submitted' })
  const ranks = useAll<RankingEntry>(
    'rankings',
    RANKINGS,
    { ...filter, phase: 'shortlist', selected: true },
    { enabled: isSecond },
  )
  const opened = useAll<OpenedBid>(
    'openedBids',
    OPENED_BIDS,
    { roundId: first?.id },
    { enabled: isSecond && first !== undefined },
  )
  const bids = useAll<SealedBid>('sealedBids', SEALED_BIDS, { roundId: round.id })
  const shortlisted = new Set(ranks.data?.map(entry => entry.declaration.id))
  const round1 = new Map(opened.data?.map(bid => [bid.declaration.id, bid.priceFen]))
  return (
    <AskState asked={declarations}>
      {rows => (
        <AskState asked={bids}>
          {bidRows => (
            <>
              <Explanation />
              <QuoteDesk
                tender={tender}
                round={round}
                declarations={isSecond ? rows.filter(row => shortlisted.has(row.id)) : rows}
                bids={bidRows.map(bid => ({ ...bid, isStale: bid.isStale || bid.policyVersion < round.policyVersion }))}
                round1={round1}
              />
            </>
          )}
        </AskState>
      )}
    </AskState>
  )
}

function Explanation() {
  const translate = useTranslate()
  return (
    <Typography color="textSecondary" sx={{ maxWidth: 900 }}>
      {translate('page.quotes.explanation')}
    </Typography>
  )
}
