import { Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { checkQuote } from '#domain/ceiling.ts'
import { formatYuan, parseYuan } from '#domain/money.ts'
import type { Declaration, PriceRound, Receipt, SealedBid, Tender } from '../../contract/index.ts'
import { useNow } from '../../data/useNow.ts'
import { useRun } from '../../data/useRun.ts'
import { SUBMIT_BID } from '../../documents/bidCommands.ts'
import { money, whole } from '../../formats.ts'
import { CellInput } from '../../ui/CellInput.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { BidReceipt } from './BidReceipt.tsx'
import { lastBid, sealQuote } from './sealQuote.ts'

interface QuoteTableProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  /** Own prices of round 1 by declaration; empty in round 1. */
  readonly round1: ReadonlyMap<string, string | null>
}

type Quote = readonly [declaration: Declaration, priceFen: bigint]

function limitOf(declaration: Declaration, round1: QuoteTableProps['round1']) {
  const earlier = round1.get(declaration.id)
  return {
    ceilingFen: BigInt(declaration.lot.ceilingFen ?? 0),
    round1Fen: earlier ? BigInt(earlier) : null,
  }
}

/** The message key of what is wrong with a typed price; null if nothing is. */
function faultOf(text: string, declaration: Declaration, round1: QuoteTableProps['round1']): string | null {
  if (text.trim() === '') return null
  const priceFen = parseYuan(text.trim())
  if (priceFen === null) return 'error.yuan'
  const { ceilingFen, round1Fen } = limitOf(declaration, round1)
  const [found] = checkQuote(priceFen, ceilingFen, round1Fen)
  return found ? `error.quote.${found.code}` : null
}

/** One price per declaration. Prices live in this component's memory only and are gone when the page is left. */
export function QuoteTable({ tender, round, declarations, bids, round1 }: QuoteTableProps) {
  const translate = useTranslate()
  const now = useNow(tender.now)
  const [prices, setPrices] = useState<ReadonlyMap<string, string>>(new Map())
  const isOver = now !== null && round.closesAt !== null && now >= new Date(round.closesAt).getTime()
  const isOpen = round.status === 'open' && !isOver
  const quotes = declarations.flatMap((declaration): Quote[] => {
    const text = (prices.get(declaration.id) ?? '').trim()
    const priceFen = parseYuan(text)
    return priceFen === null || faultOf(text, declaration, round1) ? [] : [[declaration, priceFen]]
  })
  const forget = (id: string) => setPrices(old => new Map([...old].filter(([key]) => key !== id)))
  return (
    <Panel
      title={translate('page.quotes.table', {
        sealed: whole(sealedCount(declarations, bids)),
        count: whole(declarations.length),
      })}
      hint={translate(isOpen ? 'page.quotes.tableHint' : 'page.quotes.closed')}
      flush
      actions={
        isOpen && quotes.length > 0 && <SealButton round={round} quotes={quotes} bids={bids} onSealed={forget} />
      }
    >
      <RowTable
        rows={declarations}
        rowKey={row => row.id}
        label={translate('page.quotes.title')}
        empty={translate('empty.quotes')}
        columns={[
          { key: 'code', label: translate('field.lotCode'), cell: row => row.lot.code },
          { key: 'spec', label: translate('field.spec'), cell: row => specName(row.lot.spec, translate) },
          { key: 'ceiling', label: translate('field.ceiling'), cell: row => money(row.lot.ceilingFen), numeric: true },
          ...(round.number === 2
            ? [
                {
                  key: 'round1',
                  label: translate('field.round1'),
                  cell: (row: Declaration) => money(round1.get(row.id)),
                  numeric: true,
                },
              ]
            : []),
          {
            key: 'price',
            label: translate('field.quote'),
            numeric: true,
            cell: row => {
              const fault = faultOf(prices.get(row.id) ?? '', row, round1)
              return (
                <CellInput
                  label={`${specName(row.lot.spec, translate)} ${translate('field.quote')}`}
                  value={prices.get(row.id) ?? ''}
                  disabled={!isOpen}
                  onChange={text => setPrices(old => new Map(old).set(row.id, text))}
                  error={fault ? translate(fault) : null}
                />
              )
            },
          },
          {
            key: 'receipt',
            label: translate('field.receipt'),
            cell: row => <BidReceipt round={round} declaration={row} bid={lastBid(bids, row.id)} isOpen={isOpen} />,
          },
        ]}
      />
    </Panel>
  )
}

function sealedCount(declarations: readonly Declaration[], bids: readonly SealedBid[]): number {
  return declarations.filter(one => lastBid(bids, one.id)?.withdrawn === false).length
}

interface SealButtonProps {
  readonly round: PriceRound
  readonly quotes: readonly Quote[]
  readonly bids: readonly SealedBid[]
  readonly onSealed: (declarationId: string) => void
}

/** Reviews the prices, seals each in the browser and hands the envelopes in one by one. */
function SealButton(props: SealButtonProps) {
  const translate = useTranslate()
  // The prices under review are fixed when the dialog opens; each one handed in leaves the table behind it.
  const [reviewed, setReviewed] = useState<readonly Quote[] | null>(null)
  return (
    <>
      <Button variant="contained" onClick={() => setReviewed(props.quotes)}>
        {translate('page.quotes.seal', { count: props.quotes.length })}
      </Button>
      {reviewed && <SealDialog {...props} quotes={reviewed} close={() => setReviewed(null)} />}
    </>
  )
}

function SealDialog({ round, quotes, bids, onSealed, close }: SealButtonProps & { readonly close: () => void }) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const [done, setDone] = useState<readonly string[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const left = quotes.filter(([declaration]) => !done.includes(declaration.id))
  async function seal() {
    const sealed: string[] = [...done]
    for (const [declaration, priceFen] of left) {
      const quote = await sealQuote(round, declaration, priceFen, lastBid(bids, declaration.id)).catch(error => {
        setFault(error instanceof Error ? error.message : 'error.policy')
        return null
      })
      const receipt = quote && (await run<Receipt>('submitBid', SUBMIT_BID, { ...quote }))
      if (!receipt) break
      sealed.push(declaration.id)
      setDone([...sealed])
    }
    if (sealed.length < quotes.length) return
    for (const id of sealed) onSealed(id)
    close()
  }
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={isRunning ? undefined : close}>
      <DialogTitle>{translate('page.quotes.seal', { count: left.length })}</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary">{translate('verb.submitBid.review')}</Typography>
        <RowTable
          rows={quotes}
          rowKey={([declaration]) => declaration.id}
          label={translate('page.quotes.title')}
          empty="—"
          columns={[
            { key: 'code', label: translate('field.lotCode'), cell: ([one]) => one.lot.code },
            { key: 'spec', label: translate('field.spec'), cell: ([one]) => specName(one.lot.spec, translate) },
            { key: 'price', label: translate('field.quote'), cell: ([, fen]) => `¥${formatYuan(fen)}`, numeric: true },
            { key: 'done', label: '', cell: ([one]) => (done.includes(one.id) ? '✓' : '') },
          ]}
        />
        {isRunning && (
          <LinearProgress
            variant="determinate"
            value={(done.length * 100) / quotes.length}
            aria-label={translate('page.quotes.sealing')}
          />
        )}
        {fault && <Typography color="error">{translate(fault, { _: translate('error.policy') })}</Typography>}
        <ViolationList violations={violations} />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close} disabled={isRunning}>
          {translate('ra.action.cancel')}
        </Button>
        <Button variant="contained" onClick={seal} disabled={isRunning} loading={isRunning}>
          {translate('page.quotes.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
