import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../api/domain/bytes.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform()
let office: Person
let tenderId: string

const QUOTES = {
  'HQ-T': [
    { supplier: 'S1', qualityCenti: 9000, priceFen: 12_000 },
    { supplier: 'S2', qualityCenti: 8000, priceFen: 10_000 },
    { supplier: 'S3', qualityCenti: 8000, priceFen: 10_000 },
    { supplier: 'S4', qualityCenti: 5999, priceFen: 9_000 },
    { supplier: 'S5', qualityCenti: 7000, priceFen: 11_000 },
    { supplier: 'S6', qualityCenti: 7000, priceFen: null },
  ],
  'HQ-X': [
    { supplier: 'S1', qualityCenti: 9000, priceFen: 10_000 },
    { supplier: 'S2', qualityCenti: 9000, priceFen: 10_000 },
  ],
  'DG-T': ['S1', 'S2', 'S3', 'S4', 'S5'].map((supplier, i) => ({
    supplier,
    qualityCenti: 9000 - 100 * i,
    priceFen: 10_000,
  })),
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 6)
  office = await platform.person('office')
  tenderId = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, tenderId, QUOTES)
})

const COMPUTE = `mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`
const PROPOSE = `mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`
const FINALISE = `mutation($id:ID!){finaliseAwards(tenderId:$id){__typename ...on Tender{id} ${REFUSAL}}}`
const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id number title closesAt hash body objectionsOpen} ${REFUSAL}}}`
const OBJECT = `mutation($n:ID!,$t:String!){raiseObjection(noticeId:$n,text:$t){__typename ...on Objection{id supplierName notice{number}} ${REFUSAL}}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`
const DAY = 86_400

interface Entry {
  rank: number
  selected: boolean
  compositeCenti: number
  priceFen: string
  lot: { code: string }
  declaration: { supplier: { code: string } }
  explanation: { reasons: string[]; decidedBy: string; tiedWith?: string[]; fallback: boolean; lowPrice: boolean }
}

async function rankings(who: Person, phase: string): Promise<Entry[]> {
  const data = await who.ask<{ rankings: { items: Entry[] } }>(
    'query($f:RankingFilter){rankings(perPage:100,filter:$f){items{id rank selected compositeCenti priceFen explanation lot{code} declaration{supplier{code}}} total}}',
    { f: { tenderId, phase } },
  )
  return data.rankings.items
}

const ofLot = (entries: Entry[], lot: string) =>
  entries.filter(e => e.lot.code === lot).map(e => ({ ...e, supplier: e.declaration.supplier.code }))

interface PublishedNotice {
  id: string
  number: string
  closesAt: string
  hash: string
  body: {
    lots: { lot: string; selected: { rank: number; supplierCode: string; supplierName: string; priceFen?: string }[] }[]
  }
}

let shortlistNotice: PublishedNotice

describe('the shortlist (1-domain §2, stage 10)', () => {
  it('is computed by the office only, and not published before', async () => {
    const supplier = await platform.person('supplier-S1')
    expect(await codes(supplier.act(COMPUTE, { id: tenderId }))).toEqual(['forbidden'])
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'shortlist' }))).toEqual(['incomplete'])
    await office.act(COMPUTE, { id: tenderId })
    expect(await codes(office.act(COMPUTE, { id: tenderId }))).toEqual(['jobRunning'])
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'shortlist' }))).toEqual(['jobRunning'])
    expect(await platform.drainJobs()).toBe(4)
  })

  it('cuts by the domain: floor, fallback, ties by the seeded draw; a void bid does not stand', async () => {
    const entries = await rankings(office, 'shortlist')
    const hq = ofLot(entries, 'HQ-T')
    expect(hq).toHaveLength(5)
    expect(hq.find(e => e.supplier === 'S4')).toMatchObject({
      rank: 5,
      selected: false,
      explanation: { reasons: ['belowFloor'] },
    })
    const tied = hq.filter(e => ['S2', 'S3'].includes(e.supplier))
    expect(tied.map(e => e.compositeCenti)).toEqual([8800, 8800])
    expect(tied[1]?.explanation).toMatchObject({ decidedBy: 'draw', tiedWith: [tied[0]?.supplier] })
    expect(ofLot(entries, 'HQ-X').map(e => [e.selected, e.explanation.fallback])).toEqual([
      [false, true],
      [false, true],
    ])
    expect(ofLot(entries, 'DG-T').map(e => `${e.supplier}${e.selected ? '' : '-'}`)).toEqual([
      'S1',
      'S2',
      'S3',
      'S4',
      'S5-',
    ])
  })

  it('is the same when it is computed again', async () => {
    const before = await rankings(office, 'shortlist')
    await office.act(COMPUTE, { id: tenderId })
    await platform.drainJobs()
    expect(await rankings(office, 'shortlist')).toEqual(before)
  })

  it('is hidden from suppliers until the notice; the notice names whom it selected, without prices', async () => {
    const supplier = await platform.person('supplier-S5')
    expect(await rankings(supplier, 'shortlist')).toEqual([])
    shortlistNotice = await office.act<PublishedNotice>(PUBLISH, { id: tenderId, k: 'shortlist' })
    expect(shortlistNotice.number).toMatch(/^本草联采公告〔\d{4}〕T-.+第1号$/)
    expect(shortlistNotice.hash).toBe(createHash('sha256').update(canonicalJson(shortlistNotice.body)).digest('hex'))
    expect(shortlistNotice.body.lots.map(l => [l.lot, l.selected.length])).toEqual([
      ['DG-T', 4],
      ['DG-X', 0],
      ['HQ-T', 4],
      ['HQ-X', 0],
    ])
    expect(JSON.stringify(shortlistNotice.body)).not.toContain('priceFen')
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'shortlist' }))).toEqual(['alreadyDone kind'])
    expect(await codes(office.act(COMPUTE, { id: tenderId }))).toEqual(['alreadyDone'])
    const own = await rankings(supplier, 'shortlist')
    expect(own.map(e => e.declaration.supplier.code)).toEqual(['S5', 'S5'])
    expect(own.some(e => 'tiedWith' in e.explanation)).toBe(false)
    for (const other of ['hospital-H3701001', 'expert-E01', 'distributor-D1'])
      await expect((await platform.person(other)).ask('query{rankings{total}}')).rejects.toThrow()
  })
})

interface AwardRow {
  rank: number
  priceFen: string
  status: string
  lot: { code: string }
  declaration: { supplier: { code: string; name: string } }
}

const awards = async (who: Person) =>
  (
    await who.ask<{ awards: { items: AwardRow[] } }>(
      'query($f:AwardFilter){awards(filter:$f){items{id rank priceFen status lot{code} declaration{supplier{code name}}}}}',
      { f: { tenderId } },
    )
  ).awards.items

describe('awards (1-domain §2, stage 13)', () => {
  it('wait for round 2, and take its prices; who did not bid again, or in vain, stands by round 1', async () => {
    await moveTo(platform, tenderId, 'award')
    expect(await codes(office.act(PROPOSE, { id: tenderId }))).toEqual(['samplesPending'])
    await seedClosedSamples(platform, tenderId, ['HQ-T/S1'])
    expect(await codes(office.act(PROPOSE, { id: tenderId }))).toEqual(['roundNotOpened'])
    await seedOpenedRound(platform, tenderId, 2, {
      'DG-T': [
        { supplier: 'S2', priceFen: 9_000 },
        { supplier: 'S3', priceFen: null },
      ],
    })
    await office.act(PROPOSE, { id: tenderId })
    await platform.drainJobs()
    const dg = ofLot(await rankings(office, 'award'), 'DG-T')
    expect(new Map(dg.map(e => [e.supplier, e.priceFen])).get('S2')).toBe('9000')
    expect(new Map(dg.map(e => [e.supplier, e.priceFen])).get('S3')).toBe('10000')
    expect(dg.some(e => e.supplier === 'S5')).toBe(false)
  })

  it('drop a failed sample, keep a loser, and are numbered from 1', async () => {
    const rows = await awards(office)
    const failed = await platform.db.prisma.sample.findFirstOrThrow({
      where: { result: 'failed' },
      include: { declaration: { include: { lot: true } } },
    })
    const inLot = rows.filter(a => a.lot.code === failed.declaration.lot.code)
    expect(inLot.map(a => a.declaration.supplier.code)).not.toContain('S1')
    expect(rows.every(a => a.status === 'proposed')).toBe(true)
    for (const lot of ['DG-T', 'HQ-T']) {
      const ranks = rows.filter(a => a.lot.code === lot).map(a => a.rank)
      expect(ranks).toEqual(ranks.map((_, i) => i + 1))
      expect(ranks.length).toBeLessThan(ofLot(await rankings(office, 'award'), lot).length)
    }
  })

  it('are hidden before the notice and open to everyone signed in after it; final only when it is over', async () => {
    const hospital = await platform.person('hospital-H3701001')
    expect(await awards(hospital)).toEqual([])
    expect(await codes(office.act(FINALISE, { id: tenderId }))).toEqual(['noticeMissing'])
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'award' }))).toEqual(['awardsNotFinal'])
    const notice = await office.act<PublishedNotice>(PUBLISH, { id: tenderId, k: 'proposedAward' })
    expect(notice.body.lots.find(l => l.lot === 'DG-T')?.selected.every(w => w.priceFen !== undefined)).toBe(true)
    expect((await awards(hospital)).length).toBe((await awards(office)).length)
    expect((await rankings(await platform.person('supplier-S2'), 'award')).length).toBe(2)
    expect(await codes(office.act(PROPOSE, { id: tenderId }))).toEqual(['alreadyDone'])
    expect(await codes(office.act(FINALISE, { id: tenderId }))).toEqual(['noticeRunning'])
    await office.act(CLOCK, { id: tenderId, s: 4 * DAY })
    const twice = await Promise.allSettled([
      office.act(FINALISE, { id: tenderId }),
      office.act(FINALISE, { id: tenderId }),
    ])
    expect(twice.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await awards(hospital)).every(a => a.status === 'final')).toBe(true)
    const award = await office.act<PublishedNotice>(PUBLISH, { id: tenderId, k: 'award' })
    expect(award).toMatchObject({ closesAt: null })
    expect(award.number).toMatch(/第3号$/)
    const s1 = await platform.person('supplier-S1')
    expect(await codes(s1.act(OBJECT, { n: award.id, t: '意见' }))).toEqual(['wrongStatus noticeId'])
  })

  it('leave one audit row per command and one per computed result', async () => {
    const rows = await platform.db.tx(tx =>
      tx.rows<{ action: string; n: number }>(
        'SELECT action, count(*)::int AS n FROM audit_row WHERE tender_id = $1 GROUP BY 1',
        [tenderId],
      ),
    )
    const count = Object.fromEntries(rows.map(row => [row.action, row.n]))
    expect(count).toMatchObject({
      computeShortlist: 2,
      shortlistLot: 2,
      publishNotice: 3,
      proposeAwards: 1,
      awardLot: 1,
      finaliseAwards: 1,
    })
  })
})
