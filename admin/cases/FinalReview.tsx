import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useState } from 'react'
import { awardsHash } from '#domain/evidence.ts'
import { compareCodes } from '#domain/order.ts'
import type { Award, Lot, Tender } from '../contract/index.ts'
import { webCrypto } from '../crypto/webCrypto.ts'
import { useAll } from '../data/useAsk.ts'
import { AWARDS } from '../documents/review.ts'
import { LOTS } from '../documents/tender.ts'
import { money } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { RowTable } from '../ui/RowTable.tsx'

/** Exactly what becomes final: every winner with its price, and the hash that the log will keep, computed here. */
export function FinalReview({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const awards = useAll<Award>('awards', AWARDS, { tenderId: tender.id })
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id })
  const hash = useAwardsHash(awards.data, lots.data)
  const rows = [...(awards.data ?? [])].sort((a, b) => compareCodes(a.lot.code, b.lot.code) || a.rank - b.rank)
  return (
    <>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {translate('cases.awardsHash')} <code>{hash ?? '…'}</code>
      </Typography>
      <AskState asked={awards}>
        {() => (
          <RowTable
            rows={rows}
            rowKey={row => row.id}
            label={translate('resources.awards.name')}
            empty="—"
            maxHeight={360}
            columns={[
              { key: 'lot', label: translate('field.lotCode'), cell: row => row.lot.code },
              { key: 'rank', label: translate('field.rank'), numeric: true, cell: row => row.rank },
              {
                key: 'supplier',
                label: translate('field.supplier'),
                wrap: true,
                cell: row => `${row.declaration.supplier.code} ${row.declaration.supplier.name}`,
              },
              { key: 'price', label: translate('field.price'), numeric: true, cell: row => money(row.priceFen) },
            ]}
          />
        )}
      </AskState>
    </>
  )
}

function useAwardsHash(awards: readonly Award[] | undefined, lots: readonly Lot[] | undefined): string | null {
  const [hash, setHash] = useState<string | null>(null)
  useEffect(() => {
    if (!awards || !lots) return
    const rows = [...lots]
      .sort((a, b) => compareCodes(a.code, b.code))
      .map(lot => [lot.code, winnersOf(awards, lot.code)] as const)
    let isCurrent = true
    void awardsHash(rows, webCrypto).then(found => {
      if (isCurrent) setHash(found)
    })
    return () => {
      isCurrent = false
    }
  }, [awards, lots])
  return hash
}

const winnersOf = (awards: readonly Award[], lot: string) =>
  awards
    .filter(one => one.lot.code === lot)
    .sort((a, b) => a.rank - b.rank)
    .map(one => [one.declaration.supplier.code, one.priceFen] as const)
