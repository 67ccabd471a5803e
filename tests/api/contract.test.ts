import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { contractText } from '../../api/domain/contract.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedWinners } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, JOB, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let tenderId: string
let tenderCode: string
let cities: Map<string, string>
let distributors: Map<string, string>
let suppliers: Map<string, string>

const WINNERS = {
  'HQ-T': [
    { supplier: 'S1', priceFen: 10_001, capacityKg: 600 },
    { supplier: 'S2', priceFen: 11_000, capacityKg: 5_000 },
  ],
  'HQ-X': [{ supplier: 'S2', priceFen: 20_000, capacityKg: 1_000 }],
}
const DEMAND = {
  H3701001: { 'HQ-T': 1000, 'HQ-X': 333 },
  H3701002: { 'HQ-T': 100 },
  H3702001: { 'HQ-X': 50 },
}

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  tenderId = await seedTender(platform, 'allocation')
  await seedWinners(platform, tenderId, WINNERS, DEMAND)
  await office.act(`mutation($id:ID!){runAllocation(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  const run = await platform.db.prisma.allocationRun.findFirstOrThrow({ where: { tenderId } })
  await office.act(`mutation($r:ID!){adoptAllocation(runId:$r){__typename ...on AllocationRun{id} ${REFUSAL}}}`, {
    r: run.id,
  })
  await moveTo(platform, tenderId, 'distribution')
  tenderCode = (await platform.db.prisma.tender.findUniqueOrThrow({ where: { id: tenderId } })).code
  const byCode = (rows: readonly { code: string; id: string }[]) => new Map(rows.map(row => [row.code, row.id]))
  cities = byCode(await platform.db.prisma.city.findMany())
  distributors = byCode(await platform.db.prisma.distributor.findMany())
  suppliers = byCode(await platform.db.prisma.supplier.findMany())
})

const NAME = `mutation($id:ID!,$d:[DistributionInput!]!){nameDistributors(tenderId:$id,distributions:$d)${DONE}}`
const PICK = `mutation($id:ID!,$p:[DistributorPickInput!]!){chooseDistributors(tenderId:$id,picks:$p)${DONE}}`
const DRAFT = `mutation($id:ID!){generateContracts(tenderId:$id)${JOB}}`
const SIGN = `mutation($id:ID!,$c:[ID!]){signContracts(tenderId:$id,contractIds:$c)${DONE}}`

const named = (city: string, ...codes: string[]) => ({
  cityId: cities.get(city),
  distributorIds: codes.map(code => distributors.get(code)),
})

describe('who delivers (1-domain §2, stage 15)', () => {
  it('is named by winners, city by city; wrong rows are named by path', async () => {
    const s2 = await platform.person('supplier-S2')
    const wrong = [
      named('370100', 'D1', 'D1'),
      named('370100', 'D1'),
      { cityId: 'x', distributorIds: [] },
      { cityId: cities.get('370200'), distributorIds: ['y'] },
      named('140100'),
    ]
    expect(await codes(s2.act(NAME, { id: tenderId, d: wrong }))).toEqual([
      'duplicate distributions[0].distributorIds[1]',
      'duplicate distributions[1].cityId',
      'notFound distributions[2].cityId',
      'notFound distributions[3].distributorIds[0]',
      'required distributions[4].distributorIds',
    ])
    expect(
      await codes((await platform.person('supplier-S4')).act(NAME, { id: tenderId, d: [named('370100', 'D1')] })),
    ).toEqual(['notWinner'])
    expect(await s2.act(NAME, { id: tenderId, d: [named('370100', 'D1'), named('370200', 'D2')] })).toMatchObject({
      count: 2,
    })
    expect(await s2.act(NAME, { id: tenderId, d: [named('370100', 'D2', 'D1')] })).toMatchObject({ count: 2 })
    await (await platform.person('supplier-S1')).act(NAME, { id: tenderId, d: [named('370100', 'D1', 'D2')] })
    expect(await platform.db.prisma.distributionOffer.count()).toBe(5)
  })

  it('is chosen by a hospital among those named for its city', async () => {
    const h1 = await platform.person('hospital-H3701001')
    const pick = (supplier: string, distributor: string) => ({
      supplierId: suppliers.get(supplier),
      distributorId: distributors.get(distributor),
    })
    expect(await h1.act(PICK, { id: tenderId, p: [pick('S1', 'D2')] })).toMatchObject({ count: 1 })
    expect(
      await codes(h1.act(PICK, { id: tenderId, p: [pick('S1', 'D1'), pick('S1', 'D2'), pick('S3', 'D1')] })),
    ).toEqual(['duplicate picks[1].supplierId', 'notFound picks[2].distributorId'])
    const h3 = await platform.person('hospital-H3702001')
    expect(await codes(h3.act(PICK, { id: tenderId, p: [pick('S2', 'D1')] }))).toEqual([
      'notFound picks[0].distributorId',
    ])
    expect(await codes(h3.act(PICK, { id: tenderId, p: [] }))).toEqual(['required picks'])
  })

  it('is shown to each for itself', async () => {
    const query =
      'query($f:DistributionOfferFilter!){distributionOffers(filter:$f){total items{id supplier{code} city{code} distributor{code}}}}'
    const totals: number[] = []
    for (const login of [
      'hospital-H3701001',
      'hospital-H3702001',
      'hospital-H1401001',
      'supplier-S1',
      'supplier-S3',
      'distributor-D2',
      'cityBureau-370100',
      'provinceBureau-140000',
      'office',
    ])
      totals.push(
        (
          await (
            await platform.person(login)
          ).ask<{ distributionOffers: { total: number } }>(query, { f: { tenderId } })
        ).distributionOffers.total,
      )
    expect(totals).toEqual([4, 1, 0, 2, 0, 3, 4, 0, 5])
  })
})

interface ContractRow {
  id: string
  number: string
  status: string
  contentHash: string
  totalKg: number
  totalFen: string
  hospital: { code: string; name: string }
  supplier: { code: string; name: string }
  distributor: { code: string; name: string }
  lines: { lot: { code: string }; quantityKg: number; priceFen: string }[]
}

async function contracts(login: string, filter: object = {}): Promise<ContractRow[]> {
  const query =
    'query($f:ContractFilter){contracts(filter:$f){items{id number status contentHash totalKg totalFen hospital{code name} supplier{code name} distributor{code name} lines{lot{code} quantityKg priceFen}}}}'
  return (
    await (
      await platform.person(login)
    ).ask<{ contracts: { items: ContractRow[] } }>(query, { f: { tenderId, ...filter } })
  ).contracts.items
}

const numbers = async (login: string, filter?: object) =>
  (await contracts(login, filter)).map(one => one.number.slice(tenderCode.length + 1))

describe('drafting (1-domain §2, stage 16)', () => {
  it('waits for every distributor', async () => {
    await moveTo(platform, tenderId, 'contracts')
    await platform.db.tx(tx => tx.run('DELETE FROM distribution_offer WHERE city_id = $1', [cities.get('370200')]))
    expect(await codes(office.act(DRAFT, { id: tenderId }))).toEqual(['distributorsMissing'])
    await platform.db.tx(tx =>
      tx.run('INSERT INTO distribution_offer VALUES ($1,$2,$3,$4)', [
        tenderId,
        suppliers.get('S2'),
        cities.get('370200'),
        distributors.get('D2'),
      ]),
    )
  })

  it('makes one contract per hospital and supplier, exact, hashed over the canonical text, and once only', async () => {
    await office.act(DRAFT, { id: tenderId })
    await platform.drainJobs()
    const all = await contracts('office')
    expect(all.map(c => [c.number.slice(tenderCode.length + 1), c.distributor.code])).toEqual([
      ['H3701001-S1', 'D2'],
      ['H3701001-S2', 'D1'],
      ['H3701002-S1', 'D1'],
      ['H3701002-S2', 'D1'],
      ['H3702001-S2', 'D2'],
    ])
    const cells = await platform.db.prisma.allocationCell.aggregate({ _sum: { baseKg: true, adjustmentKg: true } })
    expect(all.reduce((kg, c) => kg + c.totalKg, 0)).toBe((cells._sum.baseKg ?? 0) + (cells._sum.adjustmentKg ?? 0))
    for (const { number, supplier, distributor, hospital, lines, contentHash, totalFen } of all) {
      const content = { number, tender: tenderCode, supplier, distributor, hospital, terms: SMALL_PACK.contract }
      const text = contractText({
        ...content,
        lines: lines.map(l => ({ lot: l.lot.code, quantityKg: l.quantityKg, priceFen: BigInt(l.priceFen) })),
      })
      expect(contentHash).toBe(createHash('sha256').update(text).digest('hex'))
      expect(text).toContain(`\t${totalFen}\n`)
    }
    await office.act(DRAFT, { id: tenderId })
    await platform.drainJobs()
    expect(await contracts('office')).toEqual(all)
  })

  it('is seen by each party for itself', async () => {
    expect(await numbers('hospital-H3701002')).toEqual(['H3701002-S1', 'H3701002-S2'])
    expect(await numbers('supplier-S1')).toEqual(['H3701001-S1', 'H3701002-S1'])
    expect(await numbers('distributor-D2')).toEqual(['H3701001-S1', 'H3702001-S2'])
    expect(await numbers('cityBureau-370200')).toEqual(['H3702001-S2'])
    expect(await numbers('provinceBureau-140000')).toEqual([])
    expect(await numbers('auditor', { q: '-H3702' })).toEqual(['H3702001-S2'])
    expect(await numbers('supplier-S1', { supplierId: suppliers.get('S2') })).toEqual([])
    expect(await numbers('office', { awaitingMe: true })).toEqual([])
    for (const login of ['expert-E01', 'officer-1']) await expect(contracts(login)).rejects.toThrow()
  })

  it('is a Word file for its parties and not there for others', async () => {
    const [one] = await contracts('supplier-S1')
    const file = async (login: string, id = one?.id) =>
      (await platform.person(login)).fetch(`/documents/contract/${id}`)
    const response = await file('supplier-S1')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toContain('H3701001-S1.docx')
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await file('supplier-S2')).status).toBe(404)
    expect((await file('hospital-H3701002')).status).toBe(404)
    expect((await file('office', 'x')).status).toBe(404)
    expect((await file('expert-E01')).status).toBe(403)
    expect((await platform.anonymous().fetch(`/documents/contract/${one?.id}`)).status).toBe(401)
  })
})

describe('signing', () => {
  it('is for own contracts; somebody else’s is not found', async () => {
    const [foreign] = await contracts('hospital-H3702001')
    const [own] = await contracts('hospital-H3701002')
    const h2 = await platform.person('hospital-H3701002')
    expect(await codes(h2.act(SIGN, { id: tenderId, c: [own?.id, foreign?.id, 'x'] }))).toEqual([
      'notFound contractIds[1]',
      'notFound contractIds[2]',
    ])
    expect(await codes(office.act(SIGN, { id: tenderId, c: null }))).toEqual(['forbidden'])
    expect(await h2.act(SIGN, { id: tenderId, c: [own?.id] })).toMatchObject({ count: 1 })
    expect(await h2.act(SIGN, { id: tenderId, c: [own?.id] })).toMatchObject({ count: 0 })
    expect((await contracts('hospital-H3701002')).map(c => c.status)).toEqual(['partlySigned', 'drafted'])
    expect(await numbers('hospital-H3701002', { awaitingMe: true })).toEqual(['H3701002-S2'])
  })

  it('by all at once loses no signature, never waits in a circle, and takes three to take effect', async () => {
    const logins = [
      'supplier-S1',
      'supplier-S2',
      'distributor-D1',
      'distributor-D2',
      'hospital-H3701001',
      'hospital-H3701002',
      'hospital-H3702001',
    ]
    const people = await Promise.all([...logins, ...logins].map(login => platform.person(login)))
    const done = await Promise.all(people.map(who => who.act<{ count: number }>(SIGN, { id: tenderId, c: null })))
    expect(done.reduce((sum, one) => sum + one.count, 0)).toBe(14)
    expect((await contracts('office')).every(c => c.status === 'effective')).toBe(true)
    const signatures = await platform.db.prisma.contractSignature.findMany({ include: { contract: true } })
    expect(signatures).toHaveLength(15)
    expect(signatures.every(s => s.contentHash === s.contract.contentHash)).toBe(true)
    const advance = `mutation($id:ID!){advanceStage(tenderId:$id,from:"contracts"){__typename ...on Tender{stage} ${REFUSAL}}}`
    expect(await office.act(advance, { id: tenderId })).toMatchObject({ stage: 'landed' })
    expect(await codes((await platform.person('supplier-S1')).act(SIGN, { id: tenderId, c: null }))).toEqual([
      'wrongStage',
    ])
  })

  it('cannot be undone in the database', async () => {
    await expect(platform.db.tx(tx => tx.run('DELETE FROM contract_signature'))).rejects.toThrow('append-only')
  })
})
