import ExcelJS from '@protobi/exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let supplier: Person
let tenderId: string

const DAY = 86_400_000
/** A day so many days from now, in China. */
const dayIn = (days: number) => new Date(Date.now() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const CAMPAIGN_DAYS = 100

const ATTACH = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ${REFUSAL}}}`
const PAPERS = `query($f:ExpiringPaperFilter!,$n:Int){expiringPapers(filter:$f,perPage:$n){total campaignEnd
  items{supplierCode indicatorCode lotCodes fileName fileType validUntil validity daysLeft} suppliers{supplierCode expired endsEarly}}}`

interface Papers {
  readonly total: number
  readonly campaignEnd: string | null
  readonly items: readonly {
    supplierCode: string
    indicatorCode: string
    lotCodes: string[]
    fileName: string
    validity: string
    daysLeft: number
  }[]
  readonly suppliers: readonly { supplierCode: string; expired: number; endsEarly: number }[]
}

const papersFor = async (who: Person, filter: object = {}, perPage = 50) =>
  (await who.ask<{ expiringPapers: Papers }>(PAPERS, { f: { tenderId, ...filter }, n: perPage })).expiringPapers
const named = ({ items }: Papers) => items.map(one => `${one.supplierCode} ${one.indicatorCode} ${one.validity}`)

/** Declarations that are submitted without what a submission needs: these tests are about their papers. */
const declare = (code: string, lots: readonly string[], status = 'submitted') =>
  platform.db.tx(tx =>
    tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
       SELECT $1, l.id, s.id, $4, 100 FROM lot l, supplier s WHERE l.tender_id = $1 AND l.code = ANY($3) AND s.code = $2`,
      [tenderId, code, lots, status],
    ),
  )

async function attach(login: string, items: readonly (readonly [string, string, string])[]): Promise<void> {
  const person = await platform.person(login)
  for (const [indicatorCode, subjectKey, validUntil] of items) {
    const fileId = await uploadedId(
      person,
      `${indicatorCode}.pdf`,
      smallPdf([`${login} ${indicatorCode} ${subjectKey}`]),
    )
    await person.act(ATTACH, { t: tenderId, i: [{ indicatorCode, subjectKey, fileId, validUntil }] })
  }
}

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  supplier = await platform.person('supplier-S1')
  tenderId = await seedTender(platform, 'declaration')
  await platform.db.tx(tx =>
    tx.run(
      `UPDATE tender_stage SET closes_at = now() + make_interval(days => $2::int) WHERE tender_id = $1 AND stage = 'landed'`,
      [tenderId, CAMPAIGN_DAYS],
    ),
  )
  await declare('S1', ['HQ-T', 'HQ-X', 'DG-T'])
  await declare('S2', ['DG-T'])
  await declare('S3', ['DG-T'], 'draft')
  await attach('supplier-S1', [
    ['Q2', 'company', dayIn(-1)],
    ['Q1', 'variety:HQ', dayIn(CAMPAIGN_DAYS + 30)],
    ['Q3', 'lot:DG-T', dayIn(CAMPAIGN_DAYS + 90)],
    ['Q4', 'company', dayIn(CAMPAIGN_DAYS + 400)],
    ['Q6', 'lot:DG-X', dayIn(-5)],
  ])
  await attach('supplier-S2', [['Q2', 'company', dayIn(10)]])
  await attach('supplier-S3', [['Q2', 'company', dayIn(-3)]])
})

describe('papers that end too early (60 days after the campaign)', () => {
  it('are those of submitted declarations that have expired or end early, the earliest first', async () => {
    const found = await papersFor(office)
    expect(named(found)).toEqual(['S1 Q2 expired', 'S2 Q2 endsEarly', 'S1 Q1 endsEarly'])
    expect(found.total).toBe(3)
    expect(found.items[0]).toMatchObject({ lotCodes: ['DG-T', 'HQ-T', 'HQ-X'], fileName: 'Q2.pdf', daysLeft: -1 })
    expect(found.items[2]).toMatchObject({ lotCodes: ['HQ-T', 'HQ-X'] })
    expect(found.suppliers).toEqual([
      { supplierCode: 'S1', expired: 1, endsEarly: 1 },
      { supplierCode: 'S2', expired: 0, endsEarly: 1 },
    ])
    expect(found.campaignEnd).not.toBeNull()
  })

  it.each<[string, object, string[]]>([
    ['supplier code', { q: 's2' }, ['S2 Q2 endsEarly']],
    ['supplier name', { q: '企业1' }, ['S1 Q2 expired', 'S1 Q1 endsEarly']],
    ['lot', { lotCode: 'HQ-X' }, ['S1 Q2 expired', 'S1 Q1 endsEarly']],
    ['indicator', { indicatorCode: 'Q1' }, ['S1 Q1 endsEarly']],
    ['more days', { days: 100 }, ['S1 Q2 expired', 'S2 Q2 endsEarly', 'S1 Q1 endsEarly', 'S1 Q3 endsEarly']],
    ['no days after the campaign', { days: 0 }, ['S1 Q2 expired', 'S2 Q2 endsEarly']],
    ['a word that is a pattern', { q: '%' }, []],
  ])('are narrowed by %s', async (_name, filter, expected) =>
    expect(named(await papersFor(office, filter))).toEqual(expected),
  )

  it('come in pages with one total', async () => {
    const found = await papersFor(office, {}, 2)
    expect([found.items.length, found.total]).toEqual([2, 3])
    await expect(papersFor(office, { days: -1 })).rejects.toThrow()
  })

  it('are for office and supervisor alone', async () => {
    expect((await papersFor(await platform.person('supervisor'))).total).toBe(3)
    for (const login of ['supplier-S1', 'expert-E01', 'hospital-H3701001', 'admin']) {
      const who = await platform.person(login)
      await expect(papersFor(who)).rejects.toThrow()
      expect((await who.fetch(`/documents/expiring-papers/${tenderId}.xlsx`)).status).toBe(403)
    }
    expect((await platform.anonymous().fetch(`/documents/expiring-papers/${tenderId}.xlsx`)).status).toBe(401)
  })

  it('are a workbook as well, narrowed like the list', async () => {
    const sheets = async (query: string) => {
      const sent = await office.fetch(`/documents/expiring-papers/${tenderId}.xlsx${query}`)
      expect(sent.status).toBe(200)
      const book = new ExcelJS.Workbook()
      await book.xlsx.load(await sent.arrayBuffer())
      return book.worksheets.map(sheet => {
        const rows: unknown[][] = []
        sheet.eachRow(row => rows.push((row.values as unknown[]).slice(1)))
        return rows
      })
    }
    const [papers = [], counts = []] = await sheets('')
    expect(papers.slice(2).map(row => [row[0], row[3], row[4], row[8]])).toEqual([
      ['S1', 'DG-T、HQ-T、HQ-X', 'Q2.pdf', '已过期'],
      ['S2', 'DG-T', 'Q2.pdf', '项目结束前后将到期'],
      ['S1', 'HQ-T、HQ-X', 'Q1.pdf', '项目结束前后将到期'],
    ])
    expect(counts.slice(1)).toEqual([
      ['S1', '饮片企业1', 1, 1],
      ['S2', '饮片企业2', 0, 1],
    ])
    const [narrowed = []] = await sheets('?q=S2&lot=DG-T&indicator=Q2&days=30')
    expect(narrowed.slice(2).map(row => row[0])).toEqual(['S2'])
  })

  it('are on their supplier’s home: as something to do while it can be done, as a figure always', async () => {
    const home = async () =>
      (
        await supplier.ask<{ dashboard: { todos: { kind: string; count: number }[]; figures: object[] } }>(
          '{dashboard{todos{kind count} figures{key value}}}',
        )
      ).dashboard
    const open = await home()
    expect(open.todos).toContainEqual({ kind: 'renewPapers', count: 3 })
    expect(open.figures).toContainEqual({ key: 'expiringPapers', value: '3' })
    await moveTo(platform, tenderId, 'review')
    const closed = await home()
    expect(closed.todos.map(one => one.kind)).not.toContain('renewPapers')
    expect(closed.figures).toContainEqual({ key: 'expiringPapers', value: '3' })
  })
})
