import ExcelJS from 'exceljs'
import { checkAnswer } from '#domain/declaration.ts'
import { INDICATOR_LEVELS, type Indicator, type IndicatorLevel } from '#domain/indicators.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { readWorkbook } from './uploadedWorkbook.ts'

/** What an indicator is answered for, by name. */
export interface FormSubject {
  readonly key: string
  readonly name: string
  readonly level: IndicatorLevel
}

/** A supplier's declarations in a tender, as a workbook shows them. */
export interface DeclarationFormView {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly issuedAt: Date
  readonly indicators: readonly Indicator[]
  readonly subjects: readonly FormSubject[]
  /** `<subject key>|<indicator code>` → the answer so far. */
  readonly answers: ReadonlyMap<string, unknown>
  /** The same keys → names of the files attached. */
  readonly files: ReadonlyMap<string, readonly string[]>
}

/** An answer that was filled in, and its cell. */
export interface FormAnswer {
  readonly cell: string
  readonly subjectKey: string
  readonly indicatorCode: string
  readonly value: boolean | string
}

export type ParsedDeclaration =
  | { readonly ok: true; readonly answers: readonly FormAnswer[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const SHEETS: Readonly<Record<IndicatorLevel, string>> = { company: '企业级', variety: '品种级', spec: '品规级' }
const DICTIONARY = '字典'
const VERSION = 'bencao.declarationForm/1'
const HEADS = ['对象键（勿改）', '对象', '指标', '指标名称', '填写要求', '回答', '已附佐证材料'] as const
const WIDTHS = [20, 26, 8, 18, 34, 40, 44] as const
const HEAD_ROW = 3
const FIRST_ROW = 4
const ANSWER = 'F'
const LAST_ROW = 6_000
const LIMITS = { maxBytes: 5_000_000, maxUnzippedBytes: 30_000_000, maxRows: 20_000 }
const YES_NO = { 是: true, 否: false } as const
const VALUE_SHOWN = 64

const keyOf = (subjectKey: string, code: string): string => `${subjectKey}|${code}`
const cellOf = (level: IndicatorLevel, row: number): string => `${SHEETS[level]}!${ANSWER}${row}`

/** The workbook: a sheet per level, a row per subject and indicator; only answers can be typed. */
export async function renderDeclarationForm(view: DeclarationFormView): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = view.issuedAt
  workbook.modified = view.issuedAt
  for (const level of INDICATOR_LEVELS) await addLevel(workbook, view, level)
  addDictionary(workbook.addWorksheet(DICTIONARY, { state: 'veryHidden' }), view)
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

/** Tier indicators in their order: each has a column of the dictionary. */
const tiered = (indicators: readonly Indicator[]) => indicators.filter(one => one.rule.type === 'tier')

async function addLevel(workbook: ExcelJS.Workbook, view: DeclarationFormView, level: IndicatorLevel): Promise<void> {
  const sheet = workbook.addWorksheet(SHEETS[level], { views: [{ state: 'frozen', ySplit: HEAD_ROW }] })
  sheet.columns = WIDTHS.map(width => ({
    width,
    style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } },
  }))
  sheet.getCell('A1').value = `${view.tenderTitle}：${SHEETS[level]}指标申报`
  sheet.getCell('A1').font = { bold: true, size: 14 }
  sheet.getCell('A2').value = `${view.supplierName}。只填“回答”列，留空不改动；佐证材料请在平台上传。`
  sheet.getRow(HEAD_ROW).values = [...HEADS]
  sheet.getRow(HEAD_ROW).font = { bold: true }
  const subjects = view.subjects.filter(one => one.level === level)
  let row = FIRST_ROW
  for (const indicator of view.indicators.filter(one => one.level === level)) {
    const first = row
    for (const subject of subjects) {
      const key = keyOf(subject.key, indicator.code)
      const files = (view.files.get(key) ?? []).join('；')
      const asked = indicator.evidence?.zh ?? '无须佐证'
      sheet.getRow(row).values = [
        subject.key,
        subject.name,
        indicator.code,
        `${indicator.name.zh}（${indicator.points} 分）`,
        hintOf(indicator),
        shownAnswer(indicator, view.answers.get(key)),
        files || `未附（应附：${asked}）`,
      ]
      sheet.getCell(`${ANSWER}${row}`).protection = { locked: false }
      row++
    }
    if (row > first) choose(sheet, `${ANSWER}${first}:${ANSWER}${row - 1}`, indicator, view.indicators)
  }
  await sheet.protect('', { formatColumns: true, selectLockedCells: true, selectUnlockedCells: true })
}

function hintOf({ rule }: Indicator): string {
  switch (rule.type) {
    case 'tier':
      return '从列表选择'
    case 'boolean':
      return '填“是”或“否”'
    case 'expert':
      return '文字说明，最多 2000 字'
    default:
      return rule.unit.zh
  }
}

function shownAnswer({ rule }: Indicator, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (rule.type === 'tier') return rule.tiers.find(tier => tier.code === value)?.name.zh ?? String(value)
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value)
}

/** One rule for all rows of an indicator: a rule per cell makes a small file slow to open. */
function choose(sheet: ExcelJS.Worksheet, range: string, indicator: Indicator, all: readonly Indicator[]): void {
  const list = listOf(indicator, all)
  if (list === null) return
  // The typings lack the collection that writes a rule for a range.
  const rules = sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
  rules.dataValidations.add(range, {
    type: 'list',
    formulae: [list],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '填写有误',
    error: '请从列表中选择。',
  })
}

function listOf(indicator: Indicator, all: readonly Indicator[]): string | null {
  const { rule } = indicator
  if (rule.type === 'boolean') return `"${Object.keys(YES_NO).join(',')}"`
  if (rule.type !== 'tier') return null
  const column = columnLetter(tiered(all).indexOf(indicator))
  return `${DICTIONARY}!$${column}$2:$${column}$${rule.tiers.length + 1}`
}

const LETTERS = 26

function columnLetter(index: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (index % LETTERS))
  return index < LETTERS ? letter : columnLetter(Math.floor(index / LETTERS) - 1) + letter
}

function addDictionary(sheet: ExcelJS.Worksheet, { tenderCode, supplierCode, indicators }: DeclarationFormView): void {
  sheet.addRow([VERSION, tenderCode, supplierCode])
  const lists = tiered(indicators).map(({ rule }) => (rule.type === 'tier' ? rule.tiers.map(tier => tier.name.zh) : []))
  for (let i = 0; i < Math.max(0, ...lists.map(list => list.length)); i++)
    sheet.addRow(lists.map(list => list[i] ?? null))
}

/** What an uploaded form must be about. */
export type DeclarationFormFrame = Pick<DeclarationFormView, 'tenderCode' | 'supplierCode' | 'indicators' | 'subjects'>

/**
 * Reads an uploaded form: all answers that are filled in, or every wrong cell with its address. Tiers may stand by name
 * or by code. Blank answers change nothing. A form of another tender or supplier is refused as a whole.
 */
export async function parseDeclarationForm(bytes: Uint8Array, frame: DeclarationFormFrame): Promise<ParsedDeclaration> {
  const read = await readWorkbook(bytes, LIMITS)
  if (!read.ok) return read
  const dictionary = read.workbook.getWorksheet(DICTIONARY)
  const head = ['A1', 'B1', 'C1'].map(cell => dictionary?.getCell(cell).value)
  if (head.join(' ') !== [VERSION, frame.tenderCode, frame.supplierCode].join(' '))
    return { ok: false, violations: [violation('badFile')] }
  const found: Violation[] = []
  const answers = INDICATOR_LEVELS.flatMap(level => {
    const sheet = read.workbook.getWorksheet(SHEETS[level])
    return sheet ? readLevel(sheet, level, frame, found) : []
  })
  return found.length > 0 ? { ok: false, violations: found } : { ok: true, answers }
}

/** What both readers of sheets have in common. */
interface Sheet {
  readonly rowCount: number
  getCell(address: string): { readonly value: unknown }
}

function readLevel(sheet: Sheet, level: IndicatorLevel, frame: DeclarationFormFrame, found: Violation[]): FormAnswer[] {
  const subjects = new Set(frame.subjects.filter(one => one.level === level).map(one => one.key))
  const indicators = new Map(frame.indicators.filter(one => one.level === level).map(one => [one.code, one]))
  const seen = new Set<string>()
  const answers: FormAnswer[] = []
  if (sheet.rowCount > LAST_ROW) found.push(violation('badFile', `${SHEETS[level]}!A${LAST_ROW + 1}`))
  for (let row = FIRST_ROW; row <= Math.min(sheet.rowCount, LAST_ROW); row++) {
    const raw = sheet.getCell(`${ANSWER}${row}`).value
    if (raw === null || raw === undefined || raw === '') continue
    const cell = cellOf(level, row)
    const subjectKey = plain(sheet.getCell(`A${row}`).value)
    const code = plain(sheet.getCell(`C${row}`).value)
    const indicator = indicators.get(code)
    if (!subjects.has(subjectKey) || !indicator) {
      const place = indicator ? `A${row}` : `C${row}`
      const value = (indicator ? subjectKey : code).slice(0, VALUE_SHOWN)
      found.push(violation('unknownCode', `${SHEETS[level]}!${place}`, { value }))
      continue
    }
    const key = keyOf(subjectKey, code)
    if (seen.has(key)) found.push(violation('duplicate', cell, { value: key }))
    seen.add(key)
    const value = readAnswer(indicator, raw)
    if (value === null) found.push(violation('notPlainCell', cell))
    else {
      const wrong = checkAnswer(indicator, value, cell).map(one => inWords(one, indicator))
      found.push(...wrong)
      if (wrong.length === 0) answers.push({ cell, subjectKey, indicatorCode: code, value })
    }
  }
  return answers
}

const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

/** What was typed; null for a formula, a date, rich text, a link or an error. */
function readAnswer({ rule }: Indicator, raw: unknown): boolean | string | null {
  if (rule.type === 'boolean') {
    if (typeof raw === 'boolean') return raw
    return raw === '是' || raw === '否' ? YES_NO[raw] : typeof raw === 'string' ? raw : null
  }
  if (typeof raw !== 'string' && typeof raw !== 'number') return null
  // 1e21 is a number that Excel has shortened, not what somebody typed.
  if (typeof raw === 'number' && /e/i.test(String(raw))) return null
  const text = String(raw).trim()
  return rule.type === 'tier' ? (rule.tiers.find(tier => tier.name.zh === text)?.code ?? text) : text
}

/** The choices by name, as the sheet offers them. */
function inWords(found: Violation, { rule }: Indicator): Violation {
  if (found.code !== 'notOneOf') return found
  const names = rule.type === 'tier' ? rule.tiers.map(tier => tier.name.zh) : Object.keys(YES_NO)
  return { ...found, params: { allowed: names.join('、') } }
}
