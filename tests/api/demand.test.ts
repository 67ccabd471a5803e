/** Over 300 lines: one report from its first line to the frozen snapshot; its parts share what they play. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DemandRow, demandSnapshot } from '#domain/demand.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const people: Record<string, Person> = {}

beforeAll(async () => {
  await seedAlliance(platform)
  const logins = [
    'office',
    'supervisor',
    'supplier-S1',
    'hospital-H3701001',
    'hospital-H3701002',
    'hospital-H3702001',
    'hospital-H1401001',
    'cityBureau-370100',
    'cityBureau-370200',
    'cityBureau-140100',
    'provinceBureau-370000',
    'provinceBureau-140000',
  ]
  for (const login of logins) people[login] = await platform.person(login)
})

const person = (login: string): Person => {
  const found = people[login]
  if (!found) throw new Error(login)
  return found
}

const REFUSAL = '...on Refusal{violations{code path message}}'
const REPORT = `mutation($t:ID!,$lines:[DemandLineInput!]!){reportDemand(tenderId:$t,lines:$lines){__typename ...on DemandReport{id status lineCount totalKg remark hospital{code}} ${REFUSAL}}}`
const SUBMIT = `mutation($t:ID!){submitDemand(tenderId:$t){__typename ...on DemandReport{status submittedAt} ${REFUSAL}}}`
const REVIEW = `mutation($t:ID!,$ids:[ID!],$ok:Boolean!,$remark:String){reviewDemand(tenderId:$t,hospitalIds:$ids,approve:$ok,remark:$remark){__typename ...on Done{count} ${REFUSAL}}}`
const FREEZE = `mutation($t:ID!){freezeDemand(tenderId:$t){__typename ...on Tender{snapshot{hash lineCount totalKg}} ${REFUSAL}}}`
const CEILINGS = `mutation($t:ID!,$c:[CeilingInput!]!){setPriceCeilings(tenderId:$t,ceilings:$c){__typename ...on Tender{id} ${REFUSAL}}}`
const LINES = `query($f:DemandLineFilter,$sort:String,$order:SortOrder){demandLines(filter:$f,sort:$sort,order:$order){total items{quantityKg lastPriceFen outlier reason hospital{code city{code}} lot{code spec{grade variety{name}}}}}}`
const REPORTS = `query($f:DemandReportFilter){demandReports(filter:$f){total items{status lineCount totalKg hospital{code}}}}`

const refusals = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

const lotsOf = async (tenderId: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await platform.db.prisma.lot.findMany({ where: { tenderId } })).map(lot => [lot.code, lot.id]))

const line = (
  lotId: string | undefined,
  quantityKg: number,
  lastYearKg = quantityKg,
  lastPriceFen = '5000',
  reason: string | null = null,
) => ({ lotId, quantityKg, lastYearKg, lastPriceFen, reason })

const auditCount = (tenderId: string) => platform.db.prisma.auditRow.count({ where: { tenderId } })
const hospitalId = async (code: string) => (await platform.db.prisma.hospital.findUniqueOrThrow({ where: { code } })).id

/** A tender whose three Shandong hospitals have reported and submitted. */
async function submitted(): Promise<{ t: string; lots: Readonly<Record<string, string>> }> {
  const t = await seedTender(platform, 'demand')
  const lots = await lotsOf(t)
  for (const code of ['H3701001', 'H3701002', 'H3702001']) {
    await person(`hospital-${code}`).act(REPORT, { t, lines: [line(lots['HQ-T'], 100), line(lots['DG-X'], 10, 1)] })
    await person(`hospital-${code}`).act(SUBMIT, { t })
  }
  return { t, lots }
}

describe('a demand report', () => {
  it('replaces its lines as a whole and flags outliers', async () => {
    const t = await seedTender(platform, 'demand')
    const lots = await lotsOf(t)
    const me = person('hospital-H3701001')
    const first = await me.act(REPORT, {
      t,
      lines: [line(lots['HQ-T'], 100), line(lots['HQ-X'], 31, 10), line(lots['DG-T'], 0, 0, '0')],
    })
    expect(first).toMatchObject({ status: 'draft', lineCount: 3, totalKg: '131', hospital: { code: 'H3701001' } })
    const second = await me.act(REPORT, {
      t,
      lines: [line(lots['HQ-X'], 5, 10, '12345', ' 科室调整 '), line(lots['DG-X'], 7)],
    })
    expect(second).toMatchObject({ lineCount: 2, totalKg: '12' })
    const mine = await me.ask<{ demandLines: { total: number; items: unknown[] } }>(LINES, {
      f: { tenderId: t },
      sort: 'lot',
    })
    expect(mine.demandLines.items).toEqual([
      {
        quantityKg: 7,
        lastPriceFen: '5000',
        outlier: false,
        reason: null,
        hospital: { code: 'H3701001', city: { code: '370100' } },
        lot: { code: 'DG-X', spec: { grade: 'sorted', variety: { name: '当归' } } },
      },
      {
        quantityKg: 5,
        lastPriceFen: '12345',
        outlier: false,
        reason: '科室调整',
        hospital: { code: 'H3701001', city: { code: '370100' } },
        lot: { code: 'HQ-X', spec: { grade: 'sorted', variety: { name: '黄芪' } } },
      },
    ])
    const rows = await platform.db.tx(tx =>
      tx.rows('SELECT action, changes FROM audit_row WHERE tender_id = $1 ORDER BY seq', [t]),
    )
    expect(rows).toEqual([
      { action: 'reportDemand', changes: 3 },
      { action: 'reportDemand', changes: 4 },
    ])
  })

  it('names every wrong figure and changes nothing', async () => {
    const t = await seedTender(platform, 'demand')
    const lots = await lotsOf(t)
    const other = await lotsOf(await seedTender(platform, 'demand'))
    const me = person('hospital-H3701001')
    await me.act(REPORT, { t, lines: [line(lots['HQ-T'], 100)] })
    const before = await auditCount(t)
    const lines = [
      line(lots['HQ-T'], 79, 100),
      line(lots['HQ-T'], 1),
      line(lots['HQ-X'], -1),
      line(lots['DG-T'], 10_000_000, 5, '-1'),
      line(other['HQ-T'], 1),
      line('nonsense', 1),
      line(lots['DG-X'], 1, 1, '1', 'a\0b'),
    ]
    expect(await refusals(me.act(REPORT, { t, lines }))).toEqual([
      'reasonRequired lines[0].reason',
      'duplicate lines[1].lotId',
      'notWholeKg lines[2].quantityKg',
      'notWholeKg lines[2].lastYearKg',
      'notWholeKg lines[3].quantityKg',
      'notYuan lines[3].lastPriceFen',
      'notFound lines[4].lotId',
      'notFound lines[5].lotId',
      'notText lines[6].reason',
    ])
    expect(
      await platform.db.prisma.demandLine.findMany({ where: { tenderId: t }, select: { quantityKg: true } }),
    ).toEqual([{ quantityKg: 100 }])
    expect(await auditCount(t)).toBe(before)
  })

  it('belongs to one hospital: two browsers at once leave one whole report', async () => {
    const t = await seedTender(platform, 'demand')
    const lots = await lotsOf(t)
    const me = person('hospital-H3701001')
    const all = Object.values(lots)
    await Promise.all([1, 2, 3, 4].map(n => me.act(REPORT, { t, lines: all.map(lot => line(lot, n)) })))
    const kg = (await platform.db.prisma.demandLine.findMany({ where: { tenderId: t } })).map(one => one.quantityKg)
    expect(kg).toHaveLength(4)
    expect(new Set(kg).size).toBe(1)
  })

  it('is only made by hospitals of member provinces, in the demand stage, while reporting lasts', async () => {
    const t = await seedTender(platform, 'demand')
    const lots = await lotsOf(t)
    const lines = [line(lots['HQ-T'], 1)]
    expect(await refusals(person('office').act(REPORT, { t, lines }))).toEqual(['forbidden'])
    await platform.db.tx(tx =>
      tx.run(
        `DELETE FROM tender_member WHERE tender_id = $1 AND province_id = (SELECT id FROM province WHERE code = '140000')`,
        [t],
      ),
    )
    expect(await refusals(person('hospital-H1401001').act(REPORT, { t, lines }))).toEqual(['outsideArea'])
    await platform.db.tx(tx =>
      tx.run(`UPDATE tender_stage SET closes_at = tender_now($1) WHERE tender_id = $1 AND stage = 'demand'`, [t]),
    )
    expect(await refusals(person('hospital-H3701001').act(REPORT, { t, lines }))).toEqual(['deadlinePassed'])
    const later = await seedTender(platform, 'ceilings')
    expect(await refusals(person('hospital-H3701001').act(REPORT, { t: later, lines }))).toEqual(['wrongStage'])
  })

  it('cannot be submitted empty, nor changed while it is under review', async () => {
    const t = await seedTender(platform, 'demand')
    const lots = await lotsOf(t)
    const me = person('hospital-H3701001')
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['required lines'])
    await me.act(REPORT, { t, lines: [line(lots['HQ-T'], 1)] })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ status: 'submitted', submittedAt: expect.any(String) })
    expect(await refusals(me.act(SUBMIT, { t }))).toEqual(['wrongStatus'])
    expect(await refusals(me.act(REPORT, { t, lines: [] }))).toEqual(['wrongStatus'])
  })
})

describe('the review of demand', () => {
  it('goes from the city to the province, each within its own area', async () => {
    const { t } = await submitted()
    expect(await person('provinceBureau-370000').act(REVIEW, { t, ok: true })).toMatchObject({ count: 0 })
    expect(await person('cityBureau-370100').act(REVIEW, { t, ok: true })).toMatchObject({ count: 2 })
    expect(await person('cityBureau-140100').act(REVIEW, { t, ok: true })).toMatchObject({ count: 0 })
    const ids = [await hospitalId('H3701001'), await hospitalId('H3702001'), 'nonsense']
    expect(await refusals(person('provinceBureau-370000').act(REVIEW, { t, ok: true, ids }))).toEqual([
      'wrongStatus hospitalIds[1]',
      'outsideArea hospitalIds[2]',
    ])
    expect(await refusals(person('provinceBureau-140000').act(REVIEW, { t, ok: true, ids: ids.slice(0, 1) }))).toEqual([
      'outsideArea hospitalIds[0]',
    ])
    expect(await person('provinceBureau-370000').act(REVIEW, { t, ok: true, ids: ids.slice(0, 1) })).toMatchObject({
      count: 1,
    })
    const seen = await person('office').ask<{ demandReports: { items: unknown[] } }>(REPORTS, { f: { tenderId: t } })
    expect(seen.demandReports.items).toEqual([
      { status: 'provinceApproved', lineCount: 2, totalKg: '110', hospital: { code: 'H3701001' } },
      { status: 'cityApproved', lineCount: 2, totalKg: '110', hospital: { code: 'H3701002' } },
      { status: 'submitted', lineCount: 2, totalKg: '110', hospital: { code: 'H3702001' } },
    ])
  })

  it('returns with a remark, and the hospital reports again, even after the end of reporting', async () => {
    const { t, lots } = await submitted()
    expect(await refusals(person('cityBureau-370100').act(REVIEW, { t, ok: false }))).toEqual(['reasonRequired remark'])
    await person('cityBureau-370100').act(REVIEW, { t, ok: true })
    await person('provinceBureau-370000').act(REVIEW, { t, ok: false, remark: '核实黄芪用量' })
    await platform.db.tx(tx =>
      tx.run(`UPDATE tender_stage SET closes_at = tender_now($1) WHERE tender_id = $1 AND stage = 'demand'`, [t]),
    )
    const me = person('hospital-H3701001')
    expect(await me.act(REPORT, { t, lines: [line(lots['HQ-T'], 90)] })).toMatchObject({
      status: 'draft',
      remark: '核实黄芪用量',
      totalKg: '90',
    })
    expect(await me.act(SUBMIT, { t })).toMatchObject({ status: 'submitted' })
    expect(await person('provinceBureau-370000').act(REVIEW, { t, ok: true })).toMatchObject({ count: 0 })
  })

  it('counts a report once when two clerks click at once', async () => {
    const { t } = await submitted()
    const answers = await Promise.all(
      [1, 2, 3].map(() => person('cityBureau-370100').act<{ count: number }>(REVIEW, { t, ok: true })),
    )
    expect(answers.reduce((sum, answer) => sum + answer.count, 0)).toBe(2)
  })
})

describe('who sees demand', () => {
  it.each([
    ['office', 3, 6],
    ['supervisor', 3, 6],
    ['hospital-H3701001', 1, 2],
    ['hospital-H1401001', 0, 0],
    ['cityBureau-370100', 2, 4],
    ['cityBureau-370200', 1, 2],
    ['provinceBureau-370000', 3, 6],
    ['provinceBureau-140000', 0, 0],
  ])('%s: %i reports, %i lines', async (login, reports, lines) => {
    shared ??= await submitted()
    const f = { tenderId: shared.t }
    expect(
      (await person(login).ask<{ demandReports: { total: number; items: unknown[] } }>(REPORTS, { f })).demandReports,
    ).toMatchObject({ total: reports, items: { length: reports } })
    expect(
      (await person(login).ask<{ demandLines: { total: number; items: unknown[] } }>(LINES, { f })).demandLines,
    ).toMatchObject({ total: lines, items: { length: lines } })
  })

  it('not suppliers, nor the public; a filter never widens the view', async () => {
    shared ??= await submitted()
    await expect(person('supplier-S1').ask(LINES, { f: { tenderId: shared.t } })).rejects.toThrow()
    await expect(platform.anonymous().ask(LINES, { f: { tenderId: shared.t } })).rejects.toThrow()
    const f = { tenderId: shared.t, hospitalId: await hospitalId('H3702001') }
    expect(
      (await person('hospital-H3701001').ask<{ demandLines: { total: number } }>(LINES, { f })).demandLines.total,
    ).toBe(0)
    const area = {
      tenderId: shared.t,
      cityId: (await platform.db.prisma.city.findUniqueOrThrow({ where: { code: '370200' } })).id,
    }
    expect(
      (await person('cityBureau-370100').ask<{ demandLines: { total: number } }>(LINES, { f: area })).demandLines.total,
    ).toBe(0)
  })

  it('filters and sorts', async () => {
    shared ??= await submitted()
    const ask = async (f: object, sort?: string, order = 'ASC') =>
      (
        await person('office').ask<{ demandLines: { items: { quantityKg: number; hospital: { code: string } }[] } }>(
          LINES,
          { f: { tenderId: shared?.t, ...f }, sort, order },
        )
      ).demandLines.items
    expect((await ask({ minKg: 100 })).map(one => one.quantityKg)).toEqual([100, 100, 100])
    expect((await ask({ outlier: true })).map(one => one.quantityKg)).toEqual([10, 10, 10])
    expect((await ask({ q: 'DG' })).map(one => one.quantityKg)).toEqual([10, 10, 10])
    expect((await ask({ q: '青岛' })).map(one => one.hospital.code)).toEqual(['H3702001', 'H3702001'])
    expect((await ask({}, 'quantityKg', 'DESC')).map(one => one.quantityKg)).toEqual([100, 100, 100, 10, 10, 10])
    await expect(ask({}, 'password')).rejects.toThrow()
  })
})

let shared: Awaited<ReturnType<typeof submitted>> | undefined

describe('the freeze of demand', () => {
  it('waits for every report, hashes the canonical text and happens once', async () => {
    const { t } = await submitted()
    const office = person('office')
    await person('cityBureau-370100').act(REVIEW, { t, ok: true })
    await person('cityBureau-370200').act(REVIEW, { t, ok: true })
    const error = await office.act(FREEZE, { t }).catch((e: Refused) => e)
    expect((error as Refused).violations[0]).toMatchObject({
      code: 'incomplete',
      path: 'reports',
      message: expect.stringContaining('H3701001, H3701002, H3702001'),
    })
    await person('provinceBureau-370000').act(REVIEW, { t, ok: true })
    const [a, b] = await Promise.allSettled([
      office.act<{ snapshot: { hash: string } }>(FREEZE, { t }),
      office.act<{ snapshot: { hash: string } }>(FREEZE, { t }),
    ])
    const won = [a, b].filter(one => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    const rows = await platform.db.tx(tx =>
      tx.rows<DemandRow>(
        `SELECT l.code AS lot, h.code AS hospital, d.quantity_kg AS "quantityKg", d.last_year_kg AS "lastYearKg", d.last_price_fen AS "lastPriceFen"
         FROM demand_line d JOIN lot l ON l.id = d.lot_id JOIN hospital h ON h.id = d.hospital_id WHERE d.tender_id = $1`,
        [t],
      ),
    )
    const hash = createHash('sha256')
      .update([...demandSnapshot(rows).lines].join(''))
      .digest('hex')
    expect(won[0]?.status === 'fulfilled' && won[0].value.snapshot).toEqual({ hash, lineCount: 6, totalKg: '330' })
    expect(await refusals(office.act(FREEZE, { t }))).toEqual(['alreadyDone'])
    const lots = await lotsOf(t)
    expect(await refusals(person('hospital-H1401001').act(REPORT, { t, lines: [line(lots['HQ-T'], 1)] }))).toEqual([
      'alreadyDone',
    ])
    expect(await refusals(person('cityBureau-370100').act(REVIEW, { t, ok: true }))).toEqual(['alreadyDone'])
  })

  it('needs demand, the office, and the stage', async () => {
    const t = await seedTender(platform, 'demand')
    expect(await refusals(person('office').act(FREEZE, { t }))).toEqual(['required lines'])
    expect(await refusals(person('supervisor').act(FREEZE, { t }))).toEqual(['forbidden'])
    expect(await refusals(person('office').act(FREEZE, { t: await seedTender(platform, 'ceilings') }))).toEqual([
      'wrongStage',
    ])
    expect(await auditCount(t)).toBe(0)
  })
})

describe('price ceilings', () => {
  it('are the lower of the weighted median and the survey with its factor; inputs are kept', async () => {
    const t = await seedTender(platform, 'ceilings')
    const lots = await lotsOf(t)
    const prices = [
      ['H3701001', 100, 5000],
      ['H3701002', 60, 4000],
      ['H3702001', 50, 4000],
      ['H1401001', 0, 1],
    ] as const
    for (const [code, kg, fen] of prices)
      await platform.db.tx(async tx =>
        tx.run(
          'INSERT INTO demand_line (tender_id, hospital_id, lot_id, quantity_kg, last_year_kg, last_price_fen) VALUES ($1,$2,$3,1,$4,$5)',
          [t, await hospitalId(code), lots['HQ-T'], kg, fen],
        ),
      )
    await person('office').act(CEILINGS, {
      t,
      c: [
        { lotId: lots['HQ-T'], surveyFen: '4500' },
        { lotId: lots['DG-T'], surveyFen: '1001' },
      ],
    })
    const rows = await platform.db.prisma.lot.findMany({
      where: { tenderId: t, ceilingFen: { not: null } },
      orderBy: { code: 'asc' },
      select: { code: true, ceilingFen: true, ceilingBasis: true },
    })
    expect(rows).toEqual([
      {
        code: 'DG-T',
        ceilingFen: 1101n,
        ceilingBasis: {
          ceilingFen: '1101',
          weightedP50Fen: null,
          surveyFen: '1001',
          surveyLimitFen: '1101',
          surveyFactorPercent: 10,
          hospitals: 0,
          quantityKg: '0',
        },
      },
      {
        code: 'HQ-T',
        ceilingFen: 4000n,
        ceilingBasis: {
          ceilingFen: '4000',
          weightedP50Fen: '4000',
          surveyFen: '4500',
          surveyLimitFen: '4950',
          surveyFactorPercent: 10,
          hospitals: 3,
          quantityKg: '210',
        },
      },
    ])
  })

  it('name every wrong input', async () => {
    const t = await seedTender(platform, 'ceilings')
    const lots = await lotsOf(t)
    const c = [
      { lotId: lots['HQ-T'], surveyFen: '0' },
      { lotId: 'x', surveyFen: '1' },
      { lotId: lots['HQ-T'], surveyFen: '1' },
    ]
    expect(await refusals(person('office').act(CEILINGS, { t, c }))).toEqual([
      'notYuan ceilings[0].surveyFen',
      'notFound ceilings[1].lotId',
      'duplicate ceilings[2].lotId',
    ])
    expect(await refusals(person('office').act(CEILINGS, { t, c: [] }))).toEqual(['required ceilings'])
    expect(
      await refusals(person('office').act(CEILINGS, { t: await seedTender(platform, 'demand'), c: c.slice(2) })),
    ).toEqual(['wrongStage'])
    expect(await platform.db.prisma.lot.count({ where: { tenderId: t, ceilingFen: { not: null } } })).toBe(0)
  })
})
