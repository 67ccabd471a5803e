import { useTranslate } from 'ra-core'
import type { Declaration, ItemScore, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { DECLARATIONS } from '../../documents/review.ts'
import { points } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { specName } from '../../ui/names.ts'
import { RowTable } from '../../ui/RowTable.tsx'

interface TotalTableProps {
  readonly tender: Tender
  readonly scores: readonly ItemScore[]
}

/** Each declaration's quality total; before the freeze the sum so far. */
export function TotalTable({ tender, scores }: TotalTableProps) {
  const translate = useTranslate()
  const asked = useAll<Declaration>('declarations', DECLARATIONS, { tenderId: tender.id, status: 'submitted' })
  const sumOf = (lot: string) =>
    scores.filter(score => score.lotCode === lot).reduce((sum, score) => sum + score.pointsCenti, 0)
  return (
    <AskState asked={asked}>
      {rows => (
        <RowTable
          rows={rows}
          rowKey={row => row.id}
          label={translate('resources.declarations.name')}
          empty={translate('page.myScores.none')}
          maxHeight={320}
          columns={[
            { key: 'lot', label: translate('field.spec'), cell: row => specName(row.lot.spec, translate) },
            {
              key: 'total',
              label: translate('field.qualityTotal'),
              numeric: true,
              cell: row => points(row.qualityCenti ?? sumOf(row.lot.code)),
            },
          ]}
        />
      )}
    </AskState>
  )
}
