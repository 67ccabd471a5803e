import { useTranslate } from 'ra-core'
import type { LotProgress } from '../../contract/index.ts'
import { percent, whole } from '../../formats.ts'
import { specName } from '../../ui/names.ts'
import { RowTable } from '../../ui/RowTable.tsx'

/** How far each lot is, and how often its experts lie apart. */
export function LotTable({ lots }: { readonly lots: readonly LotProgress[] }) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={lots}
      rowKey={row => row.lotCode}
      label={translate('page.reviewDesk.tab.lots')}
      empty={translate('page.reviewDesk.none')}
      columns={[
        {
          key: 'lot',
          label: translate('field.spec'),
          cell: row =>
            `${specName({ grade: row.grade, variety: { name: row.varietyName } }, translate)} ${row.lotCode}`,
        },
        {
          key: 'declarations',
          label: translate('figure.declarations'),
          numeric: true,
          cell: row => whole(row.declarations),
        },
        {
          key: 'done',
          label: translate('figure.itemsDone'),
          numeric: true,
          cell: row => `${whole(row.done)} / ${whole(row.items)}`,
        },
        { key: 'share', label: '%', numeric: true, cell: row => `${Math.floor(percent(row.done, row.items))} %` },
        { key: 'disputes', label: translate('figure.disputes'), numeric: true, cell: row => whole(row.disputes) },
      ]}
    />
  )
}
