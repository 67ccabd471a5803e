import { FormControlLabel, Switch } from '@mui/material'
import { BarChart } from '@mui/x-charts/BarChart'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Chart, SeriesPoint } from '../contract/index.ts'
import { EmptyState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

/** One series of bars, or two beside each other, with the same numbers as a table. */
export default function ChartPanel({ chart }: { readonly chart: Chart }) {
  const translate = useTranslate()
  const [isTable, setTable] = useState(false)
  const title = translate(`chart.${chart.key}.title`, { _: chart.key })
  const points = chart.points.map(point => ({ ...point, name: pointName(point, translate) }))
  // Bars of nothing would be an empty frame with a zero beside it.
  if (points.every(point => !point.value && !point.value2)) {
    return (
      <Panel title={title}>
        <EmptyState text={translate('page.home.noChart')} />
      </Panel>
    )
  }
  return (
    <Panel
      title={title}
      flush={isTable}
      actions={
        <FormControlLabel
          label={translate('page.home.asTable')}
          control={<Switch checked={isTable} onChange={(_, checked) => setTable(checked)} />}
        />
      }
    >
      {isTable ? <PointTable chart={chart} points={points} /> : <Bars chart={chart} points={points} />}
    </Panel>
  )
}

type NamedPoint = SeriesPoint & { readonly name: string }

interface PointsProps {
  readonly chart: Chart
  readonly points: readonly NamedPoint[]
}

function pointName({ label }: SeriesPoint, translate: ReturnType<typeof useTranslate>): string {
  const places = ['status', 'stage', 'officerBody', 'role', 'verbName']
  return places.reduceRight((found, place) => translate(`${place}.${label}`, { _: found }), label)
}

function hasSecond(points: readonly NamedPoint[]): boolean {
  return points.some(point => point.value2 !== null && point.value2 !== undefined)
}

function Bars({ chart, points }: PointsProps) {
  const translate = useTranslate()
  const series = [{ dataKey: 'value', label: translate(`chart.${chart.key}.value`, { _: '' }) }]
  if (hasSecond(points)) series.push({ dataKey: 'value2', label: translate(`chart.${chart.key}.value2`, { _: '' }) })
  return (
    <BarChart
      dataset={points.map(({ name, value, value2 }) => ({ name, value, value2 }))}
      xAxis={[{ dataKey: 'name', scaleType: 'band', height: 34 }]}
      yAxis={[{ width: 72 }]}
      series={series}
      colors={['#2E6F4E', '#B07A2A']}
      height={280}
      hideLegend={series.length === 1}
    />
  )
}

function PointTable({ chart, points }: PointsProps) {
  const translate = useTranslate()
  const number = (value: number | null) => (value === null || value === undefined ? '—' : value.toLocaleString('zh-CN'))
  return (
    <RowTable
      rows={points}
      rowKey={point => point.label}
      label={translate(`chart.${chart.key}.title`, { _: chart.key })}
      empty="—"
      columns={[
        { key: 'name', label: translate('field.name'), cell: point => point.name },
        {
          key: 'value',
          label: translate(`chart.${chart.key}.value`, { _: '' }),
          cell: point => number(point.value),
          numeric: true,
        },
        ...(hasSecond(points)
          ? [
              {
                key: 'value2',
                label: translate(`chart.${chart.key}.value2`, { _: '' }),
                cell: (point: NamedPoint) => number(point.value2),
                numeric: true,
              },
            ]
          : []),
      ]}
    />
  )
}
