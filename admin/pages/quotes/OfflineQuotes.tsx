import { Alert, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Declaration, SealedBid } from '../../contract/index.ts'
import { FileDrop } from './FileDrop.tsx'
import { type ReadEnvelopes, readEnvelopes } from './offlineEnvelopes.ts'
import type { CheckedRound, SealedQuote } from './sealQuote.ts'

interface OfflineQuotesProps {
  readonly checked: CheckedRound
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  readonly onQuotes: (quotes: readonly SealedQuote[]) => void
}

/** For those who seal on a computer without a network: the kit to seal by, and the envelopes to hand in. */
export function OfflineQuotes({ checked, declarations, bids, onQuotes }: OfflineQuotesProps) {
  const translate = useTranslate()
  const [read, setRead] = useState<ReadEnvelopes | null>(null)
  async function load(file: File) {
    const found = await readEnvelopes(await file.text(), { checked, declarations, bids })
    setRead(found)
    if (found.ok) onQuotes(found.quotes)
  }
  return (
    <>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button variant="outlined" href={`/documents/sealing-kit/${checked.round.id}`}>
          {translate('quote.offline.kit')}
        </Button>
        <FileDrop label={translate('quote.offline.load')} accept=".json" onFile={load} />
      </Stack>
      {read && !read.ok && (
        <Alert severity="error" variant="outlined" sx={{ mt: 1 }}>
          {'fault' in read
            ? translate(`quote.offline.fault.${read.fault}`)
            : read.faults.map(({ lot, fault }) => (
                <div key={lot}>
                  {lot}：{translate(`quote.offline.fault.${fault}`)}
                </div>
              ))}
        </Alert>
      )}
    </>
  )
}
