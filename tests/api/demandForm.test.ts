import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let hospital: Person
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  hospital = await platform.person('hospital-H3701001')
  tenderId = await seedTender(platform, 'demand')
})

const url = (id = tenderId) => `/documents/demand-form/${id}`

/** Rows 5 to 8 are DG-T, DG-X, HQ-T, HQ-X. */
async function filledForm(cells: Readonly<Record<string, ExcelJS.CellValue>>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await (await hospital.fetch(url())).arrayBuffer())
  const sheet = book.getWorksheet('需求')
  for (const [cell, value] of Object.entries(cells)) if (sheet) sheet.getCell(cell).value = value
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function upload(person: Person, body: Uint8Array, id = tenderId): Promise<{ status: number; answer: Answer }> {
  const response = await person.fetch(url(id), { method: 'POST', body: new Uint8Array(body) })
  return { status: response.status, answer: (await response.json()) as Answer }
}

interface Answer {
  readonly ok?: boolean
  readonly lines?: number
  readonly violations?: readonly { code: string; path: string | null; message: string }[]
}

const lineCount = () => platform.db.prisma.demandLine.count({ where: { tenderId } })

describe('the demand form over HTTP', () => {
  it('comes as an attachment, goes back filled in, and comes again with what was saved', async () => {
    const response = await hospital.fetch(url())
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="?demand-T-[0-9A-F]{8}-H3701001\.xlsx"?$/,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const form = await filledForm({ D5: 100, E5: 90, F5: 128.5, D8: 5, E8: 10, F8: '7', G8: '科室调整' })
    expect(await upload(hospital, form)).toEqual({ status: 200, answer: { ok: true, lines: 2 } })
    const saved = await platform.db.prisma.demandLine.findMany({
      where: { tenderId },
      orderBy: { lot: { code: 'asc' } },
      select: { quantityKg: true, lastPriceFen: true, reason: true, lot: { select: { code: true } } },
    })
    expect(saved).toEqual([
      { quantityKg: 100, lastPriceFen: 12_850n, reason: null, lot: { code: 'DG-T' } },
      { quantityKg: 5, lastPriceFen: 700n, reason: '科室调整', lot: { code: 'HQ-X' } },
    ])
    expect(await upload(hospital, await filledForm({ D8: null, E8: null, F8: null, G8: null }))).toMatchObject({
      answer: { lines: 1 },
    })
    expect(await lineCount()).toBe(1)
  })

  it('names wrong cells and broken rules by address, and changes nothing', async () => {
    const before = await lineCount()
    const wrong = await upload(hospital, await filledForm({ D6: 1.5, E6: 1, F6: 1, D7: { formula: '1+1' } }))
    expect(wrong.status).toBe(422)
    expect(wrong.answer.violations?.map(v => `${v.code} ${v.path}`)).toEqual([
      'notWholeKg 需求!D6',
      'notPlainCell 需求!D7',
      'required 需求!E7',
      'required 需求!F7',
    ])
    expect(wrong.answer.violations?.[0]?.message).toContain('整公斤')
    const broken = await upload(hospital, await filledForm({ D7: 1, E7: 100, F7: 2 }))
    expect(broken).toMatchObject({ status: 422, answer: { violations: [{ code: 'reasonRequired', path: '需求!G7' }] } })
    expect(await upload(hospital, Buffer.from('not a workbook'))).toMatchObject({
      status: 422,
      answer: { violations: [{ code: 'badFile', path: null }] },
    })
    expect(await upload(hospital, new Uint8Array())).toMatchObject({ status: 422 })
    expect(await lineCount()).toBe(before)
  })

  it('refuses more than 5 MB before reading it all', async () => {
    expect(await upload(hospital, new Uint8Array(10_000_000))).toMatchObject({
      status: 422,
      answer: { violations: [{ code: 'fileTooLarge' }] },
    })
  })

  it("refuses another hospital's form and another tender's", async () => {
    const form = await filledForm({})
    const neighbour = await platform.person('hospital-H3701002')
    expect(await upload(neighbour, form)).toMatchObject({
      status: 422,
      answer: { violations: [{ code: 'notOneOf', path: '字典!C1' }] },
    })
    const other = await seedTender(platform, 'demand')
    expect(await upload(hospital, form, other)).toMatchObject({
      status: 422,
      answer: { violations: [{ code: 'notOneOf', path: '字典!B1' }] },
    })
  })

  it('is for hospitals of the tender only', async () => {
    const supplier = await platform.person('supplier-S1')
    expect((await supplier.fetch(url())).status).toBe(403)
    expect((await upload(supplier, new Uint8Array(10))).status).toBe(403)
    expect((await platform.anonymous().fetch(url())).status).toBe(401)
    expect((await upload(platform.anonymous(), new Uint8Array(10))).status).toBe(401)
    for (const id of ['nonsense', '00000000-0000-4000-8000-000000000000']) {
      expect((await hospital.fetch(url(id))).status).toBe(404)
      expect((await upload(hospital, new Uint8Array(10), id)).status).toBe(404)
    }
    const apart = await seedTender(platform, 'demand')
    await platform.db.tx(tx => tx.run(`DELETE FROM tender_member WHERE tender_id = $1`, [apart]))
    expect((await hospital.fetch(url(apart))).status).toBe(404)
  })

  it('demands the header that no foreign page can set', async () => {
    const login = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-bencao-csrf': '1' },
      body: JSON.stringify({
        query: 'mutation{login(login:"hospital-H3701001",password:"correct horse"){__typename}}',
      }),
    })
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
    const response = await fetch(platform.url + url(), { method: 'POST', headers: { cookie }, body: 'x' })
    expect(response.status).toBe(403)
  })

  it('is closed after the demand stage', async () => {
    const t = await seedTender(platform, 'ceilings')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await (await hospital.fetch(url(t))).arrayBuffer())
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    expect(await upload(hospital, bytes, t)).toMatchObject({
      status: 422,
      answer: { violations: [{ code: 'wrongStage' }] },
    })
  })
})
