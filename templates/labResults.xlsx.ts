import ExcelJS from 'exceljs'
import { limitText, parseMeasured, type StandardField } from '#domain/sampleStandard.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { readWorkbook } from './uploadedWorkbook.ts'

/** A lot as its sheet shows it: fields as columns, blind codes as rows. */
export interface LabLot {
  readonly lot: string
  /** Variety and grade. */
  readonly name: string
  readonly fields: readonly StandardField[]
  readonly samples: readonly { readonly blindCode: string; readonly values: Readonly<Record<string, string>> }[]
}

/** A row of results; `cellOf` names the cell of a field, or of the code. */
export interface ReadResult {
  readonly blindCode: string
  readonly values: Readonly<Record<string, string>>
  readonly cellOf: (field: string) => string
}

export type ParsedResults =
  | { readonly ok: true; readonly results: readonly ReadResult[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const VERSION = 'bencao.labResults/1'
const DICTIONARY = '字典'
const HEAD_ROW = 3
const LIMIT_ROW = 4
const FIRST_ROW = 5
const LAST_ROW = 5100
const LIMITS = { maxBytes: 5_000_000, maxUnzippedBytes: 40_000_000, maxRows: 12_000 }
const FOUND_MAX = 200

/** The laboratory's workbook: a sheet per lot, its blind codes and limits filled in, one ranged list per choice field. */
export async function renderLabResults(tenderId: string, lots: readonly LabLot[], issuedAt: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = issuedAt
  workbook.modified = issuedAt
  for (const lot of lots)
    addLot(workbook.addWorksheet(lot.lot, { views: [{ state: 'frozen', xSplit: 1, ySplit: LIMIT_ROW }] }), lot)
  const dictionary = workbook.addWorksheet(DICTIONARY, { state: 'veryHidden' })
  dictionary.addRow([VERSION, tenderId])
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

function addLot(sheet: ExcelJS.Worksheet, { name, fields, samples }: LabLot): void {
  sheet.columns = [16, ...fields.map(() => 18)].map(width => ({ width, style: { numFmt: '@' } }))
  sheet.getCell('A1').value = `${name} 检验结果`
  sheet.getCell('A1').font = { bold: true, size: 14 }
  sheet.getCell('A2').value =
    '数值按标准规定的小数位填写；低于定量限填“<定量限”，未检出填“未检出”。不要改动盲码与表头。'
  sheet.getRow(HEAD_ROW).values = ['盲码', ...fields.map(headOf)]
  sheet.getRow(HEAD_ROW).font = { bold: true }
  sheet.getRow(LIMIT_ROW).values = ['限度', ...fields.map(limitText)]
  sheet.getRow(LIMIT_ROW).font = { italic: true, color: { argb: 'FF666666' } }
  for (const [i, sample] of samples.entries())
    sheet.getRow(FIRST_ROW + i).values = [sample.blindCode, ...fields.map(field => sample.values[field.code] ?? null)]
  const last = FIRST_ROW + Math.max(samples.length, 1) - 1
  for (const [i, field] of fields.entries())
    if (field.kind === 'choice') choose(sheet, `${letter(i + 1)}${FIRST_ROW}:${letter(i + 1)}${last}`, field.choices)
}

const headOf = ({ name, unit }: StandardField) => (unit === '' ? name.zh : `${name.zh}（${unit}）`)

/** One rule for the whole range: a rule per cell makes a small file slow to open. */
function choose(sheet: ExcelJS.Worksheet, range: string, choices: readonly string[]): void {
  // The typings lack the collection that writes a rule for a range.
  const rules = sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
  rules.dataValidations.add(range, {
    type: 'list',
    formulae: [`"${choices.join(',')}"`],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '填写有误',
    error: '请从列表中选择。',
  })
}

/** 0 → A, 26 → AA. */
function letter(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26))
  return index < 26 ? rest : `${letter(Math.floor(index / 26) - 1)}${rest}`
}

/**
 * Reads a workbook that a laboratory filled in: every row that has a value, or every wrong cell with its address (at most
 * 200). A sheet that is no lot of the laboratory's, a changed head, a code that is not on the bench are named. Whether a
 * value is good is judged by the caller, who knows the frozen standards.
 * @param lots the laboratory's bench as it is now
 */
export async function parseLabResults(
  bytes: Uint8Array,
  tenderId: string,
  lots: readonly LabLot[],
): Promise<ParsedResults> {
  const read = await readWorkbook(bytes, LIMITS)
  if (!read.ok) return read
  const dictionary = read.workbook.getWorksheet(DICTIONARY)
  if (!dictionary || plain(dictionary.getCell('A1').value) !== VERSION) return refused([violation('badFile')])
  if (plain(dictionary.getCell('B1').value) !== tenderId) return refused([violation('badFile', `${DICTIONARY}!B1`)])
  const byName = new Map(lots.map(lot => [lot.lot, lot]))
  const found: Violation[] = []
  const results: ReadResult[] = []
  const seen = new Set<string>()
  for (const sheet of read.workbook.worksheets) {
    if (sheet.name === DICTIONARY) continue
    const lot = byName.get(sheet.name)
    if (lot) readLot(sheet, lot, { found, results, seen })
    else found.push(violation('unknownCode', sheet.name, { value: sheet.name.slice(0, 64) }))
  }
  if (found.length > 0) return refused(found.slice(0, FOUND_MAX))
  if (results.length === 0) return refused([violation('required', `${lots[0]?.lot ?? ''}!B${FIRST_ROW}`)])
  return { ok: true, results }
}

const refused = (violations: readonly Violation[]): ParsedResults => ({ ok: false, violations })

interface Reading {
  readonly found: Violation[]
  readonly results: ReadResult[]
  readonly seen: Set<string>
}

/** What the readers of sheets have in common. */
interface Sheet {
  readonly name: string
  readonly rowCount: number
  getCell(address: string): { readonly value: unknown }
}

function readLot(sheet: Sheet, lot: LabLot, { found, results, seen }: Reading): void {
  lot.fields.forEach((field, i) => {
    const at = `${letter(i + 1)}${HEAD_ROW}`
    if (plain(sheet.getCell(at).value) !== headOf(field))
      found.push(violation('badCell', `${sheet.name}!${at}`, { expected: headOf(field) }))
  })
  const known = new Set(lot.samples.map(sample => sample.blindCode))
  if (sheet.rowCount > LAST_ROW) found.push(violation('badFile', `${sheet.name}!A${LAST_ROW + 1}`))
  for (let row = FIRST_ROW; row <= Math.min(sheet.rowCount, LAST_ROW); row++) {
    const values = readRow(sheet, lot.fields, row, found)
    const code = plain(sheet.getCell(`A${row}`).value)
    const at = `${sheet.name}!A${row}`
    if (code === null && Object.keys(values).length === 0) continue
    if (code === null) found.push(violation('required', at))
    else if (code === NOT_PLAIN) found.push(violation('notPlainCell', at))
    else if (!known.has(code)) found.push(violation('unknownCode', at, { value: code.slice(0, 64) }))
    else if (seen.has(code)) found.push(violation('duplicate', at, { value: code }))
    else if (Object.keys(values).length > 0) {
      const columns = new Map(lot.fields.map((field, i) => [field.code, letter(i + 1)]))
      results.push({ blindCode: code, values, cellOf: field => `${sheet.name}!${columns.get(field) ?? 'A'}${row}` })
    }
    if (typeof code === 'string') seen.add(code)
  }
}

function readRow(
  sheet: Sheet,
  fields: readonly StandardField[],
  row: number,
  found: Violation[],
): Record<string, string> {
  const values: Record<string, string> = {}
  fields.forEach((field, i) => {
    const at = `${letter(i + 1)}${row}`
    const value = plain(sheet.getCell(at).value)
    if (value === null) return
    if (value === NOT_PLAIN) found.push(violation('notPlainCell', `${sheet.name}!${at}`))
    else if (field.kind === 'number' && !parseMeasured(value))
      found.push(violation('notANumber', `${sheet.name}!${at}`))
    else values[field.code] = value
  })
  return values
}

const NOT_PLAIN: unique symbol = Symbol('formula, rich text, link, date, yes/no or error')

/** A cell as it was typed; the reader gives an object for everything else. A number is printed as short as it is exact. */
function plain(value: unknown): string | null | typeof NOT_PLAIN {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) && !/e/i.test(String(value)) ? String(value) : NOT_PLAIN
  if (typeof value !== 'string') return NOT_PLAIN
  return value.trim() === '' ? null : value.trim()
}
