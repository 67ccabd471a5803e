// Every workbook of the review that somebody sends in, against the same bad files and cells.
import { deflateRawSync } from 'node:zlib'
import ExcelJS from '@protobi/exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_INDICATORS } from '#domain/indicators.ts'
import type { Violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { parseStandard } from '../../api/domain/sampleStandard.ts'
import { parseDeclarationForm, renderDeclarationForm } from '../../templates/declarationForm.xlsx.ts'
import { parseExpertPool, renderExpertPool } from '../../templates/expertPool.xlsx.ts'
import { parseLabResults, renderLabResults } from '../../templates/labResults.xlsx.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { unzip, zipStored } from '../../templates/zip.ts'
import { SMALL_STANDARD } from '../support/samples.ts'

type Parsed = { readonly ok: true } | { readonly ok: false; readonly violations: readonly Violation[] }

/** A workbook that is sent in, and where in it something is typed. */
interface Place {
  readonly render: () => Promise<Uint8Array>
  readonly parse: (bytes: Uint8Array) => Promise<Parsed>
  /** What must be there for the form to be taken. */
  readonly fill: (cell: (at: string) => ExcelJS.Cell) => void
  /** A cell for a number (for the pool, for a day), one for a choice, one for words, the head that is judged. */
  readonly number: string
  readonly choice: string
  readonly words: string | null
  readonly head: string | null
}

const ISSUED = new Date('2026-03-01T00:00:00Z')
const FIELDS = parseStandard(SMALL_STANDARD)?.fields ?? []
const TENDER = '00000000-0000-4000-8000-000000000001'
const LOTS = [{ lot: 'HQ-T', name: '黄芪统货', fields: FIELDS, samples: [{ blindCode: 'MA', values: {} }] }]
const CHOICES = {
  specialties: [{ code: 'quality', name: '质量检验' }],
  regions: [{ code: '370000', name: '山东省' }],
}
const SUBJECTS = [
  { key: 'company', name: '本企业', level: 'company' },
  { key: 'lot:HQ-T', name: 'HQ-T', level: 'spec' },
] as const
const FRAME = { tenderCode: 'T1', supplierCode: 'S1', indicators: DEFAULT_INDICATORS, subjects: SUBJECTS }

/** The row of an indicator in a sheet with one subject: each sheet lists its indicators from row 4. */
const rowOf = (level: string, code: string) =>
  4 + DEFAULT_INDICATORS.filter(one => one.level === level).findIndex(one => one.code === code)

function type(cell: ExcelJS.Cell, value: ExcelJS.CellValue): void {
  cell.value = value
}

const PLACES: Readonly<Record<string, Place>> = {
  'a declaration': {
    render: () =>
      renderDeclarationForm({
        ...FRAME,
        tenderTitle: '首批',
        supplierName: '饮片企业1',
        issuedAt: ISSUED,
        answers: new Map(),
        files: new Map(),
      }),
    parse: bytes => parseDeclarationForm(bytes, FRAME),
    fill: cell => type(cell(`企业级!F${rowOf('company', 'Q5')}`), 1),
    number: `企业级!F${rowOf('company', 'Q5')}`,
    choice: `企业级!F${rowOf('company', 'Q2')}`,
    words: null,
    head: null,
  },
  'results of a laboratory': {
    render: () => renderLabResults(TENDER, LOTS, ISSUED),
    parse: bytes => parseLabResults(bytes, TENDER, LOTS),
    fill: cell => type(cell('HQ-T!B5'), '符合'),
    number: 'HQ-T!C5',
    choice: 'HQ-T!B5',
    words: 'HQ-T!F5',
    head: 'HQ-T!C3',
  },
  'a pool of experts': {
    render: () => renderExpertPool(CHOICES, ISSUED),
    parse: bytes => parseExpertPool(bytes, CHOICES),
    fill: cell => {
      for (const [i, value] of ['E01', '王一', '质量检验', '山东省', '省中医院', '是'].entries())
        cell(`专家!${'ABCDEF'[i]}6`).value = value
      for (const [i, value] of ['E01', '任职', 'S1', '2024-06-30'].entries()) cell(`关系!${'ABCD'[i]}6`).value = value
    },
    number: '关系!D6',
    choice: '专家!F6',
    words: '专家!A6',
    head: null,
  },
}

/** A deflated archive of one part that is one text so many times. */
function bomb(name: string, text: string, times: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(text.length * times, text), { level: 1 })
  const stored = zipStored(new Map([[name, packed]]))
  stored.writeUInt16LE(8, 8)
  stored.writeUInt16LE(8, 30 + name.length + packed.length + 10)
  return stored
}

describe.each(Object.entries(PLACES))('%s', (_name, place) => {
  let form: Uint8Array
  beforeAll(async () => {
    form = await edited(() => undefined)
  })

  async function edited(change: (cell: (at: string) => ExcelJS.Cell, book: ExcelJS.Workbook) => void) {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(await place.render()).buffer)
    const cell = (at: string) => {
      const [sheet = '', address = ''] = at.split('!')
      const found = book.getWorksheet(sheet)?.getCell(address)
      if (!found) throw new Error(`no cell ${at}`)
      return found
    }
    place.fill(cell)
    change(cell, book)
    return new Uint8Array(await book.xlsx.writeBuffer())
  }

  /** The filled form with its first sheet of cells rewritten by hand. */
  function tampered(change: (xml: string) => string): Uint8Array {
    const unzipped = unzip(form, 40_000_000)
    if (!unzipped.ok) throw new Error(unzipped.reason)
    const part = 'xl/worksheets/sheet1.xml'
    return zipStored(
      new Map(
        [...unzipped.files].map(([file, text]) => [file, file === part ? Buffer.from(change(String(text))) : text]),
      ),
    )
  }

  /** What is wrong, as `code path`; each is said in both languages with everything filled in. */
  async function wrong(bytes: Uint8Array): Promise<string[]> {
    const parsed = await place.parse(bytes)
    if (parsed.ok) return []
    for (const found of parsed.violations) {
      expect(violationText(found, 'zh')).toMatch(/[\u4e00-\u9fff]/)
      expect(violationText(found, 'en')).toMatch(/^[A-Za-z{]/)
      for (const locale of ['zh', 'en'] as const) expect(violationText(found, locale)).not.toMatch(/\{\w+\}/)
    }
    return parsed.violations.map(found => `${found.code} ${found.path ?? ''}`.trim())
  }

  it('is taken as it was filled in', async () => expect(await wrong(form)).toEqual([]))

  it.each<[string, () => Uint8Array, string]>([
    ['0 bytes', () => new Uint8Array(), 'badFile'],
    ['10 MB of nothing', () => new Uint8Array(10_000_000), 'fileTooLarge'],
    ['a pdf', () => smallPdf(['这不是表格']), 'badFile'],
    ['half of it', () => form.slice(0, form.length / 2), 'badFile'],
    ['a zip bomb', () => bomb('xl/workbook.xml', ' ', 50_000_000), 'fileTooLarge'],
    ['broken XML', () => tampered(xml => xml.slice(0, 900)), 'badFile'],
    ['U+0000 as an entity', () => tampered(xml => xml.replace('</sheetData>', '&#0;</sheetData>')), 'badFile'],
    ['10,000,000 cells', () => bomb('xl/worksheets/sheet1.xml', '<c />', 10_000_000), 'fileTooLarge'],
    [
      '1,048,576 rows',
      () => tampered(xml => xml.replace('</sheetData>', `${'<row/>'.repeat(1_048_576)}</sheetData>`)),
      'fileTooLarge',
    ],
  ])('%s is refused', async (_what, make, code) => expect(await wrong(make())).toEqual([code]), 60_000)

  it.each<[string, string]>([
    [
      '1,048,576 validated rows',
      '<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>',
    ],
    ['merged cells without end', '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
  ])('%s are not even looked at', async (_what, xml) => {
    expect(await wrong(tampered(text => text.replace('</sheetData>', `</sheetData>${xml}`)))).toEqual([])
  })

  it.each<[string, ExcelJS.CellValue]>([
    ['a formula', { formula: '1+1', result: 2 }],
    ['an error', { error: '#DIV/0!' }],
    ['rich text', { richText: [{ text: '1' }] }],
    ['NaN', 'NaN'],
    ['1e21', 1e21],
    ['-1', -1],
    ['a full-width digit', '１'],
    ['a word', '很多'],
    ['an escaped U+0000', '1_x0000_'],
  ])('%s in a cell for a number is named', async (_what, value) => {
    const found = await wrong(await edited(cell => type(cell(place.number), value)))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^(notPlainCell|notANumber|notOneOf|outOfRange) ${place.number}$`))
  })

  it.each<[string, ExcelJS.CellValue]>([
    ['a formula', { formula: '"是"', result: '是' }],
    ['rich text', { richText: [{ text: '是' }] }],
    ['a number without end', 1e21],
  ])('%s in a cell for a choice is named', async (_what, value) => {
    const found = await wrong(await edited(cell => type(cell(place.choice), value)))
    expect(found).toContain(`notPlainCell ${place.choice}`)
  })

  it('a cell for words takes no number that Excel has shortened', async () => {
    const { words } = place
    if (words === null) return
    const found = await wrong(await edited(cell => type(cell(words), 1.23456789e21)))
    expect(found).toContain(`notPlainCell ${words}`)
  })

  it('a merged head is named where heads are judged', async () => {
    const { head } = place
    if (head === null) return
    const [sheet = '', at = ''] = head.split('!')
    const bytes = await edited((_cell, book) => book.getWorksheet(sheet)?.mergeCells(`B3:${at}`))
    expect(await wrong(bytes)).toContain(`badCell ${head}`)
  })
})
