import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type OpeningRecordView, renderOpeningRecord } from '../../templates/openingRecord.xlsx.ts'

const bid = { lot: 'HQ-T', lotName: '黄芪（统货）', supplierName: '饮片企业' }
const VIEW: OpeningRecordView = {
  tenderCode: 'LC-2026',
  tenderTitle: '中药饮片联盟采购',
  round: 1,
  openedAt: new Date('2026-03-05T01:00:00Z'),
  policyHash: 'aa'.repeat(32),
  manifestHash: 'bb'.repeat(32),
  recordHash: 'cc'.repeat(32),
  officers: [
    { ordinal: 1, name: '钥匙官甲', body: '联采办' },
    { ordinal: 3, name: '钥匙官丙', body: '公证处' },
  ],
  bids: [
    { ...bid, supplier: 'S1', verdict: 'opened', priceFen: 1_234_567n, reason: null },
    { ...bid, supplier: 'S2', verdict: 'void', priceFen: null, reason: 'aboveCeiling badShare:2,3' },
    { ...bid, supplier: 'S3', verdict: 'opened', priceFen: 1n, reason: 'badShare:3' },
  ],
}

let sheet: ExcelJS.Worksheet
beforeAll(async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(await renderOpeningRecord(VIEW)).buffer)
  const found = book.getWorksheet('开标记录表')
  if (!found) throw new Error('no sheet')
  sheet = found
})

const rows = () => {
  const all: unknown[][] = []
  sheet.eachRow(row => all.push((row.values as unknown[]).slice(1)))
  return all
}

describe('the opening record', () => {
  it('says which tender and round, by which hashes, who was there and how many bids', () => {
    const facts = new Map(rows().map(row => [row[0], row[2]]))
    expect(Object.fromEntries(facts)).toMatchObject({
      采购项目: '中药饮片联盟采购（LC-2026）',
      报价轮次: '第 1 轮',
      开标时间: '2026-03-05 09:00 +08:00',
      开标人员: '1 号 钥匙官甲（联采办）、3 号 钥匙官丙（公证处）',
      报价份数: '共 3 份，有效开启 2 份，无效 1 份',
      密封规则哈希: VIEW.policyHash,
      开标清单哈希: VIEW.manifestHash,
      开标记录哈希: VIEW.recordHash,
    })
  })

  it('has a row per bid: prices are numbers in yuan, a void one has none but its reason in words', () => {
    const table = rows().filter(row => String(row[3] ?? '').startsWith('S'))
    expect(table.map(row => [row[0], row[1], row[3], row[5], row[6], row[7]])).toEqual([
      [1, 'HQ-T', 'S1', '开启', 12_345.67, ''],
      [
        2,
        'HQ-T',
        'S2',
        '无效',
        undefined,
        '报价高于最高申报限价（责任方：投标企业）；开标人员 2 号、3 号 钥匙官丙 提交的密钥份额与承诺不符（责任方：开标人员）',
      ],
      [3, 'HQ-T', 'S3', '开启', 0.01, '开标人员 3 号 钥匙官丙 提交的密钥份额与承诺不符（责任方：开标人员）'],
    ])
    const head = sheet.getColumn(1).values.indexOf('序号')
    expect(sheet.getRow(head + 1).getCell(7).numFmt).toBe('#,##0.00')
  })

  it('prints on A4 across with the head on every page, and leaves room to sign', () => {
    const head = sheet.getColumn(1).values.indexOf('序号')
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 })
    expect(sheet.pageSetup.printTitlesRow).toBe(`${head}:${head}`)
    expect(rows().at(-1)?.[0]).toBe('开标人员 钥匙官丙（公证处）签字：')
  })
})
