import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { seedOpenedBids, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, JOB, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let tenderId: string
let shortlistNotice: { readonly id: string; readonly closesAt: string }

const COMPUTE = `mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`
const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id closesAt} ${REFUSAL}}}`
const OBJECT = `mutation($n:ID!,$t:String!){raiseObjection(noticeId:$n,text:$t){__typename ...on Objection{id supplierName notice{number}} ${REFUSAL}}}`
const ANSWER = `mutation($o:ID!){answerObjection(objectionId:$o,upheld:false,answer:"维持原结论"){__typename ...on Objection{id outcome answer notice{closesAt}} ${REFUSAL}}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`
const DAY = 86_400

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 7)
  office = await platform.person('office')
  tenderId = await seedTender(platform, 'shortlist')
  const bids = ['S1', 'S2', 'S3', 'S6'].map(supplier => ({ supplier, qualityCenti: 8000, priceFen: 10_000 }))
  await seedOpenedBids(platform, tenderId, { 'HQ-T': bids })
  await office.act(COMPUTE, { id: tenderId })
  await platform.drainJobs()
})

describe('a notice', () => {
  it('is of a known kind, published by the office in the right stage', async () => {
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'gossip' }))).toEqual(['notOneOf kind'])
    expect(await codes(office.act(PUBLISH, { id: tenderId, k: 'proposedAward' }))).toEqual(['wrongStage'])
    const supplier = await platform.person('supplier-S1')
    expect(await codes(supplier.act(PUBLISH, { id: tenderId, k: 'shortlist' }))).toEqual(['forbidden'])
    const twice = await Promise.allSettled([1, 2].map(() => office.act(PUBLISH, { id: tenderId, k: 'shortlist' })))
    expect(twice.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [published] = await platform.db.prisma.notice.findMany()
    shortlistNotice = { id: published?.id ?? '', closesAt: published?.closesAt?.toISOString() ?? '' }
    const rows = await platform.db.tx(tx => tx.rows(`SELECT 1 FROM audit_row WHERE action = 'publishNotice'`))
    expect(rows).toHaveLength(1)
  })

  it('is public, without signing in', async () => {
    const data = await platform
      .anonymous()
      .ask<{ notices: { items: { id: string }[] } }>(
        'query($f:NoticeFilter){notices(filter:$f){items{id body closesAt objectionsOpen}}}',
        { f: { tenderId } },
      )
    expect(data.notices.items.map(n => n.id)).toEqual([shortlistNotice.id])
  })
})

describe('an objection (实施条例 54)', () => {
  it('is raised by a declarer only, pauses the notice and moves its end', async () => {
    const advance = `mutation($id:ID!){advanceStage(tenderId:$id,from:"shortlist"){__typename ...on Tender{stage} ${REFUSAL}}}`
    const s6 = await platform.person('supplier-S6')
    const s1 = await platform.person('supplier-S1')
    expect(await codes(s1.act(OBJECT, { n: shortlistNotice.id, t: ' ' }))).toEqual(['required text'])
    const objection = await s6.act<{ id: string }>(OBJECT, { n: shortlistNotice.id, t: '请复核' })
    await office.act(CLOCK, { id: tenderId, s: 10 * DAY })
    expect(await codes(office.act(advance, { id: tenderId }))).toContain('objectionOpen')
    await s1.act(OBJECT, { n: shortlistNotice.id, t: '公示仍在暂停' })
    const seen = async (who: Person) =>
      (await who.ask<{ objections: { total: number } }>('query{objections{total items{supplierName text}}}')).objections
        .total
    expect([await seen(s6), await seen(s1), await seen(office)]).toEqual([1, 1, 2])
    const answered = await office.act<{ notice: { closesAt: string } }>(ANSWER, { o: objection.id })
    expect(await codes(office.act(ANSWER, { o: objection.id }))).toEqual(['alreadyDone objectionId'])
    expect(Date.parse(answered.notice.closesAt) - Date.parse(shortlistNotice.closesAt)).toBeGreaterThanOrEqual(
      10 * DAY * 1000,
    )
    const other = await platform.db.prisma.objection.findFirstOrThrow({ where: { outcome: null } })
    await office.act(ANSWER, { o: other.id })
    expect(await codes(office.act(advance, { id: tenderId }))).toEqual(['noticeRunning'])
    await office.act(CLOCK, { id: tenderId, s: 4 * DAY })
    expect(await codes(s1.act(OBJECT, { n: shortlistNotice.id, t: '逾期' }))).toEqual(['deadlinePassed'])
    expect(await office.act(advance, { id: tenderId })).toMatchObject({ stage: 'samples' })
  })

  it('is not open to a supplier that did not declare', async () => {
    const stranger = await platform.person('supplier-S7')
    expect(await codes(stranger.act(OBJECT, { n: shortlistNotice.id, t: '我也有意见' }))).toEqual(['notFound noticeId'])
  })
})
