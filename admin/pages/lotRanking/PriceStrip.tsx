import { FormControlLabel, Switch } from '@mui/material'
import { ChartsReferenceLine } from '@mui/x-charts/ChartsReferenceLine'
import { ScatterChart } from '@mui/x-charts/ScatterChart'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { RankingEntry } from '../../contract/index.ts'
import { money } from '../../formats.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

interface PriceStripProps {
  readonly ceilingFen: string | null
  readonly entries: readonly RankingEntry[]
}

const yuan = (fen: string): number => Number(fen) / 100

/** Prices of a lot over their ranks, those selected in another colour, with the ceiling as a line; or the same as a table. */
export default function PriceStrip({ ceilingFen, entries }: PriceStripProps) {
  const translate = useTranslate()
  const [isTable, setTable] = useState(false)
  const dots = (selected: boolean) =>
    entries.filter(one => one.selected === selected).map(one => ({ id: one.id, x: yuan(one.priceFen), y: one.rank }))
  const ceiling = ceilingFen === null ? null : yuan(ceilingFen)
  return (
    <Panel
      title={translate('place.strip')}
      hint={translate('place.stripHint', { ceiling: money(ceilingFen) })}
      flush={isTable}
      actions={
        <FormControlLabel
          label={translate('page.home.asTable')}
          control={<Switch checked={isTable} onChange={(_, checked) => setTable(checked)} />}
        />
      }
    >
      {isTable ? (
        <RowTable
          rows={entries}
          rowKey={row => row.id}
          label={translate('place.strip')}
          empty="—"
          columns={[
            { key: 'rank', label: translate('field.rank'), numeric: true, cell: row => row.rank },
            { key: 'price', label: translate('place.axisPrice'), numeric: true, cell: row => money(row.priceFen) },
            {
              key: 'selected',
              label: translate('field.selected'),
              cell: row => translate(row.selected ? 'place.selected' : 'place.notSelected'),
            },
          ]}
        />
      ) : (
        <ScatterChart
          height={260}
          xAxis={[{ label: translate('place.axisPrice'), ...(ceiling === null ? {} : { min: 0, max: ceiling * 1.3 }) }]}
          yAxis={[{ label: translate('field.rank'), reverse: true, min: 0 }]}
          series={[
            { label: translate('place.selected'), data: dots(true), color: '#2E6F4E' },
            { label: translate('place.notSelected'), data: dots(false), color: '#8A8A8A' },
          ]}
        >
          {ceiling !== null && (
            <ChartsReferenceLine x={ceiling} label={translate('field.ceiling')} lineStyle={{ stroke: '#B3261E' }} />
          )}
        </ScatterChart>
      )}
    </Panel>
  )
}
