import { Box, Button, Tooltip } from '@mui/material'
import { useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import { hex } from '#domain/bytes.ts'
import { withdrawalBytes } from '#domain/withdrawal.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, Receipt, SealedBid } from '../../contract/index.ts'
import type { ReceiptFile } from '../../crypto/receipt.ts'
import { WITHDRAW_BID } from '../../documents/bidCommands.ts'
import { dateTime, shortHash } from '../../formats.ts'
import { saveFile } from '../../randomness.ts'
import { specName } from '../../ui/names.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { fetchReceipts, placeOf, provenReceipt, ReceiptError } from './entryReceipts.ts'
import { quoteStatus } from './quoteRules.ts'
import type { CheckedRound } from './sealQuote.ts'

interface QuoteStateProps {
  readonly checked: CheckedRound | null
  readonly declaration: Declaration
  readonly bid: SealedBid | null
  readonly isOpen: boolean
  /** The receipt that this page has checked for the bid, if it has. */
  readonly receipt: ReceiptFile | null
  readonly onReceipt: (receipt: ReceiptFile) => void
  readonly onWithdrawn: () => void
}

/** What the platform holds of a quote, its receipt, and the way to take it back. */
export function QuoteState(props: QuoteStateProps) {
  const { checked, declaration, bid, isOpen, receipt, onReceipt, onWithdrawn } = props
  const translate = useTranslate()
  const status = quoteStatus(bid)
  const isChecked = receipt !== null && receipt.leaf === bid?.leaf
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <StatusChip status={status} set="quoteStatus" />
      {bid && (
        <Tooltip title={bid.leaf}>
          <span>
            {translate('quote.entry', { seq: bid.seq, time: dateTime(bid.submittedAt) })} ·{' '}
            <code>{shortHash(bid.leaf)}</code>
            {isChecked && ` · ✓ ${translate('page.quotes.verified')}`}
          </span>
        </Tooltip>
      )}
      {isChecked && (
        <Button size="small" onClick={() => saveReceipts([receipt])}>
          {translate('quote.saveReceipt')}
        </Button>
      )}
      {bid && checked && !isChecked && (
        <FetchReceipt checked={checked} declaration={declaration} bid={bid} onReceipt={onReceipt} />
      )}
      {isOpen && checked && bid && status === 'sealed' && (
        <Withdraw
          checked={checked}
          declaration={declaration}
          bid={bid}
          onReceipt={onReceipt}
          onWithdrawn={onWithdrawn}
        />
      )}
    </Box>
  )
}

/** Hands receipts to the person as one file. */
export function saveReceipts(receipts: readonly ReceiptFile[]): void {
  const [first] = receipts
  if (!first) return
  const name = receipts.length === 1 ? `${first.lot}-${first.seq}` : String(receipts.length)
  const content = receipts.length === 1 ? first : receipts
  saveFile(`receipt-${first.tender}-r${first.round}-${name}.json`, JSON.stringify(content, null, 2))
}

interface ActProps {
  readonly checked: CheckedRound
  readonly declaration: Declaration
  readonly bid: SealedBid
  readonly onReceipt: (receipt: ReceiptFile) => void
}

/** Another browser, or this one before it was closed, had the receipt: the platform makes it again, this page checks it. */
function FetchReceipt({ checked, declaration, bid, onReceipt }: ActProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const [isRunning, setRunning] = useState(false)
  async function fetch() {
    setRunning(true)
    try {
      const found = await fetchReceipts(checked, [declaration], declaration.id)
      const file = found.find(one => one.bid.leaf === bid.leaf)?.file
      if (file) onReceipt(file)
      else notify('error.receipt', { type: 'error' })
    } catch {
      notify('app.outage', { type: 'error' })
    } finally {
      setRunning(false)
    }
  }
  return (
    <Button size="small" onClick={fetch} loading={isRunning}>
      {translate('quote.fetchReceipt')}
    </Button>
  )
}

function Withdraw({ checked, declaration, bid, onReceipt, onWithdrawn }: ActProps & { onWithdrawn: () => void }) {
  const translate = useTranslate()
  const notify = useNotify()
  // One key per sealed entry, so that a retry of the withdrawal is the same withdrawal.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  async function check(result: unknown) {
    onWithdrawn()
    try {
      // A withdrawal's leaf follows from its place, so the browser can compute it as the platform must have.
      const entry = { seq: bid.seq + 1, policyVersion: checked.round.policyVersion, previous: bid }
      const place = placeOf(checked, declaration, entry)
      const own = { declaration, bytes: withdrawalBytes(place), policyHash: hex(place.policyHash) }
      if (!isReceipt(result)) throw new ReceiptError(['row'])
      onReceipt(await provenReceipt(checked, own, result))
      notify('quote.withdrawalProven', { type: 'success' })
    } catch {
      notify('error.receipt', { type: 'error' })
    }
  }
  return (
    <VerbButton
      verb="withdrawBid"
      document={WITHDRAW_BID}
      look="text"
      danger
      variables={{
        roundId: checked.round.id,
        declarationId: declaration.id,
        idempotencyKey: `${idempotencyKey}-${bid.seq}`,
      }}
      facts={[
        [translate('field.spec'), specName(declaration.lot.spec, translate)],
        [translate('field.receipt'), shortHash(bid.leaf)],
      ]}
      onDone={check}
    />
  )
}

function isReceipt(value: unknown): value is Receipt {
  return typeof value === 'object' && value !== null && 'leaf' in value && 'anchor' in value && 'checkpoint' in value
}
