import { deflateRawSync } from 'node:zlib'
import ExcelJS from '@protobi/exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BidFormView, parseBidForm, priceCell, renderBidForm } from '../../templates/bidForm.xlsx.ts'
import { unzip, zipStored } from '../../templates/zip.ts'

const lot = (code: string, grade: string, ceilingFen: bigint) => ({ code, variety: '黄芪', grade, ceilingFen })
const VIEW: BidFormView = {
  tenderCode: 'LC-2026',
  tenderTitle: '中药饮片联盟采购',
  round: 1,
  supplierCode: 'S1',
  supplierName: '饮片企业1',
  lots: [lot('HQ-T', 'ungraded', 10_000n), lot('HQ-X', 'sorted', 123_456n), lot('DG-T', 'ungraded', 999n)],
}
const EXPECTED = { ...VIEW, lotCodes: new Set(VIEW.lots.map(one => one.code)) }

let form: Uint8Array
beforeAll(async () => {
  form = await renderBidForm(VIEW, new Date('2026-03-01T00:00:00Z'))
})

async function filled(change: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(form).buffer)
  change(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const withCell = (address: string, value: ExcelJS.CellValue, sheet = '报价') =>
  filled(book => {
    const cell = book.getWorksheet(sheet)?.getCell(address)
    if (cell) cell.value = value
    if (cell && value instanceof Date) cell.numFmt = 'yyyy-mm-dd'
  })

const faults = async (bytes: Uint8Array, expected = EXPECTED) => {
  const parsed = await parseBidForm(bytes, expected)
  return parsed.ok ? 'accepted' : parsed.violations.map(found => `${found.code} ${found.path ?? ''}`.trim())
}

describe('the bid form', () => {
  it('is empty when it is made', async () => {
    expect(await parseBidForm(form, EXPECTED)).toEqual({ ok: true, prices: [] })
  })

  it('reads back numbers and texts as exact fen; a lot without a price is not quoted', async () => {
    const bytes = await filled(book => {
      const sheet = book.getWorksheet('报价')
      if (!sheet) return
      sheet.getCell('E5').value = 98.76
      sheet.getCell('E7').value = ' 9.9 '
    })
    expect(await parseBidForm(bytes, EXPECTED)).toEqual({
      ok: true,
      prices: [
        { row: 5, lotCode: 'HQ-T', priceFen: 9876n },
        { row: 7, lotCode: 'DG-T', priceFen: 990n },
      ],
    })
  })

  it('shows the ceilings, leaves only prices to fill in and checks them by one rule', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(form).buffer)
    const sheet = book.getWorksheet('报价')
    expect(sheet?.getCell('D6').value).toBe(1234.56)
    expect(sheet?.getCell('C5').value).toBe('统货')
    expect(book.getWorksheet('字典')?.state).toBe('veryHidden')
    const files = unzip(form, 10_000_000)
    const xml = files.ok ? (files.files.get('xl/worksheets/sheet1.xml')?.toString() ?? '') : ''
    expect([...xml.matchAll(/sqref="([^"]+)"/g)].map(found => found[1])).toContain('E5:E7')
    expect(xml.match(/showErrorMessage="1"/g)).toHaveLength(1)
    expect(priceCell(7)).toBe('报价!E7')
  })

  it.each<[string, string, ExcelJS.CellValue, string]>([
    ['three decimals', 'E5', 1.234, 'notYuan 报价!E5'],
    ['nothing', 'E5', 0, 'notYuan 报价!E5'],
    ['a negative price', 'E5', -5, 'notYuan 报价!E5'],
    ['1e21', 'E5', 1e21, 'notYuan 报价!E5'],
    ['full-width digits', 'E5', '１２', 'notYuan 报价!E5'],
    ['a currency sign', 'E5', '¥5', 'notYuan 报价!E5'],
    ['a formula', 'E5', { formula: '1+1', result: 2 }, 'notPlainCell 报价!E5'],
    ['a date', 'E5', new Date('2026-01-01T00:00:00Z'), 'notPlainCell 报价!E5'],
    ['a yes', 'E5', true, 'notPlainCell 报价!E5'],
    ['rich text', 'E5', { richText: [{ text: '5' }, { font: { bold: true }, text: '5' }] }, 'notPlainCell 报价!E5'],
    ['a price below the table', 'E99', 5, 'required 报价!A99'],
  ])('%s is named by its cell', async (_name, at, value, expected) => {
    expect(await faults(await withCell(at, value))).toEqual([expected])
  })

  it('a lot twice, an unknown lot', async () => {
    const bytes = await filled(book => {
      const sheet = book.getWorksheet('报价')
      if (!sheet) return
      for (const row of [5, 6, 7]) sheet.getCell(`E${row}`).value = 5
      sheet.getCell('A6').value = 'HQ-T'
      sheet.getCell('A7').value = 'XX'
    })
    expect(await faults(bytes)).toEqual(['duplicate 报价!A6', 'unknownCode 报价!A7'])
  })

  it.each([
    ['another tender', { ...EXPECTED, tenderCode: 'LC-2025' }, 'notOneOf 字典!B1'],
    ['another round', { ...EXPECTED, round: 2 }, 'notOneOf 字典!C1'],
    ['another supplier', { ...EXPECTED, supplierCode: 'S2' }, 'notOneOf 字典!D1'],
  ])('a form of %s is told apart', async (_name, expected, fault) => {
    expect(await faults(form, expected)).toEqual([fault])
  })
})

describe('a hostile file costs little and is refused', () => {
  function tampered(change: (xml: string) => string): Uint8Array {
    const unzipped = unzip(form, 10_000_000)
    if (!unzipped.ok) throw new Error(unzipped.reason)
    const sheet = 'xl/worksheets/sheet1.xml'
    const parts = [...unzipped.files].map(
      ([file, content]) => [file, file === sheet ? Buffer.from(change(content.toString())) : content] as const,
    )
    return zipStored(new Map(parts))
  }

  function bomb(): Uint8Array {
    const name = 'xl/worksheets/sheet1.xml'
    const packed = deflateRawSync(Buffer.alloc(100_000_000, ' '))
    const stored = zipStored(new Map([[name, packed]]))
    stored.writeUInt16LE(8, 8)
    stored.writeUInt16LE(8, 30 + name.length + packed.length + 10)
    return stored
  }

  it.each<[string, () => Uint8Array, string[]]>([
    ['nothing', () => new Uint8Array(), ['badFile']],
    ['text', () => Buffer.from('报价,100'), ['badFile']],
    ['half a form', () => form.slice(0, form.length / 2), ['badFile']],
    ['10 MB', () => new Uint8Array(10_000_000), ['fileTooLarge']],
    ['a zip bomb', bomb, ['fileTooLarge']],
    ['an archive that is no workbook', () => zipStored(new Map([['a.txt', Buffer.from('a')]])), ['badFile']],
    [
      '5,000 rows',
      () => tampered(xml => xml.replace('</sheetData>', `${'<row/>'.repeat(5000)}</sheetData>`)),
      ['fileTooLarge'],
    ],
    ['broken XML', () => tampered(xml => xml.slice(0, 700)), ['badFile']],
  ])('%s', async (_name, make, expected) => {
    const bytes = make()
    const started = performance.now()
    expect(await faults(bytes)).toEqual(expected)
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('a validation of every cell is not even looked at', async () => {
    const bytes = tampered(xml => xml.replace('sqref="E5:E7"', 'sqref="A1:XFD1048576"'))
    expect(await faults(bytes)).toBe('accepted')
  })
})
