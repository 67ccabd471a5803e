import { Box, Card, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import useMediaQuery from '@mui/material/useMediaQuery'
import type { ReactNode } from 'react'
import { EmptyState } from './AskState.tsx'

/** One column of a table over rows that are already here. */
export interface RowColumn<T> {
  readonly key: string
  readonly label: ReactNode
  readonly cell: (row: T) => ReactNode
  readonly numeric?: boolean
  readonly wrap?: boolean
}

interface RowTableProps<T> {
  readonly rows: readonly T[]
  readonly columns: readonly RowColumn<T>[]
  readonly rowKey: (row: T) => string
  readonly empty: string
  readonly label: string
  readonly maxHeight?: number
}

/** A dense table with a sticky head; on a phone each row is a card. */
export function RowTable<T>(props: RowTableProps<T>) {
  const isPhone = useMediaQuery('(max-width: 700px)')
  if (props.rows.length === 0) return <EmptyState text={props.empty} />
  return isPhone ? <RowCards {...props} /> : <Rows {...props} />
}

function Rows<T>({ rows, columns, rowKey, label, maxHeight = 620 }: RowTableProps<T>) {
  return (
    <TableContainer tabIndex={0} sx={{ maxHeight }}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <TableCell key={column.key} align={column.numeric ? 'right' : 'left'}>
                {column.label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={rowKey(row)} hover>
              {columns.map(column => (
                <TableCell
                  key={column.key}
                  align={column.numeric ? 'right' : 'left'}
                  sx={column.wrap ? { whiteSpace: 'normal', minWidth: 110 } : undefined}
                >
                  {column.cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}

function RowCards<T>({ rows, columns, rowKey, label }: RowTableProps<T>) {
  return (
    <Stack component="ul" aria-label={label} sx={{ gap: 1, m: 0, p: 1, listStyle: 'none' }}>
      {rows.map(row => (
        <Card key={rowKey(row)} component="li" sx={{ p: 1.5 }}>
          {columns.map(column => (
            <Stack key={column.key} direction="row" sx={{ gap: 1, justifyContent: 'space-between', py: 0.25 }}>
              <Box sx={{ color: 'text.secondary', flexShrink: 0 }}>{column.label}</Box>
              <Box sx={{ textAlign: 'right', minWidth: 0 }}>{column.cell(row)}</Box>
            </Stack>
          ))}
        </Card>
      ))}
    </Stack>
  )
}
