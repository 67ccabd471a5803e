import { useTranslate } from 'ra-core'
import type { IndicatorProgress, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { points, whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { RowTable } from '../../ui/RowTable.tsx'

interface IndicatorTableProps {
  readonly tender: Tender
  readonly indicators: readonly IndicatorProgress[]
}

/** How each indicator is scored by all: a criterion that many read differently shows here first. */
export function IndicatorTable({ tender, indicators }: IndicatorTableProps) {
  const translate = useTranslate()
  const known = new Map(rulesOf(tender).indicators.map(one => [one.code, one]))
  return (
    <RowTable
      rows={indicators}
      rowKey={row => row.indicatorCode}
      label={translate('page.reviewDesk.tab.indicators')}
      empty={translate('page.reviewDesk.noScores')}
      columns={[
        {
          key: 'indicator',
          label: translate('field.indicator'),
          cell: row => `${row.indicatorCode} ${known.get(row.indicatorCode)?.name[currentLocale()] ?? ''}`,
        },
        {
          key: 'points',
          label: translate('field.maximum'),
          numeric: true,
          cell: row => whole(known.get(row.indicatorCode)?.points),
        },
        { key: 'scores', label: translate('field.scores'), numeric: true, cell: row => whole(row.scores) },
        { key: 'mean', label: translate('field.mean'), numeric: true, cell: row => points(row.meanCenti) },
        {
          key: 'deviation',
          label: translate('field.deviation'),
          numeric: true,
          cell: row => points(row.deviationCenti),
        },
        { key: 'disputes', label: translate('figure.disputes'), numeric: true, cell: row => whole(row.disputes) },
      ]}
    />
  )
}
