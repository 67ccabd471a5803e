import { Box, Tooltip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Declaration, PriceRound, SealedBid } from '../../contract/index.ts'
import { WITHDRAW_BID } from '../../documents/bidCommands.ts'
import { dateTime, shortHash } from '../../formats.ts'
import { specName } from '../../ui/names.ts'

interface BidReceiptProps {
  readonly round: PriceRound
  readonly declaration: Declaration
  readonly bid: SealedBid | null
  readonly isOpen: boolean
  /** Leaves that this browser computed itself. */
  readonly checked: ReadonlySet<string>
}

/** What the platform holds of a quote: sequence, time and the envelope's leaf hash; it can be withdrawn until the close. */
export function BidReceipt({ round, declaration, bid, isOpen, checked }: BidReceiptProps) {
  const translate = useTranslate()
  // One key per sealed entry, so that a retry of the withdrawal is the same withdrawal.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  if (bid === null) return <>{translate('page.quotes.unsealed')}</>
  const text = translate(bid.withdrawn ? 'page.quotes.withdrawn' : 'page.quotes.sealed', {
    seq: bid.seq,
    time: dateTime(bid.submittedAt),
  })
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <Tooltip title={bid.leaf}>
        <span>
          {text} · <code>{shortHash(bid.leaf)}</code>
          {checked.has(bid.leaf) && ` · ✓ ${translate('page.quotes.verified')}`}
        </span>
      </Tooltip>
      {isOpen && !bid.withdrawn && (
        <VerbButton
          verb="withdrawBid"
          document={WITHDRAW_BID}
          look="text"
          danger
          variables={{
            roundId: round.id,
            declarationId: declaration.id,
            idempotencyKey: `${idempotencyKey}-${bid.seq}`,
          }}
          facts={[
            [translate('field.spec'), specName(declaration.lot.spec, translate)],
            [translate('field.receipt'), shortHash(bid.leaf)],
          ]}
        />
      )}
    </Box>
  )
}
