import ExcelJS from 'exceljs'
import { type Fen, parseYuan, plainYuan } from '#domain/money.ts'
import { isWholeKg, MAX_LINE_KG, parseKg } from '#domain/quantity.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { readWorkbook } from './uploadedWorkbook.ts'

/** One lot of the form with what the hospital has reported so far; null where it has not. */
export interface DemandFormLot {
  readonly code: string
  readonly variety: string
  /** ungraded | sorted */
  readonly grade: string
  readonly quantityKg: number | null
  readonly lastYearKg: number | null
  readonly lastPriceFen: Fen | null
  readonly reason: string | null
}

/** A hospital's form for one tender. */
export interface DemandFormView {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly hospitalCode: string
  readonly hospitalName: string
  readonly issuedAt: Date
  readonly lots: readonly DemandFormLot[]
}

/** A filled-in line and the row it stands in. */
export interface DemandFormLine {
  readonly row: number
  readonly lotCode: string
  readonly quantityKg: number
  readonly lastYearKg: number
  readonly lastPriceFen: Fen
  readonly reason: string | null
}

export type ParsedDemandForm =
  | { readonly ok: true; readonly lines: readonly DemandFormLine[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const SHEET = '需求'
const DICTIONARY = '字典'
const VERSION = 'bencao.demandForm/1'
const HEAD_ROW = 4
const FIRST_ROW = 5
const GRADES: Readonly<Record<string, string>> = { ungraded: '统货', sorted: '选货' }
const LIMITS = { maxBytes: 5_000_000, maxUnzippedBytes: 8_000_000, maxRows: 2000 }
const INPUT_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } } as const

const COLUMNS = [
  { letter: 'A', title: '品规编码', width: 14 },
  { letter: 'B', title: '品种', width: 16 },
  { letter: 'C', title: '等级', width: 8 },
  { letter: 'D', title: '需求量（公斤）', width: 16 },
  { letter: 'E', title: '上年用量（公斤）', width: 16 },
  { letter: 'F', title: '上年采购价（元/公斤）', width: 20 },
  { letter: 'G', title: '减量理由', width: 40 },
] as const
const INPUTS = { quantityKg: 'D', lastYearKg: 'E', lastPriceFen: 'F', reason: 'G' } as const

/** The cell of a field of a line, such as `需求!D7`; the lot stands in column A. */
export function demandCell(row: number, field: string): string {
  const letter = Object.entries(INPUTS).find(([name]) => name === field)?.[1] ?? 'A'
  return `${SHEET}!${letter}${row}`
}

/** The form as xlsx: only the cells to fill in are unlocked, numbers are checked while they are typed. */
export async function renderDemandForm(view: DemandFormView): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = view.issuedAt
  workbook.modified = view.issuedAt
  await addForm(workbook.addWorksheet(SHEET, { views: [{ state: 'frozen', ySplit: HEAD_ROW }] }), view)
  await addDictionary(workbook.addWorksheet(DICTIONARY, { state: 'veryHidden' }), view)
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

async function addForm(sheet: ExcelJS.Worksheet, view: DemandFormView): Promise<void> {
  sheet.columns = COLUMNS.map(column => ({ width: column.width }))
  sheet.getCell('A1').value = `${view.tenderTitle} 需求填报表`
  sheet.getCell('A1').font = { bold: true, size: 14 }
  sheet.getCell('A2').value = `医疗机构：${view.hospitalName}（${view.hospitalCode}）`
  sheet.getCell('A3').value =
    '只填写浅黄色单元格：整公斤、单价最多两位小数；整行留空表示不采购；低于上年用量规定比例的须填理由。'
  sheet.getRow(HEAD_ROW).values = COLUMNS.map(column => column.title)
  sheet.getRow(HEAD_ROW).font = { bold: true }
  for (const [i, lot] of view.lots.entries()) addLot(sheet.getRow(FIRST_ROW + i), lot)
  const last = Math.max(FIRST_ROW, FIRST_ROW + view.lots.length - 1)
  validate(sheet, `D${FIRST_ROW}:E${last}`, 'whole', MAX_LINE_KG, '请填写 0 至 9,999,999 的整公斤数。')
  validate(sheet, `F${FIRST_ROW}:F${last}`, 'decimal', MAX_LINE_KG, '请填写元/公斤，最多两位小数。')
  // No password: the lock guards against slips; what counts is checked again at the upload.
  await sheet.protect('', { formatColumns: true, selectLockedCells: true, selectUnlockedCells: true })
}

function addLot(row: ExcelJS.Row, lot: DemandFormLot): void {
  const price = lot.lastPriceFen === null ? null : Number(plainYuan(lot.lastPriceFen))
  row.values = [
    lot.code,
    lot.variety,
    GRADES[lot.grade] ?? lot.grade,
    lot.quantityKg,
    lot.lastYearKg,
    price,
    lot.reason,
  ]
  for (const letter of Object.values(INPUTS)) {
    const cell = row.getCell(letter)
    cell.protection = { locked: false }
    cell.fill = INPUT_FILL
  }
  row.getCell(INPUTS.lastPriceFen).numFmt = '0.00'
}

/** One rule for the whole range: a rule per cell makes a small file slow to open. */
function validate(
  sheet: ExcelJS.Worksheet,
  range: string,
  type: 'whole' | 'decimal',
  max: number,
  error: string,
): void {
  // The typings lack the collection that writes a rule for a range.
  const rules = sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
  rules.dataValidations.add(range, {
    type,
    operator: 'between',
    formulae: [0, max],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '填写有误',
    error,
  })
}

/** What the form was made for: an upload for another tender or hospital is told apart by it. */
async function addDictionary(sheet: ExcelJS.Worksheet, view: DemandFormView): Promise<void> {
  sheet.addRow([VERSION, view.tenderCode, view.hospitalCode])
  for (const lot of view.lots) sheet.addRow([lot.code, lot.variety, lot.grade])
  await sheet.protect('', {})
}

/** For whom a form must have been made, and the lots it may name. */
export interface ExpectedForm {
  readonly tenderCode: string
  readonly hospitalCode: string
  readonly lotCodes: ReadonlySet<string>
}

/**
 * Reads an uploaded form: all filled-in lines, or every wrong cell with its address. Rows without any figure are not
 * demand and are left out. Rules of demand itself are not judged here.
 */
export async function parseDemandForm(bytes: Uint8Array, expected: ExpectedForm): Promise<ParsedDemandForm> {
  const read = await readWorkbook(bytes, LIMITS)
  if (!read.ok) return read
  const sheet = read.workbook.getWorksheet(SHEET)
  const dictionary = read.workbook.getWorksheet(DICTIONARY)
  if (!sheet || !dictionary) return refused([violation('badFile')])
  const foreign = checkDictionary(dictionary, expected)
  if (foreign.length > 0) return refused(foreign)
  const found: Violation[] = []
  const seen = new Set<string>()
  const lines: DemandFormLine[] = []
  for (let row = FIRST_ROW; row <= Math.min(sheet.rowCount, LIMITS.maxRows); row++) {
    const line = parseRow(sheet.getRow(row), row, found)
    if (!line) continue
    found.push(...checkLot(line.lotCode, row, expected.lotCodes, seen))
    if (isComplete(line)) lines.push(line)
  }
  if (sheet.rowCount > LIMITS.maxRows) found.push(violation('badFile', `${SHEET}!A${LIMITS.maxRows + 1}`))
  return found.length > 0 ? refused(found) : { ok: true, lines }
}

const refused = (violations: readonly Violation[]): ParsedDemandForm => ({ ok: false, violations })

/** What both readers of cells have in common. */
interface Cells {
  getCell(address: string): { readonly value: unknown }
}

function checkDictionary(dictionary: Cells, expected: ExpectedForm): Violation[] {
  const identity = [
    ['A1', VERSION],
    ['B1', expected.tenderCode],
    ['C1', expected.hospitalCode],
  ] as const
  return identity.flatMap(([cell, text]) =>
    dictionary.getCell(cell).value === text ? [] : [violation('notOneOf', `${DICTIONARY}!${cell}`, { allowed: text })],
  )
}

type Draft = { readonly [Key in keyof DemandFormLine]: DemandFormLine[Key] | undefined } & { readonly row: number }

const isComplete = (line: Draft): line is DemandFormLine => !Object.values(line).includes(undefined)

/** A row's line with undefined for what could not be read; null for a row without figures. */
function parseRow(row: Cells, at: number, found: Violation[]): Draft | null {
  const read = (letter: string) => plainValue(row.getCell(letter).value)
  const cells = Object.values(INPUTS).map(read)
  if (cells.every(value => value === null)) return null
  const [quantity, lastYear, price, reason] = cells
  const report = (field: string, code: Violation['code']) => {
    found.push(violation(code, demandCell(at, field)))
    return undefined
  }
  const lotCode = read('A')
  const quantityKg = toKg(quantity, code => report('quantityKg', code))
  const lastYearKg = toKg(lastYear, code => report('lastYearKg', code))
  // Nothing was bought last year: then there is no price either.
  const noPrice = price === null && lastYearKg === 0
  return {
    row: at,
    lotCode: typeof lotCode === 'string' ? lotCode : report('lotCode', lotCode === null ? 'required' : 'notPlainCell'),
    quantityKg,
    lastYearKg,
    lastPriceFen: noPrice ? 0n : toFen(price, code => report('lastPriceFen', code)),
    reason: reason === NOT_PLAIN ? report('reason', 'notPlainCell') : toText(reason),
  }
}

const NOT_PLAIN = Symbol('formula, date, rich text, link, yes/no or error')
type Plain = string | number | null | typeof NOT_PLAIN | undefined
type Report = (code: Violation['code']) => undefined

/** The reader gives an object for everything that was not simply typed, also for a shared string it failed to resolve. */
function plainValue(value: unknown): Plain {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return NOT_PLAIN
  return value.trim() === '' ? null : value.trim()
}

const toText = (value: Exclude<Plain, typeof NOT_PLAIN>) =>
  value === null || value === undefined ? null : String(value)

function toKg(value: Plain, report: Report): number | undefined {
  if (value === NOT_PLAIN) return report('notPlainCell')
  if (value === null || value === undefined) return report('required')
  const kg = typeof value === 'number' ? value : parseKg(value)
  return isWholeKg(kg) ? kg : report('notWholeKg')
}

function toFen(value: Plain, report: Report): Fen | undefined {
  if (value === NOT_PLAIN) return report('notPlainCell')
  if (value === null || value === undefined) return report('required')
  return parseYuan(String(value)) ?? report('notYuan')
}

function checkLot(
  code: string | undefined,
  row: number,
  known: ReadonlySet<string>,
  seen: Set<string>,
): readonly Violation[] {
  if (code === undefined) return []
  const value = code.slice(0, 64)
  if (!known.has(code)) return [violation('unknownCode', `${SHEET}!A${row}`, { value })]
  if (seen.has(code)) return [violation('duplicate', `${SHEET}!A${row}`, { value })]
  seen.add(code)
  return []
}
