import { Typography } from '@mui/material'
import useMediaQuery from '@mui/material/useMediaQuery'
import { type SortPayload, useResourceContext, useTranslate } from 'ra-core'
import { type ReactElement, type ReactNode, useMemo } from 'react'
import {
  ColumnsButton,
  DataTable,
  downloadCSV,
  ExportButton,
  FilterButton,
  List,
  SearchInput,
  SimpleList,
  TopToolbar,
} from 'react-admin'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { EmptyState } from '../ui/AskState.tsx'
import { type Column, cellNode, cellText, isNumeric, isSortable } from './columns.tsx'

interface ResourceListProps {
  readonly columns: readonly Column[]
  readonly sort?: SortPayload
  /** Filters beside the free text. */
  readonly filters?: readonly ReactElement[]
  /** The server's filter has a free text. */
  readonly searchable?: boolean
  /** Shows the tender in work only. */
  readonly ofTender?: boolean
  readonly filter?: Readonly<Record<string, unknown>>
  readonly actions?: ReactNode
  /** Between heading and list. */
  readonly above?: ReactNode
  readonly hasShow?: boolean
  /** Inside another page: leaves the address alone. */
  readonly embedded?: boolean
  readonly resource?: string
}

function Toolbar({ hasFilters, children }: { readonly hasFilters: boolean; readonly children?: ReactNode }) {
  return (
    <TopToolbar>
      {hasFilters && <FilterButton />}
      <ColumnsButton />
      <ExportButton maxResults={1000} />
      {children}
    </TopToolbar>
  )
}

/** A list of one resource: server-side sort, filter and total; a table from 700 px, cards below; exports what it shows. */
export function ResourceList(props: ResourceListProps) {
  const { columns, sort, filters = [], searchable = false, ofTender = false, filter, actions, embedded = false } = props
  const translate = useTranslate()
  const context = useResourceContext()
  const resource = props.resource ?? context ?? ''
  const { tenderId, isLoading } = useTenderChoice()
  const inputs = useMemo(
    () => [...(searchable ? [<SearchInput key="q" source="q" alwaysOn />] : []), ...filters],
    [searchable, filters],
  )
  if (ofTender && tenderId === null) return isLoading ? null : <EmptyState text={translate('empty.tender')} />
  const exporter = (rows: readonly unknown[]) => downloadCSV(csv(columns, rows, translate), resource)
  return (
    <>
      {!embedded && <Typography variant="h1">{translate(`resources.${resource}.name`)}</Typography>}
      {props.above}
      <List
        resource={resource}
        {...(sort ? { sort } : {})}
        {...(inputs.length > 0 ? { filters: inputs } : {})}
        filter={{ ...filter, ...(ofTender ? { tenderId } : {}) }}
        filterDefaultValues={{}}
        perPage={25}
        exporter={exporter}
        empty={<EmptyState text={translate(`empty.${resource}`)}>{actions}</EmptyState>}
        actions={<Toolbar hasFilters={filters.length > 0}>{actions}</Toolbar>}
        disableSyncWithLocation={embedded}
        title={embedded ? ' ' : undefined}
        storeKey={embedded ? false : undefined}
        sx={{ '& .RaList-main, & .RaList-content': { minWidth: 0, overflowX: 'auto' } }}
      >
        <Rows columns={columns} hasShow={props.hasShow ?? true} />
      </List>
    </>
  )
}

function Rows({ columns, hasShow }: { readonly columns: readonly Column[]; readonly hasShow: boolean }) {
  const isPhone = useMediaQuery('(max-width: 700px)')
  const translate = useTranslate()
  const rowClick = hasShow ? 'show' : false
  const [first, ...others] = columns.filter(column => !column.hidden)
  if (isPhone && first) {
    return (
      <SimpleList
        sx={{ overflowWrap: 'anywhere' }}
        rowClick={rowClick}
        primaryText={row => cellText(first, row, translate)}
        secondaryText={row =>
          others.map(column => `${translate(`field.${column.label}`)} ${cellText(column, row, translate)}`).join(' · ')
        }
      />
    )
  }
  return (
    <DataTable
      size="small"
      rowClick={rowClick}
      bulkActionButtons={false}
      hiddenColumns={columns.filter(column => column.hidden).map(column => column.source)}
    >
      {columns.map(column => (
        <DataTable.Col
          key={column.source}
          source={column.source}
          label={translate(`field.${column.label}`)}
          disableSort={!isSortable(column)}
          align={isNumeric(column) ? 'right' : 'left'}
          render={(row: unknown) => cellNode(column, row, translate)}
        />
      ))}
    </DataTable>
  )
}

type Translate = ReturnType<typeof useTranslate>

/** Comma-separated text that a spreadsheet opens in the right encoding; no cell can be read as a formula. */
function csv(columns: readonly Column[], rows: readonly unknown[], translate: Translate): string {
  const head = columns.map(column => translate(`field.${column.label}`))
  const body = rows.map(row => columns.map(column => cellText(column, row, translate)))
  return `\ufeff${[head, ...body].map(line => line.map(quoted).join(',')).join('\r\n')}`
}

function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
