import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DemandFormView, demandCell, parseDemandForm, renderDemandForm } from '../../templates/demandForm.xlsx.ts'
import { unzip, zipStored } from '../../templates/zip.ts'

const lot = (code: string, grade: string) => ({
  code,
  variety: '黄芪',
  grade,
  quantityKg: null,
  lastYearKg: null,
  lastPriceFen: null,
  reason: null,
})

const VIEW: DemandFormView = {
  tenderCode: 'LC-2026',
  tenderTitle: '中药饮片联盟采购',
  hospitalCode: 'H1',
  hospitalName: '济南市第一医院',
  issuedAt: new Date('2026-03-01T00:00:00Z'),
  lots: [
    { ...lot('HQ-T', 'ungraded'), quantityKg: 100, lastYearKg: 200, lastPriceFen: 12_850n, reason: '科室调整' },
    { ...lot('HQ-X', 'sorted'), quantityKg: 7, lastYearKg: 0, lastPriceFen: 0n },
    lot('DG-T', 'ungraded'),
    lot('DG-X', 'sorted'),
  ],
}
const EXPECTED = { tenderCode: 'LC-2026', hospitalCode: 'H1', lotCodes: new Set(VIEW.lots.map(one => one.code)) }

let form: Uint8Array
beforeAll(async () => {
  form = await renderDemandForm(VIEW)
})

/** The form as somebody filled it in. */
async function filled(change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(form).buffer)
  const sheet = book.getWorksheet('需求')
  if (!sheet) throw new Error('no sheet')
  change(sheet, book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const wrongCells = async (bytes: Uint8Array) => {
  const parsed = await parseDemandForm(bytes, EXPECTED)
  return parsed.ok ? 'accepted' : parsed.violations.map(found => `${found.code} ${found.path ?? ''}`.trim())
}

/** The form with one part rewritten by hand. */
function tampered(name: string, change: (xml: string) => string): Uint8Array {
  const unzipped = unzip(form, 10_000_000)
  if (!unzipped.ok) throw new Error(unzipped.reason)
  return zipStored(
    new Map(
      [...unzipped.files].map(([file, content]) => [
        file,
        file === name ? Buffer.from(change(content.toString())) : content,
      ]),
    ),
  )
}

/** An archive with one deflated file, whatever its directory says about the size. */
function archive(name: string, content: Buffer, times: number): Buffer {
  const packed = deflateRawSync(Buffer.concat(Array.from({ length: times }, () => content)))
  const stored = zipStored(new Map([[name, packed]]))
  stored.writeUInt16LE(8, 8)
  stored.writeUInt16LE(8, 30 + name.length + packed.length + 10)
  return stored
}

describe('the demand form', () => {
  it('reads back what it was filled with; rows without figures are no demand', async () => {
    expect(await parseDemandForm(form, EXPECTED)).toEqual({
      ok: true,
      lines: [
        { row: 5, lotCode: 'HQ-T', quantityKg: 100, lastYearKg: 200, lastPriceFen: 12_850n, reason: '科室调整' },
        { row: 6, lotCode: 'HQ-X', quantityKg: 7, lastYearKg: 0, lastPriceFen: 0n, reason: null },
      ],
    })
  })

  it('takes figures typed as numbers or as text, and no price where nothing was bought', async () => {
    const bytes = await filled(sheet => {
      sheet.getCell('D7').value = ' 12 '
      sheet.getCell('E7').value = 0
      sheet.getCell('D8').value = 9_999_999
      sheet.getCell('E8').value = '5'
      sheet.getCell('F8').value = '128.5'
      sheet.getCell('G8').value = 2026
    })
    const parsed = await parseDemandForm(bytes, EXPECTED)
    expect(parsed.ok && parsed.lines.slice(2)).toEqual([
      { row: 7, lotCode: 'DG-T', quantityKg: 12, lastYearKg: 0, lastPriceFen: 0n, reason: null },
      { row: 8, lotCode: 'DG-X', quantityKg: 9_999_999, lastYearKg: 5, lastPriceFen: 12_850n, reason: '2026' },
    ])
  })

  it('locks everything but the cells to fill in, checks by range, and hides its dictionary well', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(form).buffer)
    const sheet = book.getWorksheet('需求')
    expect(['A5', 'C5', 'D4', 'A1'].map(cell => sheet?.getCell(cell).protection?.locked ?? true)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['D5', 'E6', 'F8', 'G8'].map(cell => sheet?.getCell(cell).protection?.locked)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(book.getWorksheet('字典')?.state).toBe('veryHidden')
    const files = unzip(form, 10_000_000)
    const xml = files.ok ? (files.files.get('xl/worksheets/sheet1.xml')?.toString() ?? '') : ''
    expect(xml).toMatch(/<sheetProtection [^>]*sheet="1"/)
    expect([...xml.matchAll(/sqref="([^"]+)"/g)].map(found => found[1])).toEqual(['D5:E8', 'F5:F8'])
    expect(xml.match(/showErrorMessage="1"/g)).toHaveLength(2)
  })

  it('names the cell of a field', () => {
    expect(demandCell(7, 'quantityKg')).toBe('需求!D7')
    expect(demandCell(7, 'lotId')).toBe('需求!A7')
  })
})

describe('a wrong cell is named', () => {
  it.each<[string, string, unknown, string]>([
    ['half a kilogram', 'D5', 80.5, 'notWholeKg 需求!D5'],
    ['a negative quantity', 'D5', -1, 'notWholeKg 需求!D5'],
    ['1e21 kg', 'D5', 1e21, 'notWholeKg 需求!D5'],
    ['full-width digits', 'D5', '１２', 'notWholeKg 需求!D5'],
    ['a unit', 'E5', '12公斤', 'notWholeKg 需求!E5'],
    ['a missing quantity', 'D5', null, 'required 需求!D5'],
    ['a missing use', 'E5', null, 'required 需求!E5'],
    ['a missing price', 'F5', null, 'required 需求!F5'],
    ['three decimals', 'F5', 1.234, 'notYuan 需求!F5'],
    ['a negative price', 'F5', -5, 'notYuan 需求!F5'],
    ['a currency sign', 'F5', '¥5', 'notYuan 需求!F5'],
    ['a formula', 'D5', { formula: '1+1', result: 2 }, 'notPlainCell 需求!D5'],
    ['a date', 'E5', new Date('2026-01-01T00:00:00Z'), 'notPlainCell 需求!E5'],
    [
      'rich text',
      'G5',
      { richText: [{ text: '科室' }, { font: { bold: true }, text: '调整' }] },
      'notPlainCell 需求!G5',
    ],
    ['a yes', 'F5', true, 'notPlainCell 需求!F5'],
    ['an error value', 'D5', { error: '#REF!' }, 'notPlainCell 需求!D5'],
    ['a formula as code', 'A5', { formula: 'A6', result: 'HQ-X' }, 'notPlainCell 需求!A5'],
    ['no code', 'A5', null, 'required 需求!A5'],
    ['an unknown code', 'A5', 'XX', 'unknownCode 需求!A5'],
    ['a lot twice', 'A6', 'HQ-T', 'duplicate 需求!A6'],
    ['a figure below the table', 'D200', 5, 'required 需求!A200'],
    ['another tender', '字典!B1', 'LC-2025', 'notOneOf 字典!B1'],
    ['another hospital', '字典!C1', 'H2', 'notOneOf 字典!C1'],
  ])('%s', async (_name, at, value, expected) => {
    const [sheetName, cell] = at.includes('!') ? at.split('!') : ['需求', at]
    const bytes = await filled((_sheet, book) => {
      const target = book.getWorksheet(sheetName)?.getCell(cell ?? '')
      if (target) target.value = value as ExcelJS.CellValue
      if (target && value instanceof Date) target.numFmt = 'yyyy-mm-dd'
    })
    expect(await wrongCells(bytes)).toContain(expected)
  })

  it('and all of them at once', async () => {
    const bytes = await filled(sheet => {
      sheet.getCell('D5').value = 1.5
      sheet.getCell('F6').value = 'x'
      sheet.getCell('E8').value = 3
    })
    expect(await wrongCells(bytes)).toEqual([
      'notWholeKg 需求!D5',
      'notYuan 需求!F6',
      'required 需求!D8',
      'required 需求!F8',
    ])
  })

  it('a shared string that is not there', async () => {
    const bytes = tampered('xl/worksheets/sheet1.xml', xml => xml.replace(/(<c r="G5"[^>]*><v>)\d+/, '$19999'))
    expect(await wrongCells(bytes)).not.toBe('accepted')
  })
})

describe('a hostile file costs little and is refused', () => {
  const quickly = async (bytes: Uint8Array) => {
    const started = performance.now()
    const found = await wrongCells(bytes)
    expect(performance.now() - started).toBeLessThan(1500)
    return found
  }

  it.each<[string, () => Uint8Array, string[]]>([
    ['nothing', () => new Uint8Array(), ['badFile']],
    ['text', () => Buffer.from('需求,100'), ['badFile']],
    ['an old xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), ['badFile']],
    ['half a form', () => form.slice(0, form.length / 2), ['badFile']],
    ['a form behind something else', () => Buffer.concat([Buffer.from('MZ'), form]), ['badFile']],
    ['10 MB', () => new Uint8Array(10_000_000), ['fileTooLarge']],
    ['a zip bomb', () => archive('xl/worksheets/sheet1.xml', Buffer.alloc(1_000_000, ' '), 100), ['fileTooLarge']],
    ['an archive that is no workbook', () => zipStored(new Map([['a.txt', Buffer.from('a')]])), ['badFile']],
    ['broken XML', () => tampered('xl/worksheets/sheet1.xml', xml => xml.slice(0, 700)), ['badFile']],
    [
      'entities',
      () =>
        tampered('xl/worksheets/sheet1.xml', xml =>
          xml.replace('<worksheet', '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet').replace('<v>100</v>', '<v>&b;</v>'),
        ),
      ['badFile'],
    ],
    [
      '1,048,576 rows',
      () =>
        tampered('xl/worksheets/sheet1.xml', xml =>
          xml.replace('</sheetData>', `${'<row/>'.repeat(1_048_576)}</sheetData>`),
        ),
      ['fileTooLarge'],
    ],
    [
      '5,000 rows',
      () =>
        tampered('xl/worksheets/sheet1.xml', xml =>
          xml.replace('</sheetData>', `${'<row/>'.repeat(5000)}</sheetData>`),
        ),
      ['fileTooLarge'],
    ],
    [
      'a million cells',
      () => tampered('xl/worksheets/sheet1.xml', xml => xml.replace('</row>', `${'<c/>'.repeat(1_000_000)}</row>`)),
      ['fileTooLarge'],
    ],
  ])('%s', async (_name, make, expected) => expect(await quickly(make())).toEqual(expected))

  it('a row far down', async () => {
    const bytes = tampered('xl/worksheets/sheet1.xml', xml =>
      xml.replace('</sheetData>', '<row r="4000000000"><c r="D4000000000"><v>1</v></c></row></sheetData>'),
    )
    expect(await quickly(bytes)).not.toBe('accepted')
  })

  it.each([
    [
      'a merge over the whole sheet',
      (xml: string) =>
        xml.replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ],
    ['a validation of every cell', (xml: string) => xml.replace(/sqref="D5:E8"/, 'sqref="A1:XFD1048576"')],
    ['columns without end', (xml: string) => xml.replace('<cols>', '<cols><col min="1" max="4000000000" width="9"/>')],
  ])('%s is not even looked at', async (_name, change) => {
    expect(await quickly(tampered('xl/worksheets/sheet1.xml', change))).toBe('accepted')
  })

  it('a name for every cell is not even looked at, nor smuggled in by a blank', async () => {
    const names = '<definedNames><definedName name="a">需求!$A$1:$XFD$1048576</definedName></definedNames>'
    expect(await quickly(tampered('xl/workbook.xml', xml => xml.replace('<calcPr', `${names}<calcPr`)))).toBe(
      'accepted',
    )
    const odd = names.replace('<definedNames>', '<definedNames >')
    const bytes = tampered('xl/workbook.xml', xml => xml.replace('<calcPr', `${odd}<calcPr`))
    expect(await quickly(bytes)).toEqual(['badFile'])
  })
})
