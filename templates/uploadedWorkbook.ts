import ExcelJS from '@protobi/exceljs'
import { type Violation, violation } from '#domain/violation.ts'
import { unzip, zipStored } from './zip.ts'

/** How much of an upload is read at all. */
export interface WorkbookLimits {
  readonly maxBytes: number
  readonly maxUnzippedBytes: number
  readonly maxRows: number
}

export type ReadWorkbook =
  | { readonly ok: true; readonly workbook: ExcelJS.Workbook }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const MEGABYTE = 1_000_000
/** XML elements per row that a form can need, styles and shared strings included; more is not a filled-in form. */
const TAGS_PER_ROW = 100

/** The parts that hold cells. Drawings, tables, pivots, comments and macros are never looked at. */
const PARTS =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/

/**
 * Nodes that the reader would expand to every cell of a range (a merge over a whole sheet, a validation of a column: 17 kB
 * that cost minutes and gigabytes) or that point to parts which were left out.
 */
const IGNORED = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'hyperlinks',
  'mergeCells',
  'picture',
  'rowBreaks',
  'tableParts',
]

/**
 * Reads an uploaded workbook that may be anything: size, rows and unpacked bytes are checked before the reader sees it,
 * and the reader only gets the parts that hold cells.
 * @returns the workbook, or one violation: badFile or fileTooLarge
 */
export async function readWorkbook(bytes: Uint8Array, limits: WorkbookLimits): Promise<ReadWorkbook> {
  if (bytes.length > limits.maxBytes) return tooLarge(`${limits.maxBytes / MEGABYTE} MB`)
  const unzipped = unzip(bytes, limits.maxUnzippedBytes)
  if (!unzipped.ok) {
    return unzipped.reason === 'tooLarge' ? tooLarge(`${limits.maxUnzippedBytes / MEGABYTE} MB`) : BAD_FILE
  }
  const parts = new Map([...unzipped.files].filter(([name]) => PARTS.test(name)))
  const book = parts.get('xl/workbook.xml')
  if (!book) return BAD_FILE
  const plain = withoutNames(book.toString('utf8'))
  if (plain === null) return BAD_FILE
  parts.set('xl/workbook.xml', Buffer.from(plain, 'utf8'))
  const rows = count(parts, '<row')
  if (rows > limits.maxRows || count(parts, '<') > limits.maxRows * TAGS_PER_ROW)
    return tooLarge(`${limits.maxRows} 行 rows`)
  return load(zipStored(parts))
}

const BAD_FILE: ReadWorkbook = { ok: false, violations: [violation('badFile')] }

const tooLarge = (max: string): ReadWorkbook => ({
  ok: false,
  violations: [violation('fileTooLarge', undefined, { max })],
})

/** Defined names are expanded cell by cell, too. Null if one is still there in another spelling. */
function withoutNames(workbookXml: string): string | null {
  const plain = workbookXml.replaceAll(/<definedNames>[\s\S]*?<\/definedNames>/g, '')
  return plain.includes('definedName') ? null : plain
}

function count(parts: ReadonlyMap<string, Buffer>, text: string): number {
  let found = 0
  for (const content of parts.values()) {
    for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + text.length)) found++
  }
  return found
}

async function load(archive: Buffer): Promise<ReadWorkbook> {
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(new Uint8Array(archive).buffer, { ignoreNodes: IGNORED })
    return { ok: true, workbook }
  } catch {
    // The reader throws whatever its XML parser or a wrong reference throws; all of it means the same to the person.
    return BAD_FILE
  }
}
