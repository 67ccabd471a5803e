import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseExpertPool, poolCell, renderExpertPool, tieCell } from '../../templates/expertPool.xlsx.ts'
import { unzip } from '../../templates/zip.ts'

const CHOICES = {
  specialties: [
    { code: 'identification', name: '鉴定' },
    { code: 'quality', name: '质量检验' },
  ],
  regions: [
    { code: '140000', name: '山西省' },
    { code: '370000', name: '山东省' },
  ],
}

let form: Uint8Array
beforeAll(async () => {
  form = await renderExpertPool(CHOICES, new Date('2026-03-01T00:00:00Z'))
})

const ROWS = [
  ['E01', '王一', '鉴定', '山东省', '省中医院', '是'],
  ['E02', '赵二', 'quality', '140000', '联采办', '否'],
] as const
const TIES = [
  ['E01', '任职', 'S1', '2024-06-30'],
  ['E01', '持股', 'S2', null],
  ['E02', '无', null, null],
] as const

/** The workbook with two experts and their ties, and what somebody changed in it. */
async function filled(change: (cell: (at: string) => ExcelJS.Cell) => void = () => undefined): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(form).buffer)
  const cell = (at: string) => {
    const [sheet = '', address = ''] = at.split('!')
    const found = book.getWorksheet(sheet)?.getCell(address)
    if (!found) throw new Error(`no cell ${at}`)
    return found
  }
  const put = (sheet: string, rows: readonly (readonly (string | null)[])[]) => {
    for (const [i, row] of rows.entries())
      for (const [j, value] of row.entries()) cell(`${sheet}!${'ABCDEF'[j]}${6 + i}`).value = value
  }
  put('专家', ROWS)
  put('关系', TIES)
  change(cell)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const wrongCells = async (bytes: Uint8Array) => {
  const parsed = await parseExpertPool(bytes, CHOICES)
  return parsed.ok ? 'accepted' : parsed.violations.map(found => `${found.code} ${found.path ?? ''}`.trim())
}

describe('the pool as a workbook', () => {
  it('reads back experts and ties, choices by name or code, and never its examples', async () => {
    const parsed = await parseExpertPool(await filled(), CHOICES)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.violations))
    const [one, two] = parsed.experts
    expect(parsed.experts).toHaveLength(2)
    expect(one).toEqual({
      row: 6,
      code: 'E01',
      name: '王一',
      specialty: 'identification',
      region: '370000',
      employer: '省中医院',
      outside: true,
      ties: [
        { row: 6, kind: 'employment', supplier: 'S1', until: new Date('2024-06-30T15:59:59.999Z') },
        { row: 7, kind: 'holding', supplier: 'S2', until: null },
      ],
    })
    expect(two).toMatchObject({ code: 'E02', specialty: 'quality', region: '140000', outside: false, ties: [] })
  })

  it('says nothing about ties of experts who are not on the second sheet', async () => {
    const bytes = await filled(cell => {
      for (const column of 'ABCD') cell(`关系!${column}8`).value = null
    })
    const parsed = await parseExpertPool(bytes, CHOICES)
    expect(parsed.ok && parsed.experts.map(expert => expert.ties?.length ?? null)).toEqual([2, null])
  })

  it('takes dates as dates and as text', async () => {
    const bytes = await filled(cell => {
      cell('关系!D6').value = new Date('2025-01-31T00:00:00Z')
      cell('关系!D6').numFmt = 'yyyy-mm-dd'
      cell('关系!D7').value = '2025年2月1日'
    })
    const parsed = await parseExpertPool(bytes, CHOICES)
    expect(parsed.ok && parsed.experts[0]?.ties?.map(tie => tie.until?.toISOString())).toEqual([
      '2025-01-31T15:59:59.999Z',
      '2025-02-01T15:59:59.999Z',
    ])
  })

  it('offers lists by range, from a dictionary that is well hidden', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(form).buffer)
    expect(book.getWorksheet('字典')?.state).toBe('veryHidden')
    const files = unzip(form, 10_000_000)
    const xml = (n: number) => (files.ok ? (files.files.get(`xl/worksheets/sheet${n}.xml`)?.toString() ?? '') : '')
    const ranges = [1, 2].map(n => [...xml(n).matchAll(/sqref="([A-Z]\d+:[A-Z]\d+)"/g)].map(found => found[1]))
    expect(ranges).toEqual([['C4:C5000', 'D4:D5000', 'F4:F5000'], ['B4:B5000']])
    expect(xml(1)).toContain('字典!$B$2:$B$3')
  })

  it('names the cells of fields', () => {
    expect([poolCell(7, 'employer'), tieCell(9, 'supplier'), poolCell(3, 'other')]).toEqual([
      '专家!E7',
      '关系!C9',
      '专家!A3',
    ])
  })
})

describe('a wrong cell is named', () => {
  it.each<[string, string, ExcelJS.CellValue, string]>([
    ['no name', '专家!B6', null, 'required 专家!B6'],
    ['no code', '专家!A7', null, 'required 专家!A7'],
    ['a specialty that nobody draws from', '专家!C6', '占卜', 'notOneOf 专家!C6'],
    ['an unknown region', '专家!D7', '火星', 'notOneOf 专家!D7'],
    ['neither yes nor no', '专家!F6', '也许', 'notOneOf 专家!F6'],
    ['an expert twice', '专家!A7', 'E01', 'duplicate 专家!A7'],
    ['a formula', '专家!E6', { formula: 'A1', result: 'x' }, 'notPlainCell 专家!E6'],
    ['rich text', '专家!B6', { richText: [{ text: '王' }] }, 'notPlainCell 专家!B6'],
    ['a tie of somebody else', '关系!A6', 'E99', 'unknownCode 关系!A6'],
    ['an unknown kind', '关系!B6', '同学', 'notOneOf 关系!B6'],
    ['no supplier', '关系!C6', null, 'required 关系!C6'],
    ['a day that is none', '关系!D6', '2024-02-30', 'notOneOf 关系!D6'],
    ['a word as a day', '关系!D6', '去年', 'notOneOf 关系!D6'],
    ['a row far down', '专家!A5001', 'E9', 'badFile 专家!A5001'],
  ])('%s', async (_name, at, value, expected) => {
    const bytes = await filled(cell => Object.assign(cell(at), { value }))
    expect(await wrongCells(bytes)).toContain(expected)
  })

  it('and all of them at once', async () => {
    const bytes = await filled(cell => {
      cell('专家!B6').value = null
      cell('专家!F7').value = 'x'
      cell('关系!B7').value = '?'
    })
    expect(await wrongCells(bytes)).toEqual(['required 专家!B6', 'notOneOf 专家!F7', 'notOneOf 关系!B7'])
  })

  it('refuses what is no such workbook, and one without a single expert', async () => {
    expect(await wrongCells(new Uint8Array())).toEqual(['badFile'])
    expect(await wrongCells(form)).toEqual(['required 专家!A4'])
    expect(await wrongCells(new Uint8Array(6_000_000))).toEqual(['fileTooLarge'])
    const other = new ExcelJS.Workbook()
    other.addWorksheet('表')
    expect(await wrongCells(new Uint8Array(await other.xlsx.writeBuffer()))).toEqual(['badFile'])
  })
})
