import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { declarationIds, lotIds, seedWinners } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, JOB, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let tenderId: string
let lots: Map<string, string>
let won: Map<string, string>

const H = ['H3701001', 'H3701002', 'H3702001', 'H3702002', 'H1401001'] as const
const DEMAND = {
  H3701001: { 'HQ-T': 1001, 'HQ-X': 333 },
  H3701002: { 'HQ-T': 4, 'HQ-X': 50 },
  H3702001: { 'HQ-T': 700 },
  H3702002: { 'HQ-T': 77, 'DG-T': 10 },
  H1401001: { 'HQ-T': 999 },
}
const WINNERS = {
  'HQ-T': [
    { supplier: 'S1', priceFen: 10_000, capacityKg: 500 },
    { supplier: 'S2', priceFen: 11_000, capacityKg: 5_000 },
    { supplier: 'S3', priceFen: 12_000, capacityKg: 5_000 },
  ],
  'HQ-X': [{ supplier: 'S2', priceFen: 20_000, capacityKg: 1_000 }],
}

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  tenderId = await seedTender(platform, 'allocation')
  await seedWinners(platform, tenderId, WINNERS, DEMAND)
  lots = await lotIds(platform, tenderId)
  won = await declarationIds(platform, tenderId)
})

const CHOOSE = `mutation($id:ID!,$c:[ChoiceInput!]!){chooseSuppliers(tenderId:$id,choices:$c)${DONE}}`
const DEFAULTS = `mutation($id:ID!,$d:[CityDefaultInput!]!){setCityDefaults(tenderId:$id,defaults:$d)${DONE}}`
const RUN = `mutation($id:ID!){runAllocation(tenderId:$id)${JOB}}`
const ADOPT = `mutation($r:ID!){adoptAllocation(runId:$r){__typename ...on AllocationRun{id adoptedAt} ${REFUSAL}}}`
const CONFIRM = `mutation($id:ID!){confirmVolumes(tenderId:$id){__typename ...on DemandReport{id volumesConfirmedAt} ${REFUSAL}}}`
const PLAN = `mutation($id:ID!,$at:DateTime){planStages(tenderId:$id,clocks:[{stage:"allocation",closesAt:$at}]){__typename ...on Tender{id} ${REFUSAL}}}`

const hospital = (code: string) => platform.person(`hospital-${code}`)
const choice = (lot: string, ...suppliers: string[]) => ({
  lotId: lots.get(lot),
  picks: suppliers.map(s => won.get(`${lot}/${s}`)),
})

interface Run {
  id: string
  number: number
  status: string
  inputHash: string
  outputHash: string
  agreedKg: string
  allocatedKg: string
  clashes: { lot: string; clashes: { code: string }[] }[] | null
}

async function runs(who: Person): Promise<Run[]> {
  const query =
    'query($f:AllocationRunFilter){allocationRuns(filter:$f){items{id number status inputHash outputHash agreedKg allocatedKg clashes}}}'
  return (await who.ask<{ allocationRuns: { items: Run[] } }>(query, { f: { tenderId } })).allocationRuns.items
}

interface Cell {
  id: string
  baseKg: number
  adjustmentKg: number
  reasons: string[]
  lot: { code: string }
  hospital: { code: string }
  supplier: { code: string; province: { code: string } }
}

async function cells(who: Person, runId: string, filter: object = {}): Promise<Cell[]> {
  const query =
    'query($f:AllocationCellFilter!){allocationCells(perPage:1000,filter:$f){items{id baseKg adjustmentKg reasons lot{code} hospital{code} supplier{code province{code}}}}}'
  return (await who.ask<{ allocationCells: { items: Cell[] } }>(query, { f: { runId, ...filter } })).allocationCells
    .items
}

async function run(): Promise<Run> {
  await office.act(RUN, { id: tenderId })
  await platform.drainJobs()
  const made = (await runs(office)).at(-1)
  if (!made) throw new Error('no run')
  return made
}

describe('choices (1-domain §3.4)', () => {
  it('refuse who did not win the lot, too many, repeated and unknown ones, each by its path', async () => {
    const h1 = await hospital(H[0])
    const wrong = [
      { lotId: lots.get('HQ-X'), picks: [won.get('HQ-X/S2'), won.get('HQ-T/S1')] },
      { lotId: lots.get('HQ-T'), picks: ['S1', 'S2', 'S3', 'S4'] },
      { lotId: lots.get('DG-T'), picks: [] },
      choice('HQ-X', 'S2'),
      { lotId: 'nowhere', picks: ['x'] },
    ]
    expect((await codes(h1.act(CHOOSE, { id: tenderId, c: wrong }))).sort()).toEqual([
      'duplicate choices[3].lotId',
      'notFound choices[4].lotId',
      'notWinner choices[0].picks[1]',
      'required choices[2].picks',
      'tooManyPicks choices[1].picks',
    ])
    expect(await codes(h1.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S1', 'S1')] }))).toEqual([
      'duplicate choices[0].picks[1]',
    ])
    expect(await platform.db.prisma.supplierChoice.count()).toBe(0)
  })

  it('are kept in order, may be changed, and are seen by oneself, the bureaus and the office only', async () => {
    const h1 = await hospital(H[0])
    expect(await h1.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S1', 'S2')] })).toMatchObject({ count: 1 })
    expect(await h1.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S3', 'S1'), choice('HQ-X', 'S2')] })).toMatchObject(
      { count: 2 },
    )
    const seen = async (login: string) => {
      const query =
        'query($f:SupplierChoiceFilter!){supplierChoices(filter:$f){total items{id lot{code} hospitalId picks}}}'
      return (
        await (
          await platform.person(login)
        ).ask<{ supplierChoices: { total: number; items: { picks: string[] }[] } }>(query, {
          f: { tenderId, lotId: lots.get('HQ-T') },
        })
      ).supplierChoices
    }
    expect((await seen(`hospital-${H[0]}`)).items.map(c => c.picks)).toEqual([[won.get('HQ-T/S3'), won.get('HQ-T/S1')]])
    const totals: number[] = []
    for (const login of [
      `hospital-${H[1]}`,
      'cityBureau-370100',
      'cityBureau-370200',
      'provinceBureau-370000',
      'provinceBureau-140000',
      'supplier-S1',
      'office',
      'auditor',
    ])
      totals.push((await seen(login)).total)
    expect(totals).toEqual([0, 1, 0, 1, 0, 0, 1, 1])
  })

  it('a city sets defaults for itself, among winners', async () => {
    const city = await platform.person('cityBureau-370200')
    const one = (lot: string, supplier: string, of = lot) => ({
      lotId: lots.get(lot),
      declarationId: won.get(`${of}/${supplier}`),
    })
    expect(await codes(city.act(DEFAULTS, { id: tenderId, d: [one('HQ-X', 'S1', 'HQ-T')] }))).toEqual([
      'notWinner defaults[0].declarationId',
    ])
    expect(await city.act(DEFAULTS, { id: tenderId, d: [one('HQ-T', 'S2'), one('HQ-X', 'S2')] })).toMatchObject({
      count: 2,
    })
    const query =
      'query($f:CityDefaultFilter!){cityDefaults(filter:$f){total items{id lot{code} cityId declarationId}}}'
    const seen = async (login: string) =>
      (await (await platform.person(login)).ask<{ cityDefaults: { total: number } }>(query, { f: { tenderId } }))
        .cityDefaults.total
    expect([
      await seen('cityBureau-370200'),
      await seen('cityBureau-370100'),
      await seen(`hospital-${H[2]}`),
      await seen(`hospital-${H[0]}`),
      await seen('office'),
    ]).toEqual([2, 0, 2, 0, 2])
    expect(await codes((await hospital(H[0])).act(DEFAULTS, { id: tenderId, d: [one('HQ-T', 'S2')] }))).toEqual([
      'forbidden',
    ])
  })

  it('end with the planned end of the stage', async () => {
    const h2 = await hospital(H[1])
    await office.act(PLAN, { id: tenderId, at: new Date(Date.now() - 1000).toISOString() })
    expect(await codes(h2.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S1')] }))).toEqual(['deadlinePassed'])
    await office.act(PLAN, { id: tenderId, at: null })
    expect(await h2.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S1')] })).toMatchObject({ count: 1 })
  })
})

describe('a run', () => {
  it('is exact for every line, within capacity, explained, and leaves out lots without winners', async () => {
    const made = await run()
    expect(made).toMatchObject({ number: 1, status: 'done', clashes: null })
    expect(made.agreedKg).toBe(made.allocatedKg)
    const all = await cells(office, made.id)
    const sum = (of: (cell: Cell) => boolean) => all.filter(of).reduce((kg, c) => kg + c.baseKg + c.adjustmentKg, 0)
    for (const [code, lines] of Object.entries(DEMAND))
      for (const [lot, kg] of Object.entries(lines))
        expect(sum(c => c.hospital.code === code && c.lot.code === lot)).toBe(
          lot === 'DG-T' ? 0 : Math.floor((2 * kg * 80 + 100) / 200),
        )
    for (const [lot, suppliers] of Object.entries(WINNERS))
      for (const { supplier, capacityKg } of suppliers)
        expect(sum(c => c.lot.code === lot && c.supplier.code === supplier)).toBeLessThanOrEqual(capacityKg)
    expect(all.every(c => c.reasons.length > 0)).toBe(true)
    expect(all.find(c => c.hospital.code === H[1] && c.lot.code === 'HQ-T')).toMatchObject({
      baseKg: 3,
      supplier: { code: 'S1' },
      reasons: ['pick', 'smallLine'],
    })
    expect(
      all.some(c => c.hospital.code === H[2] && c.supplier.code === 'S2' && c.reasons.includes('cityDefault')),
    ).toBe(true)
  })

  it('gives the same hashes again for the same inputs, and others for others', async () => {
    const again = await run()
    const [first] = await runs(office)
    expect(again).toMatchObject({ number: 2, inputHash: first?.inputHash, outputHash: first?.outputHash })
    await (await hospital(H[4])).act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S3')] })
    const other = await run()
    expect(other.inputHash).not.toBe(first?.inputHash)
    expect(other.outputHash).not.toBe(first?.outputHash)
  })

  it('holds choices and other runs back while it goes on; its worker refuses inputs that have moved', async () => {
    await office.act(RUN, { id: tenderId })
    expect(await codes((await hospital(H[1])).act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S2')] }))).toEqual([
      'jobRunning',
    ])
    expect(await codes(office.act(RUN, { id: tenderId }))).toEqual(['jobRunning'])
    await platform.db.tx(tx => tx.run('UPDATE supplier_choice SET picks = picks[1:1] WHERE cardinality(picks) > 1'))
    await expect(platform.drainJobs()).rejects.toThrow('have changed since the run was started')
    const job = await platform.db.prisma.job.findFirstOrThrow({ where: { tenderId, status: 'running' } })
    await office.act(`mutation($j:ID!){cancelJob(jobId:$j)${JOB}}`, { j: job.id })
    expect(await codes(office.act(ADOPT, { r: (await runs(office)).at(-1)?.id }))).toEqual(['wrongStatus runId'])
    await run()
    expect((await runs(office)).map(r => r.status)).toEqual(['done', 'done', 'done', 'failed', 'done'])
  })

  it('says what clashes when capacity is short, and cannot be adopted then', async () => {
    await platform.db.tx(tx => tx.run(`UPDATE declaration SET capacity_kg = 100 WHERE id = $1`, [won.get('HQ-X/S2')]))
    const made = await run()
    await platform.db.tx(tx => tx.run(`UPDATE declaration SET capacity_kg = 1000 WHERE id = $1`, [won.get('HQ-X/S2')]))
    expect(made.status).toBe('infeasible')
    expect(made.clashes).toMatchObject([{ lot: 'HQ-X', clashes: [{ code: 'capacityShort' }] }])
    expect(await cells(office, made.id, { lotId: lots.get('HQ-X') })).toEqual([])
    expect(await codes(office.act(ADOPT, { r: made.id }))).toEqual(['wrongStatus runId'])
  })
})

describe('the adoption', () => {
  it('happens once, and fixes choices', async () => {
    const h1 = await hospital(H[0])
    expect(await codes(h1.act(CONFIRM, { id: tenderId }))).toEqual(['allocationMissing'])
    expect(await runs(h1)).toEqual([])
    const done = (await runs(office)).filter(r => r.status === 'done')
    const [a, b] = [done[0]?.id, done.at(-1)?.id]
    expect(await cells(h1, b ?? '')).toEqual([])
    const both = await Promise.allSettled([office.act(ADOPT, { r: b }), office.act(ADOPT, { r: b })])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await codes(office.act(ADOPT, { r: a }))).toEqual(['alreadyDone'])
    expect(await codes(office.act(RUN, { id: tenderId }))).toEqual(['alreadyDone'])
    expect(await codes(h1.act(CHOOSE, { id: tenderId, c: [choice('HQ-T', 'S2')] }))).toEqual(['alreadyDone'])
    expect((await runs(h1)).map(r => r.id)).toEqual([b])
  })

  it('shows each party its own volumes', async () => {
    const adopted = (await runs(await hospital(H[0])))[0]?.id ?? ''
    const seen = async (login: string) =>
      (await cells(await platform.person(login), adopted)).map(c => `${c.hospital.code}/${c.supplier.code}`)
    expect(new Set((await seen(`hospital-${H[0]}`)).map(key => key.split('/')[0]))).toEqual(new Set([H[0]]))
    expect(new Set((await seen('supplier-S3')).map(key => key.split('/')[1]))).toEqual(new Set(['S3']))
    expect(await seen('supplier-S4')).toEqual([])
    expect(await seen('distributor-D1')).toEqual([])
    expect((await seen('cityBureau-370100')).every(key => key.startsWith('H3701'))).toBe(true)
    expect((await seen('provinceBureau-140000')).every(key => key.startsWith('H14'))).toBe(true)
    const foreign = await cells(await hospital(H[0]), adopted, {
      hospitalId: (await platform.db.prisma.hospital.findUniqueOrThrow({ where: { code: H[4] } })).id,
    })
    expect(foreign).toEqual([])
  })

  it('lets hospitals confirm, again without harm', async () => {
    const h1 = await hospital(H[0])
    const first = await h1.act<{ volumesConfirmedAt: string }>(CONFIRM, { id: tenderId })
    expect(await h1.act(CONFIRM, { id: tenderId })).toEqual(first)
    const rows = await platform.db.tx(tx =>
      tx.rows(`SELECT 1 FROM audit_row WHERE tender_id = $1 AND action = 'confirmVolumes'`, [tenderId]),
    )
    expect(rows).toHaveLength(1)
    expect(await codes((await hospital('H1402001')).act(CONFIRM, { id: tenderId }))).toEqual(['notFound tenderId'])
  })
})
