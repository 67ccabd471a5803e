import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
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

/**
 * A dense table with a sticky head; on a phone each row is a card. It is one tree in both shapes, so that a window that
 * changes its width loses nothing of what is typed or open in a row.
 */
export function RowTable<T>({ rows, columns, rowKey, label, empty, maxHeight = 620 }: RowTableProps<T>) {
  const isPhone = useMediaQuery('(max-width: 700px)')
  if (rows.length === 0) return <EmptyState text={empty} />
  return (
    <TableContainer {...(isPhone ? {} : { tabIndex: 0 })} sx={isPhone ? { overflow: 'visible' } : { maxHeight }}>
      <Table size="small" stickyHeader aria-label={label} {...(isPhone ? { role: 'list', sx: LIST } : {})}>
        {!isPhone && <Head columns={columns} />}
        <TableBody {...(isPhone ? { role: 'presentation', sx: LIST } : {})}>
          {rows.map(row => (
            <TableRow key={rowKey(row)} {...(isPhone ? { role: 'listitem', sx: CARD } : { hover: true })}>
              {columns.map(column => (
                <Cell key={column.key} column={column} row={row} isPhone={isPhone} />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}

const LIST = { display: 'block' }
const CARD = { display: 'block', p: 1.5, mb: 1, border: 1, borderColor: 'divider', borderRadius: 1 }
const LINE = {
  display: 'flex',
  flexDirection: 'row',
  gap: 1,
  justifyContent: 'space-between',
  border: 0,
  p: 0,
  py: 0.25,
  height: 'auto',
}

function Head<T>({ columns }: Pick<RowTableProps<T>, 'columns'>) {
  return (
    <TableHead>
      <TableRow>
        {columns.map(column => (
          <TableCell key={column.key} align={column.numeric ? 'right' : 'left'}>
            {column.label}
          </TableCell>
        ))}
      </TableRow>
    </TableHead>
  )
}

interface CellProps<T> {
  readonly column: RowColumn<T>
  readonly row: T
  readonly isPhone: boolean
}

function Cell<T>({ column, row, isPhone }: CellProps<T>) {
  const wrapped = column.wrap ? { whiteSpace: 'normal', minWidth: 110 } : {}
  return (
    <TableCell
      align={column.numeric ? 'right' : 'left'}
      {...(isPhone ? { role: 'presentation' } : {})}
      sx={isPhone ? { ...LINE, whiteSpace: 'normal' } : wrapped}
    >
      {isPhone && <Box sx={{ color: 'text.secondary', flexShrink: 0 }}>{column.label}</Box>}
      <Box sx={isPhone ? { textAlign: 'right', minWidth: 0 } : { display: 'contents' }}>{column.cell(row)}</Box>
    </TableCell>
  )
}
