import { Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { dateTime, percent, shortHash } from '../../formats.ts'
import { specName } from '../../ui/names.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { saveReceipts } from './QuoteState.tsx'
import type { CheckedRound } from './sealQuote.ts'
import { type Attempts, type Submission, useSealing } from './useSealing.ts'

/** A quote under review. */
export interface Reviewed extends Submission {
  /** The price in words; an envelope that was sealed elsewhere shows none. */
  readonly price: ReactNode
}

interface SealDialogProps {
  readonly checked: CheckedRound
  readonly reviewed: readonly Reviewed[]
  readonly attempts: Attempts
  readonly onReceipt: (id: string, receipt: ReceiptFile) => void
  readonly close: () => void
}

/** Shows what will be sealed, hands it in, and shows the receipts that this browser has checked. */
export function SealDialog({ checked, reviewed, attempts, onReceipt, close }: SealDialogProps) {
  const translate = useTranslate()
  const { isRunning, receipts, violations, seal } = useSealing(checked, reviewed, attempts, onReceipt)
  const isDone = receipts.size === reviewed.length
  const left = reviewed.length - receipts.size
  return (
    <Dialog open fullWidth maxWidth="md" onClose={isRunning ? undefined : close}>
      <DialogTitle>
        {isDone ? translate('page.quotes.done') : translate('page.quotes.seal', { count: left })}
      </DialogTitle>
      <DialogContent>
        <Typography color="textSecondary" sx={{ mb: 1 }}>
          {translate(isDone ? 'page.quotes.receiptHint' : 'verb.submitBid.review')}
        </Typography>
        {isRunning && (
          <>
            <Typography role="status">
              {translate('page.quotes.sealing')} {receipts.size} / {reviewed.length}
            </Typography>
            <LinearProgress
              variant="determinate"
              value={percent(receipts.size, reviewed.length)}
              aria-label={translate('page.quotes.sealing')}
            />
          </>
        )}
        <ViolationList violations={violations} />
        <ReviewTable reviewed={reviewed} receipts={receipts} />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        {receipts.size > 0 && !isRunning && (
          <Button variant={isDone ? 'contained' : 'outlined'} onClick={() => saveReceipts([...receipts.values()])}>
            {translate('quote.saveReceipts', { count: receipts.size })}
          </Button>
        )}
        <Button onClick={close} disabled={isRunning}>
          {translate(receipts.size > 0 ? 'ra.action.close' : 'ra.action.cancel')}
        </Button>
        {!isDone && (
          <Button variant="contained" onClick={seal} disabled={isRunning} loading={isRunning}>
            {translate('page.quotes.confirm')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

interface ReviewTableProps {
  readonly reviewed: readonly Reviewed[]
  readonly receipts: ReadonlyMap<string, ReceiptFile>
}

function ReviewTable({ reviewed, receipts }: ReviewTableProps) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={reviewed}
      rowKey={({ declaration }) => declaration.id}
      label={translate('page.quotes.title')}
      empty="—"
      maxHeight={420}
      columns={[
        { key: 'code', label: translate('field.lotCode'), cell: ({ declaration }) => declaration.lot.code },
        {
          key: 'spec',
          label: translate('field.spec'),
          cell: ({ declaration }) => specName(declaration.lot.spec, translate),
        },
        { key: 'price', label: translate('field.quote'), cell: ({ price }) => price, numeric: true },
        {
          key: 'receipt',
          label: translate('field.receipt'),
          cell: ({ declaration }) => {
            const receipt = receipts.get(declaration.id)
            if (!receipt) return translate('quoteStatus.unsealed')
            return `✓ ${translate('page.quotes.verified')} ${shortHash(receipt.leaf)} · ${dateTime(receipt.submittedAt)}`
          },
        },
      ]}
    />
  )
}
