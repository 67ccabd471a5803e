import { Alert, AlertTitle, Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { parsePolicy } from '#domain/sealing.ts'
import type { PriceRound, SealedBid, Tender } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { ROUND_POLICIES } from '../../documents/bid.ts'
import { dateTime } from '../../formats.ts'
import { restartReason } from '../../ui/RoundState.tsx'
import { policyChanges } from './quoteRules.ts'

interface StaleBannerProps {
  readonly tender: Tender
  readonly round: PriceRound
  /** Latest entries that are void. */
  readonly stale: readonly SealedBid[]
  /** How many of them are still typed in on this page. */
  readonly typed: number
  readonly isOpen: boolean
  readonly onSealAgain: () => void
}

/** Quotes became void: why, what changed, and what is to be done by when. */
export function StaleBanner({ tender, round, stale, typed, isOpen, onSealAgain }: StaleBannerProps) {
  const translate = useTranslate()
  if (stale.length === 0) return null
  const missing = stale.length - typed
  return (
    <Alert severity="error" variant="filled" sx={{ bgcolor: 'error.dark' }}>
      <AlertTitle>{translate('quote.stale.title', { count: stale.length })}</AlertTitle>
      {translate('quote.stale.reason', { reason: restartReason(round.restartReason ?? '', translate) })}
      <Changes tender={tender} round={round} version={stale[0]?.policyVersion ?? 1} />
      {isOpen ? (
        <>
          {translate('quote.stale.until', { time: dateTime(round.closesAt) })}
          {typed > 0 && (
            <Box sx={{ mt: 1 }}>
              <Button variant="contained" color="inherit" sx={{ color: 'error.dark' }} onClick={onSealAgain}>
                {translate('quote.stale.again', { count: typed })}
              </Button>
            </Box>
          )}
          {missing > 0 && <Box sx={{ mt: 1 }}>{translate('quote.stale.typeAgain', { count: missing })}</Box>}
        </>
      ) : (
        translate('quote.stale.wait')
      )}
    </Alert>
  )
}

interface Policies {
  readonly priceRounds: readonly {
    readonly id: string
    readonly policies: readonly { readonly version: number; readonly policy: string }[]
  }[]
}

function Changes({
  tender,
  round,
  version,
}: Pick<StaleBannerProps, 'tender' | 'round'> & { readonly version: number }) {
  const translate = useTranslate()
  const { data } = useAsk<Policies>(ROUND_POLICIES, { tenderId: tender.id })
  const policies = data?.priceRounds.find(one => one.id === round.id)?.policies
  const before = parsePolicy(policies?.find(one => one.version === version)?.policy ?? '')
  const now = parsePolicy(round.policy ?? '')
  if (!before || !now) return null
  const times = { before: dateTime(before.deadline), now: dateTime(now.deadline) }
  return (
    <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
      {policyChanges(before, now).map(change => (
        <li key={change}>{translate(`quote.change.${change}`, times)}</li>
      ))}
    </Box>
  )
}
