import { Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { formatYuan } from '#domain/money.ts'
import type { PriceRound, SealedBid } from '../../contract/index.ts'
import { dateTime, shortHash } from '../../formats.ts'
import { specName } from '../../ui/names.ts'
import { RowTable } from '../../ui/RowTable.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import type { Quote } from './sealQuote.ts'
import { type Attempts, useSealing } from './useSealing.ts'

interface SealButtonProps {
  readonly round: PriceRound
  readonly quotes: readonly Quote[]
  readonly bids: readonly SealedBid[]
  readonly attempts: Attempts
  /** The leaves of the checked receipts, and whose they are. */
  readonly onSealed: (leaves: ReadonlyMap<string, string>) => void
}

/** Reviews the prices, seals each in the browser, hands the envelopes in one by one and shows the checked receipts. */
export function SealButton(props: SealButtonProps) {
  const translate = useTranslate()
  // The prices under review are fixed when the dialog opens; each one handed in leaves the table behind it.
  const [reviewed, setReviewed] = useState<readonly Quote[] | null>(null)
  return (
    <>
      <Button variant="contained" disabled={props.quotes.length === 0} onClick={() => setReviewed(props.quotes)}>
        {translate('page.quotes.seal', { count: props.quotes.length })}
      </Button>
      {reviewed && <SealDialog {...props} quotes={reviewed} close={() => setReviewed(null)} />}
    </>
  )
}

function SealDialog({
  round,
  quotes,
  bids,
  attempts,
  onSealed,
  close,
}: SealButtonProps & { readonly close: () => void }) {
  const translate = useTranslate()
  const { isRunning, receipts, violations, seal } = useSealing(round, quotes, bids, attempts)
  const isDone = receipts.size === quotes.length
  function leave() {
    onSealed(new Map([...receipts].map(([id, receipt]) => [id, receipt.leaf])))
    close()
  }
  return (
    <Dialog open fullWidth maxWidth="md" onClose={isRunning ? undefined : leave}>
      <DialogTitle>
        {isDone
          ? translate('page.quotes.done')
          : translate('page.quotes.seal', { count: quotes.length - receipts.size })}
      </DialogTitle>
      <DialogContent>
        <Typography color="textSecondary">
          {translate(isDone ? 'page.quotes.receiptHint' : 'verb.submitBid.review')}
        </Typography>
        <RowTable
          rows={quotes}
          rowKey={([declaration]) => declaration.id}
          label={translate('page.quotes.title')}
          empty="—"
          columns={[
            { key: 'code', label: translate('field.lotCode'), cell: ([one]) => one.lot.code },
            { key: 'spec', label: translate('field.spec'), cell: ([one]) => specName(one.lot.spec, translate) },
            { key: 'price', label: translate('field.quote'), cell: ([, fen]) => `¥${formatYuan(fen)}`, numeric: true },
            {
              key: 'receipt',
              label: translate('field.receipt'),
              cell: ([one]) => {
                const receipt = receipts.get(one.id)
                if (!receipt) return translate('page.quotes.unsealed')
                return `✓ ${translate('page.quotes.verified')} ${shortHash(receipt.leaf)} · ${dateTime(receipt.submittedAt)}`
              },
            },
          ]}
        />
        {isRunning && (
          <LinearProgress
            variant="determinate"
            value={(receipts.size * 100) / quotes.length}
            aria-label={translate('page.quotes.sealing')}
          />
        )}
        <ViolationList violations={violations} />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={leave} disabled={isRunning} variant={isDone ? 'contained' : 'text'}>
          {translate(isDone ? 'ra.action.close' : 'ra.action.cancel')}
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
