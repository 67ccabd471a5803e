import { useTranslate } from 'ra-core'
import type { Declaration } from '../../contract/index.ts'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { money } from '../../formats.ts'
import { specName } from '../../ui/names.ts'
import { type RowColumn, RowTable } from '../../ui/RowTable.tsx'
import { QuoteInput } from './QuoteInput.tsx'
import { QuoteState } from './QuoteState.tsx'
import { type Desk, faultOf } from './quoteRules.ts'
import { type CheckedRound, lastBid } from './sealQuote.ts'

interface QuoteTableProps {
  readonly rows: readonly Declaration[]
  readonly desk: Desk
  readonly checked: CheckedRound | null
  readonly number: number
  readonly isOpen: boolean
  readonly receipts: ReadonlyMap<string, ReceiptFile>
  readonly onReceipt: (id: string, receipt: ReceiptFile) => void
  readonly onType: (id: string, text: string) => void
  readonly onWithdrawn: (id: string) => void
}

/** One price per declaration, with what the platform holds of it. */
export function QuoteTable(props: QuoteTableProps) {
  const { rows, desk, checked, number, isOpen, receipts, onReceipt, onType, onWithdrawn } = props
  const translate = useTranslate()
  const round1: RowColumn<Declaration> = {
    key: 'round1',
    label: translate('field.round1'),
    cell: row => money(desk.round1.get(row.id)),
    numeric: true,
  }
  return (
    <RowTable
      rows={rows}
      rowKey={row => row.id}
      label={translate('page.quotes.title')}
      empty={translate(desk.declarations.length > 0 ? 'quote.allSealed' : 'empty.quotes')}
      columns={[
        { key: 'code', label: translate('field.lotCode'), cell: row => row.lot.code },
        { key: 'spec', label: translate('field.spec'), cell: row => specName(row.lot.spec, translate) },
        { key: 'ceiling', label: translate('field.ceiling'), cell: row => money(row.lot.ceilingFen), numeric: true },
        ...(number === 2 ? [round1] : []),
        {
          key: 'price',
          label: translate('field.quote'),
          numeric: true,
          cell: row => {
            const text = desk.typed.get(row.id) ?? ''
            const fault = faultOf(text, row, desk.round1)
            return (
              <QuoteInput
                label={`${specName(row.lot.spec, translate)} ${translate('field.quote')}`}
                value={text}
                disabled={!isOpen}
                onChange={typed => onType(row.id, typed)}
                error={fault ? translate(fault) : null}
              />
            )
          },
        },
        {
          key: 'receipt',
          label: translate('quote.state'),
          cell: row => (
            <QuoteState
              checked={checked}
              declaration={row}
              bid={lastBid(desk.bids, row.id)}
              isOpen={isOpen}
              receipt={receipts.get(row.id) ?? null}
              onReceipt={receipt => onReceipt(row.id, receipt)}
              onWithdrawn={() => onWithdrawn(row.id)}
            />
          ),
        },
      ]}
    />
  )
}
