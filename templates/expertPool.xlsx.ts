import ExcelJS from 'exceljs'
import { TIE_KINDS, type TieKind } from '#domain/recusal.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { readWorkbook } from './uploadedWorkbook.ts'

/** A code and the name under which people choose it. */
export interface Choice {
  readonly code: string
  readonly name: string
}

/** What the workbook offers to choose from, and what it may name when it comes back. */
export interface PoolChoices {
  readonly specialties: readonly Choice[]
  /** Provinces. */
  readonly regions: readonly Choice[]
}

/** A tie to a supplier, and the row it stands in. */
export interface PoolTie {
  readonly row: number
  readonly kind: TieKind
  readonly supplier: string
  /** The end of the last day, Asia/Shanghai; null while it lasts. */
  readonly until: Date | null
}

/** An expert, and the row they stand in; ties are null where the workbook says nothing about them. */
export interface PoolExpert {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly region: string
  readonly employer: string
  readonly outside: boolean
  readonly ties: readonly PoolTie[] | null
}

export type ParsedPool =
  | { readonly ok: true; readonly experts: readonly PoolExpert[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const EXPERTS = '专家'
const TIES = '关系'
const DICTIONARY = '字典'
const VERSION = 'bencao.expertPool/1'
const HEAD_ROW = 3
const FIRST_ROW = 4
const LAST_ROW = 5000
const LIMITS = { maxBytes: 5_000_000, maxUnzippedBytes: 20_000_000, maxRows: 12_000 }
/** Rows whose code begins so are examples, never people. */
const EXAMPLE = '示例'
const NO_TIE = '无'
const KIND_WORDS: Readonly<Record<TieKind, string>> = { employment: '任职', kinship: '亲属', holding: '持股' }
const YES_NO = { 是: true, 否: false } as const

const EXPERT_COLUMNS = { code: 'A', name: 'B', specialty: 'C', region: 'D', employer: 'E', outside: 'F' } as const
const TIE_COLUMNS = { expert: 'A', kind: 'B', supplier: 'C', until: 'D' } as const

const EXPERT_HEADS = ['专家编码', '姓名', '专业', '地区', '工作单位', '系统外专家']
const TIE_HEADS = ['专家编码', '关系', '企业编码', '终止日期']

/** The cell of a field: of an expert, or (with `tie`) of a tie. */
export const poolCell = (row: number, field: string): string => `${EXPERTS}!${letterOf(EXPERT_COLUMNS, field)}${row}`
export const tieCell = (row: number, field: string): string => `${TIES}!${letterOf(TIE_COLUMNS, field)}${row}`

const letterOf = (columns: Readonly<Record<string, string>>, field: string): string => columns[field] ?? 'A'

/** The empty workbook with two examples, and lists to choose from; `issuedAt` goes into its properties. */
export async function renderExpertPool(choices: PoolChoices, issuedAt: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = issuedAt
  workbook.modified = issuedAt
  addExperts(workbook.addWorksheet(EXPERTS, { views: [{ state: 'frozen', ySplit: HEAD_ROW }] }), choices)
  addTies(workbook.addWorksheet(TIES, { views: [{ state: 'frozen', ySplit: HEAD_ROW }] }))
  addDictionary(workbook.addWorksheet(DICTIONARY, { state: 'veryHidden' }), choices)
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

function addExperts(sheet: ExcelJS.Worksheet, { specialties, regions }: PoolChoices): void {
  head(sheet, '评审专家库', EXPERT_HEADS, [14, 12, 14, 16, 36, 12])
  sheet.getCell('A2').value =
    `从第 ${FIRST_ROW + 2} 行起填写，一人一行；灰色示例行不会导入，可以删除。已有编码的专家将被更新。系统外专家：不在联采办及成员单位任职的填“是”。`
  const specialty = specialties[0]?.name ?? ''
  const region = regions[0]?.name ?? ''
  example(sheet, FIRST_ROW, [`${EXAMPLE}1`, '张三', specialty, region, '某某中医院', '是'])
  example(sheet, FIRST_ROW + 1, [`${EXAMPLE}2`, '李四', specialty, region, '某某联采办', '否'])
  choose(sheet, `C${FIRST_ROW}:C${LAST_ROW}`, `${DICTIONARY}!$A$2:$A$${specialties.length + 1}`, '请从列表中选择专业。')
  choose(sheet, `D${FIRST_ROW}:D${LAST_ROW}`, `${DICTIONARY}!$B$2:$B$${regions.length + 1}`, '请从列表中选择地区。')
  choose(sheet, `F${FIRST_ROW}:F${LAST_ROW}`, `"${Object.keys(YES_NO).join(',')}"`, '请填写“是”或“否”。')
}

function addTies(sheet: ExcelJS.Worksheet): void {
  head(sheet, '专家与企业的关系', TIE_HEADS, [14, 12, 16, 16])
  sheet.getCell('A2').value =
    `关系未终止的不填终止日期。在此列出的专家，其原有关系以本表为准；关系选“${NO_TIE}”表示该专家已声明没有关系。`
  example(sheet, FIRST_ROW, [`${EXAMPLE}1`, KIND_WORDS.employment, 'S0001', '2024-06-30'])
  const kinds = [...Object.values(KIND_WORDS), NO_TIE].join(',')
  choose(sheet, `B${FIRST_ROW}:B${LAST_ROW}`, `"${kinds}"`, '请从列表中选择关系。')
  sheet.getColumn('D').numFmt = 'yyyy-mm-dd'
}

function head(sheet: ExcelJS.Worksheet, title: string, heads: readonly string[], widths: readonly number[]): void {
  sheet.columns = widths.map(width => ({ width, style: { numFmt: '@' } }))
  sheet.getCell('A1').value = title
  sheet.getCell('A1').font = { bold: true, size: 14 }
  sheet.getRow(HEAD_ROW).values = [...heads]
  sheet.getRow(HEAD_ROW).font = { bold: true }
}

function example(sheet: ExcelJS.Worksheet, row: number, values: readonly string[]): void {
  sheet.getRow(row).values = [...values]
  sheet.getRow(row).font = { italic: true, color: { argb: 'FF808080' } }
}

/** One rule for the whole range: a rule per cell makes a small file slow to open. */
function choose(sheet: ExcelJS.Worksheet, range: string, list: string, error: string): void {
  // The typings lack the collection that writes a rule for a range.
  const rules = sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
  rules.dataValidations.add(range, {
    type: 'list',
    formulae: [list],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '填写有误',
    error,
  })
}

function addDictionary(sheet: ExcelJS.Worksheet, { specialties, regions }: PoolChoices): void {
  sheet.addRow([VERSION])
  for (let i = 0; i < Math.max(specialties.length, regions.length); i++)
    sheet.addRow([specialties[i]?.name ?? null, regions[i]?.name ?? null])
}

/**
 * Reads an uploaded pool: all experts with the ties told about, or every wrong cell with its address. Choices may stand
 * by name or by code. Whether a supplier exists is not judged here.
 */
export async function parseExpertPool(bytes: Uint8Array, choices: PoolChoices): Promise<ParsedPool> {
  const read = await readWorkbook(bytes, LIMITS)
  if (!read.ok) return read
  const experts = read.workbook.getWorksheet(EXPERTS)
  if (!experts) return refused([violation('badFile')])
  const found: Violation[] = []
  const rows = readExperts(experts, choices, found)
  const ties = readTies(read.workbook.getWorksheet(TIES), new Set(rows.map(row => row.code)), found)
  if (found.length > 0) return refused(found)
  if (rows.length === 0) return refused([violation('required', poolCell(FIRST_ROW, 'code'))])
  return { ok: true, experts: rows.map(row => ({ ...row, ties: ties.get(row.code) ?? null })) }
}

const refused = (violations: readonly Violation[]): ParsedPool => ({ ok: false, violations })

/** What both readers of sheets have in common. */
interface Sheet {
  readonly rowCount: number
  getCell(address: string): { readonly value: unknown }
}

type Report = (field: string, code: Violation['code'], allowed?: string) => undefined

/** Reads the cells of one row; null for a row that is blank or an example. */
function rowReader(sheet: Sheet, columns: Readonly<Record<string, string>>, row: number) {
  const cells = new Map<string, Plain>(
    Object.keys(columns).map(field => [field, plain(sheet.getCell(`${columns[field]}${row}`).value)]),
  )
  const values = [...cells.values()]
  const first = values[0]
  if (values.every(value => value === null)) return null
  if (typeof first === 'string' && first.startsWith(EXAMPLE)) return null
  return (field: string): Plain => cells.get(field) ?? null
}

const NOT_PLAIN: unique symbol = Symbol('formula, rich text, link, yes/no or error')
type Plain = string | Date | null | typeof NOT_PLAIN

/** The reader gives an object for everything that was not simply typed. */
function plain(value: unknown): Plain {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value
  // 1e21 is a number that Excel has shortened, not what somebody typed.
  if (typeof value === 'number') return /e/i.test(String(value)) ? NOT_PLAIN : String(value)
  if (typeof value !== 'string') return NOT_PLAIN
  return value.trim() === '' ? null : value.trim()
}

function readExperts(sheet: Sheet, choices: PoolChoices, found: Violation[]): Omit<PoolExpert, 'ties'>[] {
  const rows: Omit<PoolExpert, 'ties'>[] = []
  const seen = new Set<string>()
  for (let row = FIRST_ROW; row <= Math.min(sheet.rowCount, LAST_ROW); row++) {
    const read = rowReader(sheet, EXPERT_COLUMNS, row)
    if (read === null) continue
    const report: Report = (field, code, allowed) => {
      found.push(violation(code, poolCell(row, field), allowed === undefined ? undefined : { allowed }))
    }
    const text = (field: string) => textOf(read(field), field, report)
    const code = text('code')
    const name = text('name')
    const specialty = chosen(text('specialty'), choices.specialties, 'specialty', report)
    const region = chosen(text('region'), choices.regions, 'region', report)
    const employer = text('employer')
    const outside = yesNo(text('outside'), report)
    if (code !== undefined && seen.has(code))
      found.push(violation('duplicate', poolCell(row, 'code'), { value: code.slice(0, 64) }))
    if (code !== undefined) seen.add(code)
    // A code that is there keeps its ties from being reported as a stranger's; a row with faults is refused anyway.
    rows.push({
      row,
      code: code ?? '',
      name: name ?? '',
      specialty: specialty ?? '',
      region: region ?? '',
      employer: employer ?? '',
      outside: outside ?? false,
    })
  }
  if (sheet.rowCount > LAST_ROW) found.push(violation('badFile', poolCell(LAST_ROW + 1, 'code')))
  return rows
}

function readTies(sheet: Sheet | undefined, experts: ReadonlySet<string>, found: Violation[]): Map<string, PoolTie[]> {
  const ties = new Map<string, PoolTie[]>()
  if (!sheet) return ties
  for (let row = FIRST_ROW; row <= Math.min(sheet.rowCount, LAST_ROW); row++) {
    const read = rowReader(sheet, TIE_COLUMNS, row)
    if (read === null) continue
    const report: Report = (field, code, allowed) => {
      found.push(violation(code, tieCell(row, field), allowed === undefined ? undefined : { allowed }))
    }
    const expert = textOf(read('expert'), 'expert', report)
    const word = textOf(read('kind'), 'kind', report)
    if (expert !== undefined && !experts.has(expert))
      found.push(violation('unknownCode', tieCell(row, 'expert'), { value: expert.slice(0, 64) }))
    const own = ties.get(expert ?? '') ?? []
    ties.set(expert ?? '', own)
    if (word === undefined || word === NO_TIE) continue
    const kind = TIE_KINDS.find(known => known === word || KIND_WORDS[known] === word)
    if (kind === undefined) report('kind', 'notOneOf', [...Object.values(KIND_WORDS), NO_TIE].join('、'))
    const supplier = textOf(read('supplier'), 'supplier', report)
    const until = dayOf(read('until'), report)
    if (kind !== undefined && supplier !== undefined && until !== undefined) own.push({ row, kind, supplier, until })
  }
  if (sheet.rowCount > LAST_ROW) found.push(violation('badFile', tieCell(LAST_ROW + 1, 'expert')))
  return ties
}

function textOf(value: Plain, field: string, report: Report): string | undefined {
  if (value === null) return report(field, 'required')
  return typeof value === 'string' ? value : report(field, 'notPlainCell')
}

/** The code of what was chosen by name or by code. */
function chosen(text: string | undefined, choices: readonly Choice[], field: string, report: Report) {
  if (text === undefined) return undefined
  const names = choices.map(choice => choice.name).join('、')
  return choices.find(choice => choice.name === text || choice.code === text)?.code ?? report(field, 'notOneOf', names)
}

function yesNo(text: string | undefined, report: Report): boolean | undefined {
  if (text === undefined) return undefined
  if (text === '是' || text === '否') return YES_NO[text]
  return report('outside', 'notOneOf', Object.keys(YES_NO).join('、'))
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
/** The last millisecond of a day in Asia/Shanghai, in UTC. */
const DAY_END = [15, 59, 59, 999] as const

/** A day typed as a date or as text; undefined, and reported, for anything else. Null while the tie lasts. */
/** A number in a cell for days is read as one around 1900. */
const FIRST_YEAR = 1950

function dayOf(value: Plain, report: Report): Date | null | undefined {
  if (value === null) return null
  if (value === NOT_PLAIN) return report('until', 'notPlainCell')
  const [, year, month, day] = DAY.exec(value instanceof Date ? dayText(value) : value) ?? []
  const end = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), ...DAY_END))
  const isReal = end.getUTCMonth() === Number(month) - 1 && end.getUTCDate() === Number(day)
  return isReal && Number(year) >= FIRST_YEAR ? end : report('until', 'notOneOf', 'YYYY-MM-DD')
}

/** Dates of cells have no zone: the reader puts them at midnight UTC. */
const dayText = (date: Date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10))
