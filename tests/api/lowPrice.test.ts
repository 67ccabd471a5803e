import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'
import { dueAtOf, todosOf } from '../support/todos.ts'

const platform = usePlatform()
let office: Person
let cheap: Person
let other: Person
let tenderId: string
const DAY = 86_400

const QUOTES = {
  'HQ-T': [
    { supplier: 'S1', qualityCenti: 9000, priceFen: 3_000 },
    { supplier: 'S2', qualityCenti: 8800, priceFen: 3_100 },
    ...['S3', 'S4', 'S5', 'S6', 'S7', 'S8'].map((supplier, i) => ({
      supplier,
      qualityCenti: 8500 - 100 * i,
      priceFen: 10_000,
    })),
  ],
}

const PROPOSE = `mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`
const COMPUTE = `mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`
const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id number body closesAt} ${REFUSAL}}}`
const CASE = `{__typename ...on LowPriceCase{id dueAt answer outcome reason files{name part}} ${REFUSAL}}`
const ASK = `mutation($d:ID!){askLowPrice(declarationId:$d,question:"请说明报价构成，并提供成本凭证。")${CASE}}`
const JUSTIFY = `mutation($d:ID!,$f:[ID!]){justifyLowPrice(declarationId:$d,answer:"自有基地直采，附成本核算。",fileIds:$f)${CASE}}`
const DECIDE = `mutation($d:ID!,$a:Boolean!){decideLowPrice(declarationId:$d,accepted:$a,reason:"成本凭证与报价相符性审查意见")${CASE}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`
const CASES = 'query($t:ID!){lowPriceCases(tenderId:$t){id supplierCode outcome files{id name}}}'
const EXPLAIN = 'query($d:ID!,$p:String!){placeExplanation(declarationId:$d,phase:$p)}'

interface Entry {
  rank: number
  selected: boolean
  explanation: { lowPrice: boolean; reasons: string[] }
  declaration: { id: string; supplier: { code: string } }
}

async function ranked(): Promise<Map<string, Entry>> {
  const { rankings } = await office.ask<{ rankings: { items: Entry[] } }>(
    'query($f:RankingFilter){rankings(perPage:100,filter:$f){items{id rank selected explanation declaration{id supplier{code}}}}}',
    { f: { tenderId, phase: 'award' } },
  )
  return new Map(rankings.items.map(one => [one.declaration.supplier.code, one]))
}
const declarationOf = async (supplier: string) => (await ranked()).get(supplier)?.declaration.id ?? ''

async function fileOf(supplier: string): Promise<string> {
  return platform.db.tx(async tx => {
    const sha = supplier.padEnd(64, '0').replaceAll('S', 'a')
    await tx.run(
      `INSERT INTO stored_blob (sha256, bytes, type, scan, text_status) VALUES ($1, 10, 'pdf', 'clean', 'none')`,
      [sha],
    )
    const row = await tx.row<{ id: string }>(
      `INSERT INTO stored_file (owner_role, owner_id, sha256, name, uploaded_by)
       SELECT 'supplier', s.id, $2, '成本核算.pdf', u.id FROM supplier s JOIN app_user u ON u.supplier_id = s.id WHERE s.code = $1 LIMIT 1 RETURNING id`,
      [supplier, sha],
    )
    return row?.id ?? ''
  })
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 8)
  office = await platform.person('office')
  cheap = await platform.person('supplier-S1')
  other = await platform.person('supplier-S2')
  tenderId = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, tenderId, QUOTES)
  await office.act(COMPUTE, { id: tenderId })
  await platform.drainJobs()
  await moveTo(platform, tenderId, 'award')
  await seedClosedSamples(platform, tenderId)
  await seedOpenedRound(platform, tenderId, 2, {})
  await office.act(PROPOSE, { id: tenderId })
  await platform.drainJobs()
})

describe('a low price (1-domain §3.3 [A], 招标投标法 39)', () => {
  it('is flagged, stays in, and holds the notice up until two people have decided', async () => {
    const s1 = (await ranked()).get('S1')
    expect(s1).toMatchObject({ rank: 1, selected: true, explanation: { lowPrice: true } })
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'proposedAward' }))).toEqual(['lowPriceOpen'])
    expect(await codes(office.act(DECIDE, { d: await declarationOf('S1'), a: false }))).toEqual([
      'notFound declarationId',
    ])
    expect(await codes(office.act(ASK, { d: await declarationOf('S3') }))).toEqual(['notFlagged declarationId'])
  })

  it('is asked about once; nobody but its supplier and who runs or controls the campaign sees that', async () => {
    const d = await declarationOf('S1')
    const asked = await office.act<{ dueAt: string }>(ASK, { d })
    expect(new Date(asked.dueAt).getTime()).toBeGreaterThan(Date.now())
    expect(await codes(office.act(ASK, { d }))).toEqual(['alreadyDone declarationId'])
    expect(await todosOf(cheap, tenderId)).toContainEqual(['justifyLowPrice', 1])
    expect(await dueAtOf(cheap, tenderId, 'justifyLowPrice')).toBe(asked.dueAt)
    expect((await todosOf(other, tenderId)).map(([kind]) => kind)).not.toContain('justifyLowPrice')
    const seen = async (who: Person) =>
      (await who.ask<{ lowPriceCases: unknown[] }>(CASES, { t: tenderId })).lowPriceCases
    expect(await seen(cheap)).toHaveLength(1)
    expect(await seen(other)).toEqual([])
    expect(await seen(await platform.person('supervisor'))).toHaveLength(1)
    expect(await codes(other.act(JUSTIFY, { d }))).toEqual(['notFound declarationId'])
    await expect((await platform.person('hospital-H3701001')).ask(CASES, { t: tenderId })).rejects.toThrow()
  })

  it('is heard before it is decided, justified once with own files', async () => {
    const d = await declarationOf('S1')
    expect(await codes(office.act(DECIDE, { d, a: false }))).toEqual(['stillOpen declarationId'])
    const [own, foreign] = [await fileOf('S1'), await fileOf('S2')]
    expect(await codes(cheap.act(JUSTIFY, { d, f: [foreign] }))).toEqual(['notFound fileIds[0]'])
    const told = await cheap.act<{ files: unknown }>(JUSTIFY, { d, f: [own] })
    expect(told.files).toEqual([{ name: '成本核算.pdf', part: 'asked' }])
    expect(await codes(cheap.act(JUSTIFY, { d }))).toEqual(['alreadyDone declarationId'])
    expect((await todosOf(cheap, tenderId)).map(([kind]) => kind)).not.toContain('justifyLowPrice')
  })

  it('accepted, it wins; one person alone decides nothing', async () => {
    const d = await declarationOf('S1')
    await office.alone(DECIDE, { d, a: true })
    expect(
      (await office.ask<{ lowPriceCases: { outcome: string | null }[] }>(CASES, { t: tenderId })).lowPriceCases[0]
        ?.outcome,
    ).toBeNull()
    expect(await office.act<{ outcome: string }>(DECIDE, { d, a: true })).toMatchObject({ outcome: 'accepted' })
    expect(await codes(office.act(DECIDE, { d, a: false }))).toEqual(['alreadyDone declarationId'])
    expect((await ranked()).get('S1')?.selected).toBe(true)
  })

  it('rejected after silence, it is out at once with the reason, in the ranking and in the notice', async () => {
    const d = await declarationOf('S2')
    await office.act(ASK, { d })
    await office.act(CLOCK, { id: tenderId, s: 30 * DAY })
    expect(await codes(other.act(JUSTIFY, { d }))).toEqual(['deadlinePassed'])
    expect(await codes(office.act(DECIDE, { d, a: true }))).toEqual(['justificationMissing declarationId'])
    await office.act(DECIDE, { d, a: false })
    expect((await ranked()).get('S2')).toMatchObject({
      selected: false,
      explanation: { reasons: ['lowPriceRejected'] },
    })
    const notice = await office.act<{ body: { refusedPrices: { supplierCode: string; reason: string }[] } }>(PUBLISH, {
      id: tenderId,
      k: 'proposedAward',
    })
    expect(notice.body.refusedPrices).toMatchObject([{ supplierCode: 'S2', reason: '成本凭证与报价相符性审查意见' }])
    await expect(
      platform.db.tx(tx =>
        tx.run(
          `INSERT INTO award (lot_id, declaration_id, price_fen, rank, status) SELECT lot_id, id, 3100, 49, 'proposed' FROM declaration WHERE id = $1`,
          [d],
        ),
      ),
    ).rejects.toThrow('low price')
  })

  it('explains each place: all to the office, to a supplier its own and not who or what stands above', async () => {
    const d = await declarationOf('S3')
    const of = async (who: Person, id: string) =>
      (await who.ask<{ placeExplanation: Record<string, unknown> | null }>(EXPLAIN, { d: id, p: 'award' }))
        .placeExplanation
    const full = await of(office, d)
    expect(full).toMatchObject({ supplier: 'S3', aboveSupplier: 'S1' })
    const own = await of(await platform.person('supplier-S3'), d)
    expect(own).toMatchObject({ supplier: 'S3', aboveSupplier: null, rank: full?.rank })
    expect(own).toMatchObject({ price: { countedFen: ['3000'] } })
    expect(await of(other, d)).toBeNull()
    await expect(platform.anonymous().ask(EXPLAIN, { d, p: 'award' })).rejects.toThrow()
  })
})
