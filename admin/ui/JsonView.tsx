import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Facts } from './Facts.tsx'
import { RowTable } from './RowTable.tsx'

type Fields = Readonly<Record<string, unknown>>

interface NumberedRow {
  readonly row: Fields
  readonly index: number
}

const DEPTH_MAX = 4

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRows(value: unknown): value is Fields[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFields)
}

/** A document whose shape only the server knows, as tables and pairs instead of braces. */
export function JsonView({ value, depth = 0 }: { readonly value: unknown; readonly depth?: number }) {
  const translate = useTranslate()
  const name = (key: string) => translate(`json.${key}`, { _: key })
  if (value === null || value === undefined) return <>—</>
  if (depth > DEPTH_MAX) return <code>{JSON.stringify(value)}</code>
  if (isRows(value)) {
    const keys = [...new Set(value.flatMap(row => Object.keys(row)))]
    return (
      <RowTable
        rows={value.map((row, index): NumberedRow => ({ row, index }))}
        rowKey={({ index }) => String(index)}
        label={translate('app.details')}
        empty="—"
        columns={keys.map(key => ({
          key,
          label: name(key),
          numeric: value.every(row => typeof row[key] === 'number'),
          cell: ({ row }: NumberedRow) => <JsonView value={row[key]} depth={depth + 1} />,
        }))}
      />
    )
  }
  if (Array.isArray(value)) return <Box component="span">{value.map(String).join('、')}</Box>
  if (isFields(value)) {
    return (
      <Facts
        facts={Object.entries(value).map(([key, one]) => [
          name(key),
          <JsonView key={key} value={one} depth={depth + 1} />,
        ])}
      />
    )
  }
  return <>{typeof value === 'boolean' ? translate(`ra.boolean.${value}`) : String(value)}</>
}
