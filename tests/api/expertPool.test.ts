import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const URL = '/documents/expert-pool'
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

type Rows = readonly (readonly (string | null)[])[]
const expert = (code: string, name: string | null = '王一') => [code, name, '医院药学', '山东省', '省中医院', '是']

async function workbook(experts: Rows, ties: Rows = []): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await (await office.fetch(URL)).arrayBuffer())
  for (const [sheet, rows] of [
    ['专家', experts],
    ['关系', ties],
  ] as const)
    for (const [i, row] of rows.entries())
      for (const [j, value] of row.entries()) {
        const cell = book.getWorksheet(sheet)?.getCell(`${'ABCDEF'[j]}${6 + i}`)
        if (cell) cell.value = value
      }
  return new Uint8Array(await book.xlsx.writeBuffer())
}

interface Answer {
  readonly experts?: number
  readonly ties?: number
  readonly violations?: readonly { code: string; path: string | null; message: string }[]
}

async function upload(person: Person, body: Uint8Array): Promise<{ status: number; answer: Answer }> {
  const response = await person.fetch(URL, { method: 'POST', body: new Uint8Array(body) })
  return { status: response.status, answer: (await response.json()) as Answer }
}

const wrongCells = ({ answer }: { answer: Answer }) => answer.violations?.map(one => `${one.code} ${one.path ?? ''}`)
const tiesOf = async (code: string) =>
  (await platform.db.prisma.expertTie.findMany({ where: { expert: { code } }, orderBy: { supplierCode: 'asc' } })).map(
    ({ kind, supplierCode, until }) => `${kind} ${supplierCode} ${until?.toISOString() ?? '-'}`,
  )

describe('the expert pool over HTTP', () => {
  it('comes as an attachment and goes back filled in, with its ties', async () => {
    const response = await office.fetch(URL)
    expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet')
    expect(response.headers.get('content-disposition')).toContain('expert-pool.xlsx')
    const ties = [
      ['P1', '亲属', 'S1', '2025-05-01'],
      ['P1', '持股', 'S2', null],
    ]
    expect(await upload(office, await workbook([expert('P1'), expert('P2')], ties))).toEqual({
      status: 200,
      answer: { ok: true, experts: 2, ties: 2 },
    })
    expect(await tiesOf('P1')).toEqual(['kinship S1 2025-05-01T15:59:59.999Z', 'holding S2 -'])
    const saved = await platform.db.prisma.expert.findUniqueOrThrow({ where: { code: 'P2' } })
    expect(saved).toMatchObject({ specialty: 'pharmacy', region: '370000', outside: true })
  })

  it('keeps ties that a later workbook does not mention, and clears those declared to be none', async () => {
    await upload(office, await workbook([expert('P1', '王改名')]))
    expect(await tiesOf('P1')).toHaveLength(2)
    await upload(office, await workbook([expert('P1')], [['P1', '无', null, null]]))
    expect(await tiesOf('P1')).toEqual([])
  })

  it('names wrong cells and takes nothing in', async () => {
    const rows = [expert('P3', '张'), expert('P4', null), ['P5', '李', '医院药学', '山东省', 'x'.repeat(201), '是']]
    expect(wrongCells(await upload(office, await workbook(rows)))).toEqual(['required 专家!B7'])
    expect(wrongCells(await upload(office, await workbook([expert('P3'), rows[2] ?? []])))).toEqual(['tooLong 专家!E7'])
    const strange = await upload(office, await workbook([expert('P3')], [['P3', '任职', 'S99', null]]))
    expect(strange.status).toBe(422)
    expect(wrongCells(strange)).toEqual(['unknownCode 关系!C6'])
    expect(await platform.db.prisma.expert.count({ where: { code: 'P3' } })).toBe(0)
  })

  it('refuses 10 MB before it is read, and what is no workbook', async () => {
    expect(wrongCells(await upload(office, new Uint8Array(10_000_000)))).toEqual(['fileTooLarge '])
    expect(wrongCells(await upload(office, Buffer.from('PK')))).toEqual(['badFile '])
  })

  it('is the office’s alone', async () => {
    for (const login of ['supervisor', 'supplier-S1', 'admin']) {
      const person = await platform.person(login)
      expect((await person.fetch(URL)).status).toBe(403)
      expect((await upload(person, new Uint8Array(10))).status).toBe(403)
    }
    expect((await platform.anonymous().fetch(URL)).status).toBe(401)
    expect((await upload(platform.anonymous(), new Uint8Array(10))).status).toBe(401)
  })
})
