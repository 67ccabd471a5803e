/**
 * The bid form as a spreadsheet. It is made and read in the supplier's browser: prices never reach the platform in the
 * clear (integrity design §1). So nothing here may need more than a browser has.
 */
import ExcelJS from '@protobi/exceljs'
import { type Fen, parseYuan } from '#domain/money.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { unzippedRows } from './zippedSheet.ts'

/** One lot of the form. */
export interface BidFormLot {
  readonly code: string
  readonly variety: string
  /** ungraded | sorted */
  readonly grade: string
  readonly ceilingFen: Fen
}

/** A supplier's form for one round. */
export interface BidFormView {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly round: number
  readonly supplierCode: string
  readonly supplierName: string
  readonly lots: readonly BidFormLot[]
}

/** A price and the row it stands in. */
export interface BidFormPrice {
  readonly row: number
  readonly lotCode: string
  /** Fen per kilogram, above 0; the ceiling is judged by whoever reads it. */
  readonly priceFen: Fen
}

export type ParsedBidForm =
  | { readonly ok: true; readonly prices: readonly BidFormPrice[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

/** What a form must have been made for. */
export interface ExpectedBidForm {
  readonly tenderCode: string
  readonly round: number
  readonly supplierCode: string
  readonly lotCodes: ReadonlySet<string>
}

const SHEET = '报价'
const DICTIONARY = '字典'
const VERSION = 'bencao.bidForm/1'
const HEAD_ROW = 4
const FIRST_ROW = 5
const PRICE = 'E'
const GRADES: Readonly<Record<string, string>> = { ungraded: '统货', sorted: '选货' }
const LIMITS = { maxBytes: 2_000_000, maxUnzippedBytes: 8_000_000, maxRows: 3000 }
const INPUT_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } } as const
const FEN_PER_YUAN = 100

/** Nodes that the reader would expand cell by cell, or that point to parts nobody needs. */
const IGNORED = ['autoFilter', 'conditionalFormatting', 'dataValidations', 'drawing', 'extLst', 'hyperlinks'].concat([
  'mergeCells',
  'picture',
  'rowBreaks',
  'tableParts',
])

const COLUMNS = [
  { title: '品规编码', width: 14 },
  { title: '品种', width: 18 },
  { title: '等级', width: 8 },
  { title: '最高申报限价（元/公斤）', width: 24 },
  { title: '报价（元/公斤）', width: 18 },
] as const

/** The cell of a row's price, such as `报价!E7`. */
export function priceCell(row: number): string {
  return `${SHEET}!${PRICE}${row}`
}

/** The form as xlsx with empty prices: a downloaded form on a disk holds no secret. `issuedAt` goes into its properties. */
export async function renderBidForm(view: BidFormView, issuedAt: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = issuedAt
  workbook.modified = issuedAt
  const sheet = workbook.addWorksheet(SHEET, { views: [{ state: 'frozen', ySplit: HEAD_ROW }] })
  addHead(sheet, view)
  for (const [i, lot] of view.lots.entries()) addLot(sheet.getRow(FIRST_ROW + i), lot)
  limitPrices(sheet, view.lots)
  // No password: the lock guards against slips; what counts is checked when the form is read.
  await sheet.protect('', { formatColumns: true, selectLockedCells: true, selectUnlockedCells: true })
  const dictionary = workbook.addWorksheet(DICTIONARY, { state: 'veryHidden' })
  dictionary.addRow([VERSION, view.tenderCode, view.round, view.supplierCode])
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

function addHead(sheet: ExcelJS.Worksheet, view: BidFormView): void {
  sheet.columns = COLUMNS.map(column => ({ width: column.width }))
  sheet.getCell('A1').value = `${view.tenderTitle} 第 ${view.round} 轮报价表`
  sheet.getCell('A1').font = { bold: true, size: 14 }
  sheet.getCell('A2').value = `生产企业：${view.supplierName}（${view.supplierCode}）`
  sheet.getCell('A3').value =
    '只填写浅黄色单元格，单位元/公斤，最多两位小数，留空表示不报价。填好后在报价页面读入；文件只在本机读取，不会上传。'
  sheet.getRow(HEAD_ROW).values = COLUMNS.map(column => column.title)
  sheet.getRow(HEAD_ROW).font = { bold: true }
}

function addLot(row: ExcelJS.Row, lot: BidFormLot): void {
  const ceiling = Number(lot.ceilingFen) / FEN_PER_YUAN
  row.values = [lot.code, lot.variety, GRADES[lot.grade] ?? lot.grade, ceiling]
  row.getCell('D').numFmt = '#,##0.00'
  const price = row.getCell(PRICE)
  price.numFmt = '0.00'
  price.fill = INPUT_FILL
  price.protection = { locked: false }
}

/** Excel itself refuses a price above the highest ceiling while it is typed; the exact check is the page's. */
function limitPrices(sheet: ExcelJS.Worksheet, lots: readonly BidFormLot[]): void {
  const last = Math.max(FIRST_ROW, FIRST_ROW + lots.length - 1)
  // The typings lack the collection that writes a rule for a range.
  const rules = sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
  rules.dataValidations.add(`${PRICE}${FIRST_ROW}:${PRICE}${last}`, {
    type: 'custom',
    formulae: [`AND(ISNUMBER(${PRICE}${FIRST_ROW}),${PRICE}${FIRST_ROW}>0,${PRICE}${FIRST_ROW}<=D${FIRST_ROW})`],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '填写有误',
    error: '请填写大于 0、不高于限价的单价（元/公斤），最多两位小数。',
  })
}

/** Reads a filled-in form; every wrong cell is named. Reads nothing before size and rows are known to be a form's. */
export async function parseBidForm(bytes: Uint8Array, expected: ExpectedBidForm): Promise<ParsedBidForm> {
  const book = await readBook(bytes)
  if (!(book instanceof ExcelJS.Workbook)) return refused([book])
  const sheet = book.getWorksheet(SHEET)
  const dictionary = book.getWorksheet(DICTIONARY)
  if (!sheet || !dictionary) return refused([violation('badFile')])
  const found = checkDictionary(dictionary, expected)
  if (found.length > 0) return refused(found)
  const prices: BidFormPrice[] = []
  const seen = new Set<string>()
  for (let at = FIRST_ROW; at <= sheet.rowCount; at++) {
    const read = readRow(sheet.getRow(at), at, expected.lotCodes, seen)
    if (read === null) continue
    if ('code' in read) found.push(read)
    else prices.push(read)
  }
  return found.length > 0 ? refused(found) : { ok: true, prices }
}

const refused = (violations: readonly Violation[]): ParsedBidForm => ({ ok: false, violations })

async function readBook(bytes: Uint8Array): Promise<ExcelJS.Workbook | Violation> {
  if (bytes.length > LIMITS.maxBytes) return tooLarge(`${LIMITS.maxBytes / 1_000_000} MB`)
  const rows = await unzippedRows(bytes, LIMITS.maxUnzippedBytes)
  if (rows === 'tooLarge') return tooLarge(`${LIMITS.maxUnzippedBytes / 1_000_000} MB`)
  if (rows === 'notZip') return violation('badFile')
  if (rows > LIMITS.maxRows) return tooLarge(`${LIMITS.maxRows} 行 rows`)
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes: IGNORED })
    return workbook
  } catch {
    // The reader throws whatever its XML parser throws; all of it means the same to the person.
    return violation('badFile')
  }
}

const tooLarge = (max: string): Violation => violation('fileTooLarge', undefined, { max })

/** What both readers of cells have in common. */
interface Cells {
  getCell(address: string): { readonly value: unknown }
}

function checkDictionary(dictionary: Cells, expected: ExpectedBidForm): Violation[] {
  const identity = [
    ['A1', VERSION],
    ['B1', expected.tenderCode],
    ['C1', expected.round],
    ['D1', expected.supplierCode],
  ] as const
  return identity.flatMap(([cell, text]) =>
    dictionary.getCell(cell).value === text ? [] : [violation('notOneOf', `${DICTIONARY}!${cell}`, { allowed: text })],
  )
}

/** A row's price, what is wrong with it, or null where none is typed. */
function readRow(
  row: Cells,
  at: number,
  lotCodes: ReadonlySet<string>,
  seen: Set<string>,
): BidFormPrice | Violation | null {
  const typed = row.getCell(PRICE).value
  if (typed === null || typed === undefined || (typeof typed === 'string' && typed.trim() === '')) return null
  // The reader gives an object for everything that was not simply typed: formulas, dates, lost shared strings.
  if (typeof typed !== 'string' && typeof typed !== 'number') return violation('notPlainCell', priceCell(at))
  const priceFen = parseYuan(String(typed).trim())
  if (priceFen === null || priceFen === 0n) return violation('notYuan', priceCell(at))
  const code = row.getCell('A').value
  const place = `${SHEET}!A${at}`
  if (typeof code !== 'string') return violation(code === null ? 'required' : 'notPlainCell', place)
  const value = code.slice(0, 64)
  if (!lotCodes.has(code)) return violation('unknownCode', place, { value })
  if (seen.has(code)) return violation('duplicate', place, { value })
  seen.add(code)
  return { row: at, lotCode: code, priceFen }
}
