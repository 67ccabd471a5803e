import { useTranslate } from 'ra-core'
import { useRef, useState } from 'react'
import { checkQuote } from '#domain/ceiling.ts'
import { parseYuan } from '#domain/money.ts'
import type { Declaration, PriceRound, SealedBid, Tender } from '../../contract/index.ts'
import { useNow } from '../../data/useNow.ts'
import { money, whole } from '../../formats.ts'
import { CellInput } from '../../ui/CellInput.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { BidReceipt } from './BidReceipt.tsx'
import { SealButton } from './SealButton.tsx'
import { lastBid, type Quote } from './sealQuote.ts'
import type { Attempts } from './useSealing.ts'

interface QuoteTableProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  /** Own prices of round 1 by declaration; empty in round 1. */
  readonly round1: ReadonlyMap<string, string | null>
}

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
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const attempts = useRef<Attempts>(new Map())
  const isOver = now !== null && round.closesAt !== null && now >= new Date(round.closesAt).getTime()
  const isOpen = round.status === 'open' && !isOver
  const quotes = declarations.flatMap((declaration): Quote[] => {
    const text = (prices.get(declaration.id) ?? '').trim()
    const priceFen = parseYuan(text)
    return priceFen === null || faultOf(text, declaration, round1) ? [] : [[declaration, priceFen]]
  })
  function settle(leaves: ReadonlyMap<string, string>) {
    setPrices(old => new Map([...old].filter(([id]) => !leaves.has(id))))
    setChecked(old => new Set([...old, ...leaves.values()]))
  }
  return (
    <Panel
      title={translate('page.quotes.table', {
        sealed: whole(sealedCount(declarations, bids)),
        count: whole(declarations.length),
      })}
      hint={translate(isOpen ? 'page.quotes.tableHint' : 'page.quotes.closed')}
      flush
      actions={
        isOpen && <SealButton round={round} quotes={quotes} bids={bids} attempts={attempts.current} onSealed={settle} />
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
            cell: row => (
              <BidReceipt
                round={round}
                declaration={row}
                bid={lastBid(bids, row.id)}
                isOpen={isOpen}
                checked={checked}
              />
            ),
          },
        ]}
      />
    </Panel>
  )
}

function sealedCount(declarations: readonly Declaration[], bids: readonly SealedBid[]): number {
  return declarations.filter(one => lastBid(bids, one.id)?.withdrawn === false).length
}
