import ExcelJS from '@protobi/exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { lotIds, moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform()
let office: Person
let supplier: Person
let tenderId: string
let lots: Map<string, string>

const QUOTES = {
  'HQ-T': [
    { supplier: 'S1', qualityCenti: 9_000, priceFen: 12_000 },
    { supplier: 'S2', qualityCenti: 8_000, priceFen: 10_000 },
    { supplier: 'S3', qualityCenti: 8_000, priceFen: 10_000 },
    { supplier: 'S4', qualityCenti: 5_999, priceFen: 9_000 },
    { supplier: 'S5', qualityCenti: 7_000, priceFen: 11_111 },
  ],
  'DG-T': ['S2', 'S3', 'S4', 'S5'].map((code, i) => ({
    supplier: code,
    qualityCenti: 9_000 - 100 * i,
    priceFen: 10_000 + i,
  })),
}

const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id} ${REFUSAL}}}`

type Row = Readonly<Record<string, unknown>>

/** The rows of the places by their column's title. */
async function workbook(who: Person, path: string): Promise<{ places: Row[]; summary: unknown[][]; text: string }> {
  const sent = await who.fetch(path)
  expect([sent.status, sent.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')])
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await sent.arrayBuffer())
  const cells = book.worksheets.map(sheet => {
    const rows: unknown[][] = []
    sheet.eachRow(row => rows.push((row.values as unknown[]).slice(1)))
    return rows
  })
  const [[, titles = [], ...rows] = [], summary = []] = cells
  const places = rows.map(row => Object.fromEntries(titles.map((title, i) => [String(title), row[i]])))
  return { places, summary: summary.slice(1), text: JSON.stringify(cells) }
}
const status = async (who: Person, path: string) => (await who.fetch(path)).status
const ofLot = (phase = 'shortlist', lot = 'HQ-T') => `/documents/ranking/${lots.get(lot)}/${phase}.xlsx`
const ofAll = (phase = 'shortlist') => `/documents/rankings/${tenderId}/${phase}.xlsx`

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 6)
  office = await platform.person('office')
  supplier = await platform.person('supplier-S5')
  tenderId = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, tenderId, QUOTES)
  lots = await lotIds(platform, tenderId)
})

describe('a ranking as a workbook', () => {
  it('does not exist before it is computed, whatever is opened', async () => {
    expect(await status(office, ofLot())).toBe(404)
    expect(await status(office, ofAll())).toBe(404)
    await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
    await platform.drainJobs()
  })

  it('shows to who runs or controls the campaign what the page shows: every figure of every place', async () => {
    for (const login of ['office', 'supervisor', 'auditor', 'officer-1']) {
      const { places, summary } = await workbook(await platform.person(login), ofLot())
      expect(places.map(row => `${row.名次} ${row.企业编码} ${row.入选}`)).toEqual([
        expect.stringMatching(/^1 S[23] 是$/),
        expect.stringMatching(/^2 S[23] 是$/),
        '3 S1 是',
        '4 S5 是',
        '5 S4 否',
      ])
      expect(places[2]).toMatchObject({
        品规: '黄芪（统货）',
        企业名称: '饮片企业1',
        '质量分 Q': 90,
        '报价（元/公斤）': 120,
        '最高申报限价（元/公斤）': 200,
        '价格分 P': 83.33,
        价格分算式: '100 × 100.00 ÷ 120.00（最高 100）= 83.33',
        综合得分: 87.33,
        综合得分算式: '90.00 × 60% + 83.33 × 40% = 87.33',
        '参加排序（家）': 5,
        '名额（家）': 4,
      })
      expect(String(places[1]?.与前一名比较)).toMatch(/综合得分：.*填报需求量：.*见证抽签序号：.*据此确定先后/)
      expect(places[4]).toMatchObject({ 未入选原因: '质量分未达质量线' })
      expect(summary).toEqual([['HQ-T', '黄芪（统货）', 5, 4, 4, 100]])
    }
  })

  it('holds all lots of the campaign in one', async () => {
    const { places, summary } = await workbook(office, ofAll())
    expect(places.map(row => row.品规编码)).toEqual([...Array(4).fill('DG-T'), ...Array(5).fill('HQ-T')])
    expect(summary.map(row => row[0])).toEqual(['DG-T', 'HQ-T'])
  })

  it('shows a supplier nothing before the notice, and then its own places and nobody’s name, code or price', async () => {
    expect(await status(supplier, ofLot())).toBe(404)
    expect(await status(supplier, ofAll())).toBe(404)
    await office.act(PUBLISH, { id: tenderId, k: 'shortlist' })
    const { places, summary, text } = await workbook(supplier, ofLot())
    expect(places.map(row => row.企业编码)).toEqual(['S5'])
    expect(places[0]).toMatchObject({ 名次: 4, '报价（元/公斤）': 111.11 })
    expect(summary).toHaveLength(1)
    expect(text).not.toMatch(/S[1-4]\b|饮片企业[1-4]|120\.00/)
    expect((await workbook(supplier, ofAll())).places.map(row => `${row.品规编码} ${row.企业编码}`)).toEqual([
      'DG-T S5',
      'HQ-T S5',
    ])
    const absent = await platform.person('supplier-S6')
    expect([await status(absent, ofLot()), await status(absent, ofAll())]).toEqual([404, 404])
    const elsewhere = await platform.person('supplier-S1')
    expect(await status(elsewhere, ofLot('shortlist', 'DG-T'))).toBe(404)
    expect(await status(supplier, ofLot('award'))).toBe(404)
  })

  it('is not for the public, experts or hospitals', async () => {
    for (const path of [ofLot(), ofAll()]) {
      expect(await status(platform.anonymous(), path)).toBe(401)
      for (const login of ['expert-E01', 'hospital-H3701001', 'admin'])
        expect(await status(await platform.person(login), path)).toBe(403)
    }
    expect(await status(office, `/documents/ranking/${lots.get('HQ-T')}/other.xlsx`)).toBe(404)
  })

  it('of the award names the price cap, its base and who has won', async () => {
    await moveTo(platform, tenderId, 'award')
    await seedClosedSamples(platform, tenderId)
    await seedOpenedRound(platform, tenderId, 2, {})
    await office.act(`mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`, { id: tenderId })
    await platform.drainJobs()
    const { places } = await workbook(office, ofLot('award'))
    expect(places.filter(row => row.入选 === '是')).toHaveLength(3)
    expect(places[0]).toMatchObject({ '价差上限基准（元/公斤）': 100, '价差上限（元/公斤）': 150 })
    expect(await status(supplier, ofLot('award'))).toBe(404)
  })
})
