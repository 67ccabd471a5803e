import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ExpiringPapers } from '../../contract/index.ts'
import { whole } from '../../formats.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

interface SupplierCountsProps {
  readonly counts: ExpiringPapers['suppliers']
  /** Narrows the list to a supplier. */
  readonly choose: (supplierCode: string) => void
}

/** How many papers each supplier has to renew, those with the most first. */
export function SupplierCounts({ counts, choose }: SupplierCountsProps) {
  const translate = useTranslate()
  if (counts.length === 0) return null
  return (
    <Panel title={translate('expiring.counts', { count: whole(counts.length) })} flush>
      <RowTable
        rows={counts}
        rowKey={one => one.supplierCode}
        label={translate('expiring.counts', { count: whole(counts.length) })}
        empty="—"
        maxHeight={300}
        columns={[
          {
            key: 'supplier',
            label: translate('field.supplier'),
            wrap: true,
            cell: one => (
              <Button size="small" variant="text" sx={{ textAlign: 'left' }} onClick={() => choose(one.supplierCode)}>
                {one.supplierCode} {one.supplierName}
              </Button>
            ),
          },
          {
            key: 'expired',
            label: translate('files.validity.expired'),
            numeric: true,
            cell: one => whole(one.expired),
          },
          {
            key: 'endsEarly',
            label: translate('files.validity.endsEarly'),
            numeric: true,
            cell: one => whole(one.endsEarly),
          },
        ]}
      />
    </Panel>
  )
}
