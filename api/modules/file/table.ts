import fs from 'node:fs/promises'
import type { FileType } from '#domain/files.ts'
import { readWorkbook } from '../../../templates/uploadedWorkbook.ts'
import { csvRows, readCsv } from './csv.ts'

/** Cells of a workbook or csv as text, for reading on a screen. */
export interface FileTable {
  readonly sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]
  /** There is more in the file than is shown here. */
  readonly isCut: boolean
}

const MAX_ROWS = 500
const MAX_COLUMNS = 50
const MAX_SHEETS = 20
const MAX_CELL_CHARS = 500
const LIMITS = { maxBytes: 50_000_000, maxUnzippedBytes: 100_000_000, maxRows: 20_000 }

/** The beginning of each sheet; null if the file is beyond what is read at all. */
export async function readTable(file: string, type: FileType): Promise<FileTable | null> {
  const bytes = await fs.readFile(file)
  return type === 'csv' ? csvTable(bytes) : workbookTable(bytes)
}

function csvTable(bytes: Uint8Array): FileTable | null {
  const text = readCsv(bytes)
  if (text === null) return null
  const rows = csvRows(text, MAX_ROWS + 1)
  return { sheets: [{ name: '', rows: rows.slice(0, MAX_ROWS).map(cut) }], isCut: rows.length > MAX_ROWS }
}

async function workbookTable(bytes: Uint8Array): Promise<FileTable | null> {
  const read = await readWorkbook(bytes, LIMITS)
  if (!read.ok) return null
  const { worksheets } = read.workbook
  let isCut = worksheets.length > MAX_SHEETS
  const sheets = worksheets.slice(0, MAX_SHEETS).map(sheet => {
    isCut ||= sheet.rowCount > MAX_ROWS || sheet.columnCount > MAX_COLUMNS
    const columns = Math.min(sheet.columnCount, MAX_COLUMNS)
    const rows = Array.from({ length: Math.min(sheet.rowCount, MAX_ROWS) }, (_, r) =>
      Array.from({ length: columns }, (_c, c) => textOf(() => sheet.getRow(r + 1).getCell(c + 1).text)),
    )
    return { name: sheet.name, rows: rows.map(cut) }
  })
  return { sheets, isCut }
}

/** A cell whose value refers to a part that was left out has no text. */
function textOf(read: () => unknown): string {
  try {
    const text = read()
    return typeof text === 'string' ? text : String(text ?? '')
  } catch {
    return ''
  }
}

const cut = (row: readonly string[]): string[] => row.slice(0, MAX_COLUMNS).map(cell => cell.slice(0, MAX_CELL_CHARS))
