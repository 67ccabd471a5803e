import CheckIcon from '@mui/icons-material/Check'
import CloseIcon from '@mui/icons-material/Close'
import { Tooltip } from '@mui/material'
import type { TranslateFunction } from 'ra-core'
import type { ReactNode } from 'react'
import { PauseMark } from '../cases/PauseMark.tsx'
import { pauseText } from '../cases/pauseText.ts'
import type { TenderPause } from '../contract/index.ts'
import { dateTime, kg, money, points, shortHash, shortTime } from '../formats.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { StageChip } from '../ui/StageChip.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { subjectText } from './auditRows/subject.ts'

/** How a value is shown. */
export type ColumnKind =
  | 'text'
  | 'long'
  | 'whole'
  | 'kg'
  | 'money'
  | 'points'
  | 'time'
  | 'status'
  | 'word'
  | 'stage'
  | 'pause'
  | 'bool'
  | 'hash'
  | 'subject'
  | 'percent'
  | 'failures'
  | 'json'

/** One column of a list and one line of its detail page. */
export interface Column {
  /** Path in the record, such as spec.variety.name. */
  readonly source: string
  /** Last part of the message key field.<label>. */
  readonly label: string
  readonly kind?: ColumnKind
  /** For status and word: the messages the value is looked up in. */
  readonly set?: string
  /** Only on the detail page and in the column picker. */
  readonly hidden?: boolean
  /** Computed by the server, which cannot sort by it. */
  readonly unsortable?: boolean
}

type Row = Readonly<Record<string, unknown>>

const NUMERIC: readonly ColumnKind[] = ['whole', 'kg', 'money', 'points', 'percent']

/** Whether the column stands to the right. */
export function isNumeric(column: Column): boolean {
  return column.kind !== undefined && NUMERIC.includes(column.kind)
}

/** The server sorts by the record's own fields; not by those of its neighbours, nor by documents. */
export function isSortable(column: Column): boolean {
  return !column.source.includes('.') && column.kind !== 'json' && !column.unsortable
}

/** The value at a path; null where there is none. */
export function valueAt(row: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isRow(value) ? value[name] : null), row) ?? null
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}

const isPause = (value: unknown): value is TenderPause => isRow(value) && typeof value.since === 'string'

function scalar(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

function word(column: Column, value: string | null, translate: TranslateFunction): string {
  return value === null ? '—' : translate(`${column.set ?? 'status'}.${value}`, { _: value })
}

/** The value as plain text, for cards and exported files. */
export function cellText(column: Column, row: unknown, translate: TranslateFunction): string {
  const value = valueAt(row, column.source)
  const text = scalar(value)
  if (Array.isArray(value) && column.set) return value.map(one => word(column, String(one), translate)).join('、')
  switch (column.kind) {
    case 'kg':
    case 'whole':
      return kg(text)
    case 'money':
      return money(text)
    case 'points':
      return points(typeof value === 'number' ? value : null)
    case 'percent':
      return text === null ? '—' : `${text} %`
    case 'time':
      return dateTime(text)
    case 'status':
    case 'word':
      return word(column, text, translate)
    case 'stage':
      return translate(`stage.${text}`, { _: text ?? '—' })
    case 'pause':
      return isPause(value) ? pauseText(value, translate) : '—'
    case 'bool':
      return translate(value ? 'ra.boolean.true' : 'ra.boolean.false')
    case 'subject':
      return subjectText(text ?? '', translate)
    case 'failures':
      return Array.isArray(value) ? translate('sample.failedFields', { count: value.length }) : '—'
    case 'json':
      return value === null ? '—' : JSON.stringify(value)
    default:
      return text === null || text === '' ? '—' : text
  }
}

/** Names of organisations take a second line rather than push a column out of sight. */
const NAME = { whiteSpace: 'normal', display: 'inline-block', minWidth: '6em' } as const

/** The value as a table cell shows it. */
export function cellNode(column: Column, row: unknown, translate: TranslateFunction): ReactNode {
  const value = valueAt(row, column.source)
  const text = scalar(value)
  if (Array.isArray(value)) return <span style={{ whiteSpace: 'normal' }}>{cellText(column, row, translate)}</span>
  if (column.source.endsWith('.name') && text) return <span style={NAME}>{text}</span>
  if (column.kind === 'status' && text) return <StatusChip status={text} set={column.set ?? 'status'} />
  if (column.kind === 'pause' && isPause(value)) return <PauseMark pause={value} />
  if (column.kind === 'stage' && text) return <StageChip stage={text} />
  if (column.kind === 'hash' && text) return <Hash text={text} />
  if (column.kind === 'subject') return <span style={NAME}>{cellText(column, row, translate)}</span>
  if (column.kind === 'time' && text) return <time dateTime={text}>{shortTime(text)}</time>
  if (column.kind === 'bool') return <YesNo yes={value === true} text={cellText(column, row, translate)} />
  return cellText(column, row, translate)
}

/** The value as a detail page shows it, in full. */
export function detailNode(column: Column, row: unknown, translate: TranslateFunction): ReactNode {
  const value = valueAt(row, column.source)
  if (column.kind === 'json') return <JsonView value={value} />
  if (column.kind === 'status' || column.kind === 'stage') return cellNode(column, row, translate)
  return cellText(column, row, translate)
}

function Hash({ text }: { readonly text: string }) {
  return (
    <Tooltip title={text}>
      <code>{shortHash(text)}</code>
    </Tooltip>
  )
}

function YesNo({ yes, text }: { readonly yes: boolean; readonly text: string }) {
  const Icon = yes ? CheckIcon : CloseIcon
  return <Icon fontSize="small" color={yes ? 'success' : 'disabled'} titleAccess={text} />
}
