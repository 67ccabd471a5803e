import { Alert, Button, FormControlLabel, Stack, Switch, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useRef, useState } from 'react'
import { formatYuan } from '#domain/money.ts'
import type { Declaration, PriceRound, SealedBid, Tender } from '../../contract/index.ts'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { useIsPast } from '../../data/useIsPast.ts'
import { useRoundPolicy } from '../../data/useRoundPolicy.ts'
import { whole } from '../../formats.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { LeaveGuard } from '../../ui/LeaveGuard.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ExcelQuotes } from './ExcelQuotes.tsx'
import { OfflineQuotes } from './OfflineQuotes.tsx'
import { PolicyPanel } from './PolicyPanel.tsx'
import { QuoteTable } from './QuoteTable.tsx'
import { type Desk, quoteStatus, type Round1Prices, type Texts, unsealedOnly, unsentQuotes } from './quoteRules.ts'
import { ReceiptPanel } from './ReceiptPanel.tsx'
import { type Reviewed, SealDialog } from './SealDialog.tsx'
import { StaleBanner } from './StaleBanner.tsx'
import { type CheckedRound, lastBid, type Quote, type SealedQuote, sealQuote } from './sealQuote.ts'
import type { Attempts } from './useSealing.ts'

interface QuoteDeskProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  readonly round1: Round1Prices
}

const NOTHING: Texts = new Map()

/** All own quotes of a round. Prices live in this component's memory only and are gone when the page is left. */
export function QuoteDesk({ tender, round, declarations, bids, round1 }: QuoteDeskProps) {
  const translate = useTranslate()
  const [typed, setTyped] = useState(NOTHING)
  const [sealed, setSealed] = useState(NOTHING)
  const [receipts, setReceipts] = useState<ReadonlyMap<string, ReceiptFile>>(new Map())
  const [reviewed, setReviewed] = useState<readonly Reviewed[] | null>(null)
  const [isFiltered, setFiltered] = useState(false)
  const attempts = useRef<Attempts>(new Map())
  const policy = useRoundPolicy(round, tender.code, true)
  const isOver = useIsPast(round.closesAt, tender.now)
  const isOpen = round.status === 'open' && !isOver
  const checked = isOpen || CLOSED.includes(round.status) ? checkedRound(round, policy) : null
  const desk: Desk = { declarations, bids, typed, sealed, round1 }
  const unsent = unsentQuotes(desk)
  const stale = declarations.flatMap(one => {
    const bid = lastBid(bids, one.id)
    return quoteStatus(bid) === 'stale' && bid ? [bid] : []
  })
  const again = unsent.ready.filter(([one]) => stale.some(bid => bid.declarationId === one.id))
  const maySeal = isOpen && checked !== null

  const keep = (id: string, receipt: ReceiptFile) => setReceipts(old => new Map(old).set(id, receipt))
  function settle(id: string, receipt: ReceiptFile) {
    keep(id, receipt)
    setSealed(old => new Map(old).set(id, (typed.get(id) ?? '').trim()))
  }
  function forget(id: string) {
    setTyped(old => without(old, id))
    setSealed(old => without(old, id))
  }
  const review = (quotes: readonly Quote[]) => {
    if (checked) setReviewed(quotes.map(quote => toReview(quote, checked, bids)))
  }
  return (
    <>
      <LeaveGuard holds={maySeal && unsent.count > 0} count={unsent.count} texts="quote.leave" />
      <StaleBanner
        tender={tender}
        round={round}
        stale={stale}
        typed={again.length}
        isOpen={maySeal}
        onSealAgain={() => review(again)}
      />
      <PolicyPanel tender={tender} round={round} checked={policy} />
      <Panel
        title={translate('page.quotes.table', {
          sealed: whole(declarations.filter(one => quoteStatus(lastBid(bids, one.id)) === 'sealed').length),
          count: whole(declarations.length),
        })}
        hint={<Countdown until={round.closesAt} now={tender.now} />}
      >
        <Stack sx={{ gap: 1.5 }}>
          <Typography color="textSecondary">
            {translate(maySeal ? 'page.quotes.tableHint' : 'page.quotes.closed')}
          </Typography>
          <ExcelQuotes
            tender={tender}
            round={round}
            declarations={declarations}
            isOpen={maySeal}
            onPrices={prices => setTyped(old => new Map([...old, ...prices]))}
          />
          <FormControlLabel
            control={<Switch checked={isFiltered} onChange={event => setFiltered(event.target.checked)} />}
            label={translate('quote.onlyUnsealed')}
          />
          <QuoteTable
            rows={isFiltered ? unsealedOnly(desk) : declarations}
            desk={desk}
            checked={checked}
            number={round.number}
            isOpen={maySeal}
            receipts={receipts}
            onReceipt={keep}
            onType={(id, text) => setTyped(old => new Map(old).set(id, text))}
            onWithdrawn={forget}
          />
          {maySeal && (
            <OfflineQuotes
              checked={checked}
              declarations={declarations}
              bids={bids}
              onQuotes={quotes =>
                setReviewed(quotes.map(quote => offlineReview(quote, translate('quote.offline.price'))))
              }
            />
          )}
        </Stack>
      </Panel>
      {checked && <ReceiptPanel checked={checked} declarations={declarations} bids={bids} onReceipt={keep} />}
      {maySeal && <SealBar unsent={unsent} onSeal={() => review(unsent.ready)} />}
      {reviewed && checked && (
        <SealDialog
          checked={checked}
          reviewed={reviewed}
          attempts={attempts.current}
          onReceipt={settle}
          close={() => setReviewed(null)}
        />
      )}
    </>
  )
}

interface SealBarProps {
  readonly unsent: ReturnType<typeof unsentQuotes>
  readonly onSeal: () => void
}

/** What is typed but not sealed, and the button for it: in sight however long the table is. */
function SealBar({ unsent, onSeal }: SealBarProps) {
  const translate = useTranslate()
  const { ready, count } = unsent
  if (count === 0) return null
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{
        position: 'sticky',
        bottom: 8,
        zIndex: 2,
        bgcolor: 'background.paper',
        alignItems: 'center',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
      }}
      action={
        <Button variant="contained" disabled={ready.length === 0} onClick={onSeal}>
          {translate('page.quotes.seal', { count: ready.length })}
        </Button>
      }
    >
      {translate('quote.unsent', { count, bad: count - ready.length })}
    </Alert>
  )
}

const CLOSED = ['closed', 'opening', 'opened']

function checkedRound(round: PriceRound, policy: ReturnType<typeof useRoundPolicy>): CheckedRound | null {
  return policy?.ok ? { round, policy: policy.policy } : null
}

function without(texts: Texts, id: string): Texts {
  return new Map([...texts].filter(([other]) => other !== id))
}

/** A typed price under review: sealed only when it is confirmed. */
function toReview(quote: Quote, checked: CheckedRound, bids: readonly SealedBid[]): Reviewed {
  const [declaration, priceFen] = quote
  const name = `${declaration.id}/${priceFen}`
  const seal = () => sealQuote(checked, quote, lastBid(bids, declaration.id))
  return { declaration, name, price: `¥${formatYuan(priceFen)}`, seal }
}

/** An envelope that was sealed elsewhere: its price is not known here. */
function offlineReview(quote: SealedQuote, price: string): Reviewed {
  return { declaration: quote.declaration, name: quote.leaf, price, seal: async () => quote }
}
