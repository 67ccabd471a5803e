import { Box, Button, Tooltip } from '@mui/material'
import { useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import { fromHex, hex } from '#domain/bytes.ts'
import { NO_PREVIOUS_LEAF } from '#domain/sealing.ts'
import { withdrawalLeaf } from '#domain/withdrawal.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, Receipt, SealedBid } from '../../contract/index.ts'
import { checkReceipt, type ReceiptFile } from '../../crypto/receipt.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { WITHDRAW_BID } from '../../documents/bidCommands.ts'
import { dateTime, shortHash } from '../../formats.ts'
import { saveFile } from '../../randomness.ts'
import { specName } from '../../ui/names.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import type { CheckedRound } from './sealQuote.ts'

interface QuoteStateProps {
  readonly checked: CheckedRound | null
  readonly declaration: Declaration
  readonly bid: SealedBid | null
  readonly isOpen: boolean
  /** The receipt that this page has checked for the bid, if it has. */
  readonly receipt: ReceiptFile | null
  readonly onWithdrawn: () => void
}

/** What the state of a declaration's quote is called. */
export type QuoteStatus = 'unsealed' | 'sealed' | 'withdrawn' | 'stale'

/** The state of the latest entry of a declaration. */
export function quoteStatus(bid: SealedBid | null): QuoteStatus {
  if (bid === null) return 'unsealed'
  if (bid.withdrawn) return 'withdrawn'
  return bid.isStale ? 'stale' : 'sealed'
}

/** What the platform holds of a quote, its receipt, and the way to take it back. */
export function QuoteState({ checked, declaration, bid, isOpen, receipt, onWithdrawn }: QuoteStateProps) {
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
      {isOpen && checked && bid && status === 'sealed' && (
        <Withdraw checked={checked} declaration={declaration} bid={bid} onWithdrawn={onWithdrawn} />
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

interface WithdrawProps {
  readonly checked: CheckedRound
  readonly declaration: Declaration
  readonly bid: SealedBid
  readonly onWithdrawn: () => void
}

function Withdraw({ checked, declaration, bid, onWithdrawn }: WithdrawProps) {
  const translate = useTranslate()
  const notify = useNotify()
  // One key per sealed entry, so that a retry of the withdrawal is the same withdrawal.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  async function check(result: unknown) {
    const isProven = isReceipt(result) && (await provesWithdrawal(checked, declaration, bid, result))
    notify(isProven ? 'quote.withdrawalProven' : 'error.receipt', { type: isProven ? 'success' : 'error' })
    onWithdrawn()
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

/** A withdrawal's leaf follows from its place, so the browser can compute it as the platform must have. */
async function provesWithdrawal(
  { round, policy }: CheckedRound,
  { lot, supplier }: Declaration,
  bid: SealedBid,
  { leaf, anchor, checkpoint }: Receipt,
): Promise<boolean> {
  const context = {
    policyHash: fromHex(round.policyHash ?? '') ?? NO_PREVIOUS_LEAF,
    round: round.number,
    lot: lot.code,
    supplier: supplier.code,
    seq: bid.seq + 1,
    previousLeaf: fromHex(bid.leaf) ?? NO_PREVIOUS_LEAF,
  }
  const ownLeaf = hex(await withdrawalLeaf(context, webCrypto))
  return (await checkReceipt({ ownLeaf, leaf, anchor, checkpoint, logKey: policy.logKey }, webCrypto)).length === 0
}
