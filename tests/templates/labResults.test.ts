import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseStandard } from '../../api/domain/sampleStandard.ts'
import { parseLabResults, renderLabResults } from '../../templates/labResults.xlsx.ts'
import { GOOD_VALUES, SMALL_STANDARD } from '../support/samples.ts'

const FIELDS = parseStandard(SMALL_STANDARD)?.fields ?? []
const TENDER = '00000000-0000-4000-8000-000000000001'
const sample = (blindCode: string, values = {}) => ({ blindCode, values })
const LOTS = [
  { lot: 'HQ-T', name: '黄芪统货', fields: FIELDS, samples: [sample('MA'), sample('MB')] },
  { lot: 'DG-T', name: '当归统货', fields: FIELDS, samples: [sample('MC', GOOD_VALUES)] },
]

let form: Uint8Array
beforeAll(async () => {
  form = await renderLabResults(TENDER, LOTS, new Date('2026-03-01T00:00:00Z'))
})

async function changed(
  change: (sheet: (name: string) => ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(form).buffer)
  change(name => book.getWorksheet(name) ?? book.addWorksheet(name), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const put = (sheet: ExcelJS.Worksheet, row: number, values: readonly (string | number)[]) => {
  values.forEach((value, i) => {
    sheet.getCell(row, i + 2).value = value
  })
}

const set = (sheet: ExcelJS.Worksheet, at: string, value: ExcelJS.CellValue, numFmt = '@') => {
  const cell = sheet.getCell(at)
  cell.value = value
  cell.numFmt = numFmt
}

const wrong = async (bytes: Uint8Array, tenderId = TENDER) => {
  const parsed = await parseLabResults(bytes, tenderId, LOTS)
  return parsed.ok ? 'accepted' : parsed.violations.map(found => `${found.code} ${found.path ?? ''}`.trim())
}

describe('a laboratory’s workbook', () => {
  it('reads back what was filled in, numbers as typed, and what was there before', async () => {
    const bytes = await changed(sheet => put(sheet('HQ-T'), 6, ['符合', 8.5, '<0.05', '未检出']))
    const parsed = await parseLabResults(bytes, TENDER, LOTS)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.violations))
    expect(parsed.results.map(({ blindCode, values }) => ({ blindCode, values }))).toEqual([
      { blindCode: 'MB', values: { appearance: '符合', moisture: '8.5', marker: '<0.05', so2: '未检出' } },
      { blindCode: 'MC', values: GOOD_VALUES },
    ])
    expect(parsed.results[0]?.cellOf('moisture')).toBe('HQ-T!C6')
  })

  it.each<[string, (sheet: (name: string) => ExcelJS.Worksheet) => void, string]>([
    ['a code of nobody', s => set(s('HQ-T'), 'A5', 'MX'), 'unknownCode HQ-T!A5'],
    ['a code of another lot', s => set(s('HQ-T'), 'A5', 'MC'), 'unknownCode HQ-T!A5'],
    ['a code twice', s => set(s('HQ-T'), 'A6', 'MA'), 'duplicate HQ-T!A6'],
    [
      'values without a code',
      s => {
        set(s('HQ-T'), 'A5', null)
        put(s('HQ-T'), 5, ['符合'])
      },
      'required HQ-T!A5',
    ],
    ['text in a number cell', s => put(s('HQ-T'), 5, ['符合', '约8']), 'notANumber HQ-T!C5'],
    ['a negative number', s => put(s('HQ-T'), 5, ['符合', -1]), 'notANumber HQ-T!C5'],
    ['a formula', s => set(s('HQ-T'), 'C5', { formula: 'A1', result: 3 }), 'notPlainCell HQ-T!C5'],
    ['rich text', s => set(s('HQ-T'), 'B5', { richText: [{ text: '符合' }] }), 'notPlainCell HQ-T!B5'],
    ['a date', s => set(s('HQ-T'), 'C5', new Date('2026-01-01'), 'yyyy-mm-dd'), 'notPlainCell HQ-T!C5'],
    ['a number too small to print', s => put(s('HQ-T'), 5, ['符合', 1e-9]), 'notPlainCell HQ-T!C5'],
    ['a changed head', s => set(s('HQ-T'), 'C3', '灰分'), 'badCell HQ-T!C3'],
    ['a sheet of our own making', s => void s('X-1'), 'unknownCode X-1'],
  ])('names %s', async (_name, change, expected) => expect(await wrong(await changed(change))).toContain(expected))

  it('is for its tender, and no other file', async () => {
    expect(await wrong(form, TENDER.replace('1', '2'))).toEqual(['badFile 字典!B1'])
    expect(await wrong(new Uint8Array([1, 2, 3]))).toEqual(['badFile'])
    expect(await wrong(new Uint8Array(6_000_000))).toEqual(['fileTooLarge'])
    expect(await wrong(await changed((_s, book) => void book.removeWorksheet('字典')))).toEqual(['badFile'])
    const none = await renderLabResults(TENDER, LOTS.slice(0, 1), new Date(0))
    expect(await wrong(none)).toEqual(['required HQ-T!B5'])
  })
})
