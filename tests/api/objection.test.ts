import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { seedOpenedBids, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, JOB, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let supervisor: Person
let s1: Person
let s2: Person
let tenderId: string
let noticeId: string
let lotId: string
const DAY = 86_400

const NOTICE = `{__typename ...on Notice{id number closesAt objectionsOpen withdrawnAt} ${REFUSAL}}`
const PUBLISH = `mutation($id:ID!){publishNotice(tenderId:$id,kind:"shortlist")${NOTICE}}`
const WITHDRAW = `mutation($n:ID!){withdrawNotice(noticeId:$n,reason:"异议成立，重新计算后公示")${NOTICE}}`
const OBJECTION = `{__typename ...on Objection{id dueAt about lotCode outcome files{name part}} ${REFUSAL}}`
const RAISE = `mutation($n:ID!,$l:ID,$a:String,$f:[ID!]){raiseObjection(noticeId:$n,text:"请复核价格得分（内部成本 12 元）",lotId:$l,about:$a,fileIds:$f)${OBJECTION}}`
const ANSWER = `mutation($o:ID!,$u:Boolean!,$p:String){answerObjection(objectionId:$o,upheld:$u,answer:"经复核无误，涉及成本另函说明",publicAnswer:$p)${OBJECTION}}`
const COMPLAINT = `{__typename ...on Complaint{id acceptBy decideBy suspendedAt resumedAt outcome} ${REFUSAL}}`
const FILE = `mutation($o:ID!){fileComplaint(objectionId:$o,text:"对答复不服")${COMPLAINT}}`
const ACCEPT = `mutation($c:ID!){acceptComplaint(complaintId:$c)${COMPLAINT}}`
const SUSPEND = `mutation($c:ID!){suspendTender(complaintId:$c,reason:"核查期间暂停")${COMPLAINT}}`
const RESUME = `mutation($c:ID!){resumeTender(complaintId:$c)${COMPLAINT}}`
const DECIDE = `mutation($c:ID!,$o:String!){decideComplaint(complaintId:$c,outcome:$o,decision:"经调查，处理如下")${COMPLAINT}}`
const ADVANCE = `mutation($id:ID!){advanceStage(tenderId:$id,from:"shortlist"){__typename ...on Tender{id} ${REFUSAL}}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`
const PAUSE = 'query($t:[ID!]!){tenders(filter:{ids:$t}){items{pause{since objections suspensions}}}}'

interface Paused {
  tenders: { items: { pause: { objections: number; suspensions: number } | null }[] }
}
const pause = async (who: { ask: Person['ask'] }) =>
  (await who.ask<Paused>(PAUSE, { t: [tenderId] })).tenders.items[0]?.pause
const HOME = 'query($t:ID){dashboard(tenderId:$t){tender{pause{since objections suspensions}}}}'

interface Home {
  dashboard: { tender: Paused['tenders']['items'][number] | null }
}
/** Whether each campaign of the list is paused, the oldest first. */
const listed = async (who: { ask: Person['ask'] }) =>
  (await who.ask<Paused>('{tenders(sort:"createdAt"){items{pause{since objections suspensions}}}}')).tenders.items.map(
    one => one.pause !== null,
  )
const moveTo = (stage: string) =>
  platform.db.tx(tx => tx.run('UPDATE tender SET stage = $2 WHERE id = $1', [tenderId, stage]))
const closesAt = async () =>
  (await platform.db.prisma.notice.findUniqueOrThrow({ where: { id: noticeId } })).closesAt?.getTime() ?? 0

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 5)
  office = await platform.person('office')
  supervisor = await platform.person('supervisor')
  s1 = await platform.person('supplier-S1')
  s2 = await platform.person('supplier-S2')
  tenderId = await seedTender(platform, 'shortlist')
  await seedTender(platform, 'catalogue')
  await seedOpenedBids(platform, tenderId, {
    'HQ-T': ['S1', 'S2', 'S3', 'S4'].map((supplier, i) => ({ supplier, qualityCenti: 9000 - i, priceFen: 10_000 })),
  })
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  noticeId = (await office.act<{ id: string }>(PUBLISH, { id: tenderId })).id
  lotId = (await platform.db.prisma.lot.findFirstOrThrow({ where: { tenderId, code: 'HQ-T' } })).id
})

describe('objections (实施条例 54)', () => {
  let objection: { id: string; dueAt: string }

  it('name a lot and a subject and are due; the campaign is paused for everybody to see', async () => {
    expect(await pause(platform.anonymous())).toBeNull()
    expect(await codes(s1.act(RAISE, { n: noticeId, a: 'weather' }))).toEqual(['notOneOf about'])
    expect(await codes(s1.act(RAISE, { n: noticeId, l: tenderId }))).toEqual(['notFound lotId'])
    objection = await s1.act(RAISE, { n: noticeId, l: lotId, a: 'price' })
    expect(objection).toMatchObject({ lotCode: 'HQ-T', about: 'price', outcome: null })
    expect(new Date(objection.dueAt).getTime() - Date.now()).toBeGreaterThan(2 * DAY * 1000)
    for (const who of [platform.anonymous(), s2, office])
      expect(await pause(who)).toMatchObject({ objections: 1, suspensions: 0 })
    expect(await listed(platform.anonymous())).toEqual([true, false])
    for (const login of ['supplier-S1', 'hospital-H3701001', 'expert-E01', 'officer-1', 'supervisor', 'lab-1']) {
      const who = await platform.person(login)
      expect(await listed(who)).toEqual([true, false])
      const { dashboard } = await who.ask<Home>(HOME, { t: tenderId })
      expect(dashboard.tender?.pause).toMatchObject({ objections: 1, suspensions: 0 })
    }
    expect(await codes(office.act(ADVANCE, { id: tenderId }))).toEqual(['objectionOpen'])
    const seen = await s2.ask<{ objections: { total: number } }>(
      'query($f:ObjectionFilter){objections(filter:$f){total}}',
      { f: { tenderId } },
    )
    expect(seen.objections.total).toBe(0)
  })

  it('are answered once; the public reads what was meant for it and nothing else; the clock goes on', async () => {
    const before = await closesAt()
    await office.act(CLOCK, { id: tenderId, s: 2 * DAY })
    await office.act(ANSWER, { o: objection.id, u: false, p: '经复核，价格得分计算无误。' })
    expect(await codes(office.act(ANSWER, { o: objection.id, u: true, p: null }))).toEqual(['alreadyDone objectionId'])
    expect((await closesAt()) - before).toBeGreaterThanOrEqual(2 * DAY * 1000)
    expect(await pause(platform.anonymous())).toBeNull()
    const data = await platform
      .anonymous()
      .ask<{ publicObjections: unknown[] }>(
        'query($t:ID!){publicObjections(tenderId:$t){about lotCode outcome publicAnswer noticeNumber}}',
        { t: tenderId },
      )
    expect(data.publicObjections).toMatchObject([
      { about: 'price', outcome: 'dismissed', publicAnswer: '经复核，价格得分计算无误。' },
    ])
    expect(JSON.stringify(data)).not.toMatch(/12 元|另函|S1/)
    await expect(platform.db.tx(tx => tx.run('UPDATE objection SET answer = $1', ['x']))).rejects.toThrow(
      'answered once',
    )
    await expect(platform.db.tx(tx => tx.run('DELETE FROM objection'))).rejects.toThrow('answered once')
  })

  describe('and complaints (实施条例 60–62)', () => {
    let complaint: { id: string }

    it('are filed by whose objection it was, once; taken up by the supervisor', async () => {
      expect(await codes(s2.act(FILE, { o: objection.id }))).toEqual(['notFound objectionId'])
      complaint = await s1.act(FILE, { o: objection.id })
      expect(await codes(s1.act(FILE, { o: objection.id }))).toEqual(['alreadyDone objectionId'])
      expect(await codes(office.act(ACCEPT, { c: complaint.id }))).toEqual(['forbidden'])
      expect(await codes(supervisor.act(SUSPEND, { c: complaint.id }))).toEqual(['wrongStatus complaintId'])
      expect(await codes(supervisor.act(DECIDE, { c: complaint.id, o: 'rejected' }))).toEqual(['wrongStatus outcome'])
      expect(await supervisor.act<{ decideBy: string }>(ACCEPT, { c: complaint.id })).toMatchObject({ outcome: null })
    })

    it('suspend the campaign by two people; its clock stands still until the decision', async () => {
      const before = await closesAt()
      await supervisor.act(SUSPEND, { c: complaint.id })
      expect(await pause(platform.anonymous())).toMatchObject({ objections: 0, suspensions: 1 })
      await office.act(CLOCK, { id: tenderId, s: 10 * DAY })
      expect((await codes(office.act(ADVANCE, { id: tenderId })))[0]).toBe('suspended')
      // Whatever stage it is in: nothing that decides goes on.
      for (const [stage, verb] of [
        ['review', 'freezeScores'],
        ['samples', 'closeSampleReview'],
        ['allocation', 'runAllocation'],
        ['contracts', 'generateContracts'],
      ] as const) {
        await moveTo(stage)
        const result = verb === 'closeSampleReview' ? DONE : JOB
        const act = `mutation($id:ID!){${verb}(tenderId:$id)${result}}`
        expect([verb, (await codes(office.act(act, { id: tenderId })))[0]]).toEqual([verb, 'suspended'])
      }
      await moveTo('shortlist')
      await supervisor.act(DECIDE, { c: complaint.id, o: 'rejected' })
      expect(await codes(supervisor.act(DECIDE, { c: complaint.id, o: 'upheld' }))).toEqual(['alreadyDone complaintId'])
      expect(await pause(platform.anonymous())).toBeNull()
      expect((await closesAt()) - before).toBeGreaterThanOrEqual(10 * DAY * 1000)
    })
  })

  it('and a suspension lifted early is decided about afterwards; when it was lifted stays', async () => {
    const objection = await s1.act<{ id: string }>(RAISE, { n: noticeId, l: lotId, a: 'ranking' })
    await office.act(ANSWER, { o: objection.id, u: false, p: null })
    const complaint = await s1.act<{ id: string }>(FILE, { o: objection.id })
    expect(await codes(supervisor.act(RESUME, { c: complaint.id }))).toEqual(['alreadyDone complaintId'])
    await supervisor.act(ACCEPT, { c: complaint.id })
    await supervisor.act(SUSPEND, { c: complaint.id })
    const { resumedAt } = await supervisor.act<{ resumedAt: string }>(RESUME, { c: complaint.id })
    expect(await pause(platform.anonymous())).toBeNull()
    expect(await codes(supervisor.act(SUSPEND, { c: complaint.id }))).toEqual(['alreadyDone complaintId'])
    expect(await supervisor.act(DECIDE, { c: complaint.id, o: 'rejected' })).toMatchObject({
      outcome: 'rejected',
      resumedAt,
    })
    const change = 'UPDATE complaint SET resumed_at = now() WHERE id = $1'
    await expect(platform.db.tx(tx => tx.run(change, [complaint.id]))).rejects.toThrow('decided once')
  })

  it('upheld, lead to a withdrawn notice and a new one under the next number; the old one stays', async () => {
    expect(await codes(office.act(WITHDRAW, { n: noticeId }))).toEqual(['wrongStatus noticeId'])
    const second = await s2.act<{ id: string }>(RAISE, { n: noticeId })
    await office.act(ANSWER, { o: second.id, u: true, p: null })
    expect(await office.act<{ withdrawnAt: string | null }>(WITHDRAW, { n: noticeId })).toMatchObject({
      withdrawnAt: expect.any(String),
    })
    expect(await codes(s2.act(RAISE, { n: noticeId }))).toEqual(['wrongStatus noticeId'])
    expect(await codes(office.act(ADVANCE, { id: tenderId }))).toEqual(['noticeMissing'])
    await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
    await platform.drainJobs()
    const again = await office.act<{ id: string; number: string }>(PUBLISH, { id: tenderId })
    expect(again.number).toMatch(/第2号$/)
    expect(await platform.db.prisma.notice.count({ where: { tenderId, kind: 'shortlist' } })).toBe(2)
    await office.act(CLOCK, { id: tenderId, s: 9 * DAY })
    await office.act(ADVANCE, { id: tenderId })
  })
})
