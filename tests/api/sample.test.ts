// One campaign's sample review from its start to its close: each test goes on where the one before ended, so it is one file.
import { beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../api/domain/permissions.ts'
import { png, uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes } from '../support/refused.ts'
import { GOOD_VALUES, seedStandards } from '../support/samples.ts'

const platform = usePlatform()
const REFUSAL = '...on Refusal{violations{code path message}}'
const DONE = `{__typename ...on Done{count} ...on Proposal{id} ${REFUSAL}}`
const plain = DONE.replace('...on Proposal{id} ', '')
const START = `mutation($id:ID!){startSampleReview(tenderId:$id)${plain}}`
const SLOTS = `mutation($id:ID!,$w:[HandInWindowInput!]!){publishSlots(tenderId:$id,windows:$w)${plain}}`
const BOOK = `mutation($id:ID!,$s:ID,$ids:[ID!]){bookSlot(tenderId:$id,slotId:$s,sampleIds:$ids)${plain}}`
const RECEIVE = `mutation($id:ID!,$i:[SampleReceptionInput!]!){receiveSamples(tenderId:$id,items:$i)${plain}}`
const CODE = `mutation($id:ID!,$a:Int){codeSamples(tenderId:$id,again:$a)${DONE}}`
const LABELS = `mutation($id:ID!,$b:Int!){printLabels(tenderId:$id,batch:$b){__typename ...on SampleLabels{labels{deliveryCode blindCode lot}} ${REFUSAL}}}`
const DISPATCH = `mutation($id:ID!,$l:String!,$c:[String!]!){dispatchSamples(tenderId:$id,lab:$l,blindCodes:$c,sealNo:"F-1")${plain}}`
const ARRIVE = `mutation($id:ID!,$c:[String!]!,$s:String!,$ok:Boolean!,$n:String){confirmArrival(tenderId:$id,blindCodes:$c,sealNo:$s,sealIntact:$ok,condition:$n)${plain}}`
const RECORD = `mutation($id:ID!,$r:[SampleResultInput!]!){recordResults(tenderId:$id,results:$r)${plain}}`
const SIGN = `mutation($id:ID!,$c:[String!]!){signResults(tenderId:$id,blindCodes:$c)${plain}}`
const OVERRIDE = `mutation($id:ID!,$c:String!,$f:String!,$p:Boolean!,$r:String!){overrideVerdict(tenderId:$id,blindCode:$c,field:$f,passed:$p,reason:$r)${DONE}}`
const UNBLIND = `mutation($id:ID!){unblindSamples(tenderId:$id)${DONE}}`
const CLOSE = `mutation($id:ID!){closeSampleReview(tenderId:$id)${DONE}}`
const RETEST = `mutation($s:ID!){requestRetest(sampleId:$s)${plain}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`
const HOUR = 3_600_000

let id = ''
let office: Person
let lab: Person
let lab2: Person

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 6)
  await seedStandards(platform)
  id = await seedTender(platform, 'shortlist')
  const bids = ['S1', 'S2', 'S3', 'S4', 'S5'].map((supplier, i) => ({
    supplier,
    qualityCenti: 9000 - i,
    priceFen: 9000 + i,
  }))
  await seedOpenedBids(platform, id, { 'HQ-T': bids, 'DG-T': bids.slice(0, 4) })
  office = await platform.person('office')
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id){__typename ...on Job{id} ${REFUSAL}}}`, { id })
  await platform.drainJobs()
  await office.act(
    `mutation($id:ID!){publishNotice(tenderId:$id,kind:"shortlist"){__typename ...on Notice{id} ...on Proposal{id} ${REFUSAL}}}`,
    { id },
  )
  await moveTo(platform, id, 'samples')
  lab = await platform.person('lab-1')
  lab2 = await platform.person('lab-2')
})

interface Row {
  id: string
  deliveryCode: string
  status: string
  result: string
  removed: boolean
  failures: { field: string; value: string; limit: string; override: string | null }[] | null
  declaration: { supplier: { code: string }; lot: { code: string } }
}

const samples = async (who: Person): Promise<Row[]> =>
  (
    await who.ask<{ samples: { items: Row[] } }>(
      'query($f:SampleFilter){samples(perPage:100,filter:$f){items{id deliveryCode status result removed failures declaration{supplier{code} lot{code}}}}}',
      { f: { tenderId: id } },
    )
  ).samples.items

interface Blind {
  id: string
  blindCode: string
  portion: number | null
  lab: string | null
  result: string | null
  verdicts: { field: string; passed: boolean | null; override: string | null }[]
  lot: { code: string }
}

const blind = async (who: Person): Promise<Blind[]> =>
  (
    await who.ask<{ blindSamples: { items: Blind[] } }>(
      'query($f:BlindSampleFilter){blindSamples(perPage:100,filter:$f){items{id blindCode portion lab result verdicts lot{code}}}}',
      { f: { tenderId: id } },
    )
  ).blindSamples.items

const review = async (who: Person) =>
  (
    await who.ask<{ sampleReview: Record<string, unknown> }>(
      'query($id:ID!){sampleReview(tenderId:$id){samples booked received coded arrived signed passed failed flagged closedAt batches{number isMine}}}',
      { id },
    )
  ).sampleReview

const good = (row: Row) => ({
  deliveryCode: row.deliveryCode,
  accepted: true,
  grams: 300,
  packagingIntact: true,
  sealNo: 'S',
  condition: '',
})
const slotIds = async () =>
  (await platform.db.prisma.sampleSlot.findMany({ where: { tenderId: id }, orderBy: { startsAt: 'asc' } })).map(
    s => s.id,
  )

interface Way {
  flags: string[]
  events: { step: string; portion: number | null; blindCode: string | null; by: string }[]
  photos: { id: string; name: string; type: string }[]
}

const custody = async (who: Person, of: string | undefined) =>
  (
    await who.ask<{ custody: Way }>(
      'query($id:ID!){custody(id:$id){flags events{step portion blindCode by} photos{id name type}}}',
      { id: of },
    )
  ).custody

describe('hand-in (1-domain §2, stage 11)', () => {
  it('starts once, for the shortlisted, with the standards as they are now', async () => {
    expect(await codes(office.act(SLOTS, { id, w: [] }))).toEqual(['outOfRange windows'])
    expect(await office.act(START, { id })).toMatchObject({ count: 8 })
    expect(await codes(office.act(START, { id }))).toEqual(['alreadyDone'])
    await platform.db.tx(tx => tx.run(`UPDATE spec SET standard = '{}'`))
    const { sampleStandards } = await lab.ask<{ sampleStandards: { lot: string; fields: unknown[] }[] }>(
      'query($id:ID!){sampleStandards(tenderId:$id){lot fields}}',
      { id },
    )
    expect(sampleStandards.map(s => [s.lot, s.fields.length])).toEqual([
      ['DG-T', 5],
      ['HQ-T', 5],
    ])
    await expect(platform.db.tx(tx => tx.run(`UPDATE sample_standard SET fields = '[]'`))).rejects.toThrow()
  })

  it('cuts windows into slots', async () => {
    const start = Date.now() + HOUR
    const w = [
      {
        place: '济南样品室',
        from: new Date(start).toISOString(),
        to: new Date(start + 2 * HOUR).toISOString(),
        slotMinutes: 60,
        capacity: 5,
      },
    ]
    expect(
      await codes(office.act(SLOTS, { id, w: [{ ...w[0], to: new Date(start - HOUR).toISOString() }] })),
    ).toContain('outOfRange windows[0].to')
    expect(await office.act(SLOTS, { id, w })).toMatchObject({ count: 2 })
    expect(await office.act(SLOTS, { id, w })).toMatchObject({ count: 0 })
  })

  it('books no slot above its capacity, however many try at once', async () => {
    const [slot, other] = await slotIds()
    const people = await Promise.all(['S1', 'S2', 'S3', 'S4'].map(code => platform.person(`supplier-${code}`)))
    const tried = await Promise.allSettled(people.map(who => who.act(BOOK, { id, s: slot })))
    const ok = tried.filter(one => one.status === 'fulfilled').length
    expect(ok).toBe(2) // two samples each, five places
    const stored = await platform.db.prisma.sampleSlot.findUniqueOrThrow({ where: { id: slot ?? '' } })
    expect(stored.booked).toBe(4)
    const refusedOnes = people.filter((_, i) => tried[i]?.status === 'rejected')
    for (const who of refusedOnes) expect(await codes(who.act(BOOK, { id, s: slot }))).toEqual(['slotFull slotId'])
    for (const who of refusedOnes) await who.act(BOOK, { id, s: other })
    // Changed, given back, and never for somebody else's samples.
    const [one, two] = people
    if (!one || !two) throw new Error('people')
    const foreign = (await samples(two))[0]
    expect(await codes(one.act(BOOK, { id, s: other, ids: [foreign?.id] }))).toEqual(['notFound sampleIds'])
    await one.act(BOOK, { id, s: null })
    await one.act(BOOK, { id, s: tried[0]?.status === 'fulfilled' ? slot : other })
    const total = await platform.db.prisma.sampleSlot.aggregate({ where: { tenderId: id }, _sum: { booked: true } })
    expect(total._sum.booked).toBe(8)
    await expect(platform.db.tx(tx => tx.run('UPDATE sample_slot SET booked = capacity + 1'))).rejects.toThrow(
      /sample_slot_capacity/,
    )
  })

  it('swaps slots without waiting for each other for ever, and not after one began', async () => {
    const [slot, other] = await slotIds()
    const people = await Promise.all(['S1', 'S2', 'S3', 'S4'].map(code => platform.person(`supplier-${code}`)))
    for (let i = 0; i < 4; i++)
      await Promise.allSettled(people.map((who, n) => who.act(BOOK, { id, s: (n + i) % 2 ? slot : other })))
    const rows = await platform.db.prisma.sampleSlot.findMany({ where: { tenderId: id }, include: { samples: true } })
    expect(rows.every(row => row.booked === row.samples.length && row.booked <= row.capacity)).toBe(true)
    await office.act(CLOCK, { id, s: 90 * 60 })
    expect(await codes((people[0] as Person).act(BOOK, { id, s: slot }))).toEqual(['slotBegun slotId'])
  })

  it('takes samples at the desk, or refuses them with a reason; a wrong row stops all', async () => {
    const [first, ...rest] = await samples(office)
    if (!first) throw new Error('sample')
    const receive = (...i: unknown[]) => codes(office.act(RECEIVE, { id, i }))
    expect(await receive({ ...good(first), grams: 299 })).toEqual(['sampleTooSmall items[0].grams'])
    expect(await receive({ ...good(first), packagingIntact: false })).toEqual([
      'packagingBroken items[0].packagingIntact',
    ])
    expect(await receive({ deliveryCode: 'YPX', accepted: false, reason: 'x' }, good(first))).toEqual([
      'unknownCode items[0].deliveryCode',
    ])
    expect(await receive({ deliveryCode: first.deliveryCode, accepted: false })).toEqual([
      'reasonRequired items[0].reason',
    ])
    await office.act(RECEIVE, { id, i: [{ deliveryCode: first.deliveryCode, accepted: false, reason: '包装受潮' }] })
    expect(await codes(office.alone(CODE, { id }))).toEqual(['handInOpen'])
    const photo = await uploadedId(office, '样品.png', await png(24))
    const text = await uploadedId(office, '样品.csv', new TextEncoder().encode('品规,数量\n黄芪,1\n'))
    const strange = await uploadedId(await platform.person('supplier-S6'), '他人.png', await png(25))
    expect(await receive({ ...good(first), photoIds: [text] })).toEqual(['notOneOf photoIds 样品.csv'])
    expect(await receive({ ...good(first), photoIds: [strange] })).toEqual(['notFound photoIds[0]'])
    expect(await receive({ ...good(first), photoIds: Array(11).fill(photo) })).toEqual(['outOfRange items[0].photoIds'])
    await office.act(RECEIVE, { id, i: [{ ...good(first), photoIds: [photo] }, ...rest.map(good)] })
    const own = await platform.person(`supplier-${first.declaration.supplier.code}`)
    const other = await platform.person(first.declaration.supplier.code === 'S1' ? 'supplier-S2' : 'supplier-S1')
    expect((await custody(own, first.id)).photos).toMatchObject([{ id: photo, name: '样品.png', type: 'png' }])
    expect((await own.fetch(`/files/${photo}`)).status).toBe(200)
    for (const who of [other, lab, await platform.person('expert-E01')]) {
      expect((await who.fetch(`/files/${photo}`)).status).toBe(404)
    }
    for (const who of [other, lab]) expect(await custody(who, first.id)).toEqual({ flags: [], events: [], photos: [] })
    await expect(platform.db.tx(tx => tx.run('DELETE FROM sample_photo'))).rejects.toThrow()
    expect(await receive(good(first))).toEqual(['alreadyDone items[0].deliveryCode'])
  })
})

describe('behind the code', () => {
  it('two people draw the codes; the labels are printed once, by one of them', async () => {
    expect(await office.alone(CODE, { id })).toMatchObject({ __typename: 'Proposal' })
    expect(await platform.db.prisma.blindSample.count()).toBe(0)
    await office.act(CODE, { id })
    expect((await blind(office)).map(b => b.blindCode).every(code => /^M[2-9A-Z]{10}$/.test(code))).toBe(true)
    const third = await platform.person('office-b')
    const sheet = await third.act<{ labels: { deliveryCode: string; blindCode: string }[] }>(LABELS, { id, b: 1 })
    expect(sheet.labels).toHaveLength(8)
    expect(await codes(office.act(LABELS, { id, b: 1 }))).toEqual(['labelsPrinted batch'])
    // Labels that went wrong: all codes of the batch are drawn anew, by two people again.
    await office.act(CODE, { id, a: 1 })
    const now = (await blind(office)).map(b => b.blindCode)
    expect(now.filter(code => sheet.labels.some(label => label.blindCode === code))).toEqual([])
    expect(now).toHaveLength(8)
  })

  it('no role but the platform reads whose a code is, before the unblinding', async () => {
    const people = await platform.db.prisma.user.findMany({ where: { role: { in: [...ROLES] } } })
    const seen = new Set<string>()
    for (const { role, id: userId, supplierId, expertId, hospitalId } of people) {
      const db = platform.command.db.as({ role, orgId: supplierId ?? expertId ?? hospitalId, userId })
      expect(await db.tx(tx => tx.rows('SELECT * FROM sample_link')), role).toEqual([])
      await expect(
        db
          .tx(tx => tx.run('INSERT INTO sample_link SELECT b.id, s.id FROM blind_sample b, sample s LIMIT 1'))
          .then(n => (n === 0 ? Promise.reject(new Error('nothing')) : n)),
        role,
      ).rejects.toThrow()
      seen.add(role)
    }
    expect(seen.size).toBe(ROLES.length)
    expect(await platform.db.tx(tx => tx.rows('SELECT * FROM sample_link'))).toHaveLength(8)
    const kept = await platform.db.tx(tx =>
      tx.rows<{ line: string }>(
        `SELECT to_jsonb(a)::text AS line FROM audit_row a UNION ALL SELECT to_jsonb(p)::text FROM proposal p UNION ALL SELECT to_jsonb(c)::text FROM custody_event c`,
      ),
    )
    const pairs = await platform.db.prisma.sampleLink.findMany()
    expect(pairs).toHaveLength(8)
    expect(kept.filter(({ line }) => pairs.some(p => line.includes(p.blindId) && line.includes(p.sampleId)))).toEqual(
      [],
    )
  })

  it('the order and the times of coded rows tell nothing', async () => {
    const rows = await platform.db.tx(tx =>
      tx.rows<{ code: string; batch: string }>(
        'SELECT blind_code AS code, batch_id AS batch FROM blind_sample ORDER BY ctid',
      ),
    )
    expect(rows.map(r => r.code)).toEqual(rows.map(r => r.code).sort())
    expect(new Set(rows.map(r => r.batch)).size).toBe(1)
  })

  it('a laboratory sees only what was handed to it, and works on it only when it has arrived', async () => {
    expect(await blind(lab)).toEqual([])
    const all = await blind(office)
    const [mine, others] = [all.slice(0, 7), all.slice(7)]
    expect(await codes(office.act(DISPATCH, { id, l: 'nobody', c: [mine[0]?.blindCode] }))).toEqual(['unknownCode lab'])
    await office.act(DISPATCH, { id, l: 'L1', c: mine.map(b => b.blindCode) })
    await office.act(DISPATCH, { id, l: 'L2', c: others.map(b => b.blindCode) })
    expect((await blind(lab)).map(b => b.blindCode)).toEqual(mine.map(b => b.blindCode))
    expect((await blind(lab)).every(b => b.portion === null)).toBe(true)
    const r = [{ blindCode: mine[0]?.blindCode, values: GOOD_VALUES }]
    expect(await codes(lab.act(RECORD, { id, r }))).toEqual(['wrongStatus results[0].blindCode'])
    expect(await codes(lab.act(ARRIVE, { id, c: [others[0]?.blindCode], s: 'F-1', ok: true }))).toEqual([
      'unknownCode blindCodes[0]',
    ])
    expect(await codes(lab.act(ARRIVE, { id, c: [mine[0]?.blindCode], s: 'F-1', ok: false }))).toEqual([
      'reasonRequired condition',
    ])
    await lab.act(ARRIVE, { id, c: mine.map(b => b.blindCode), s: 'F-1', ok: true })
    await lab2.act(ARRIVE, { id, c: others.map(b => b.blindCode), s: 'F-2', ok: false, n: '封条破损' })
    expect(await review(office)).toMatchObject({ arrived: 8, flagged: 1 })
    const custody = await office.ask<{ custody: { flags: string[]; events: { step: string }[] } }>(
      'query($id:ID!){custody(id:$id){flags events{step from to}}}',
      { id: others[0]?.id },
    )
    expect(custody.custody.flags.sort()).toEqual(['sealBroken', 'sealChanged'])
    expect(custody.custody.events.map(e => e.step)).toEqual(['coding', 'dispatch', 'arrival'])
    await expect(platform.db.tx(tx => tx.run(`UPDATE custody_event SET seal_intact = true`))).rejects.toThrow()
    await expect(platform.db.tx(tx => tx.run(`DELETE FROM custody_event`))).rejects.toThrow()
  })

  it('values are judged by the limits, never typed; a wrong one is named', async () => {
    const [one, two, ...rest] = await blind(lab)
    const put = (blindCode: string | undefined, values: object) => lab.act(RECORD, { id, r: [{ blindCode, values }] })
    expect(await codes(put(one?.blindCode, { moisture: '8,5' }))).toEqual(['notANumber results[0].values.moisture'])
    expect(await codes(put(one?.blindCode, { nonsense: '1' }))).toEqual(['unknownField results[0].values.nonsense'])
    expect(await codes(put(one?.blindCode, { so2: '<200' }))).toEqual(['tooCoarse results[0].values.so2'])
    expect(await codes(put(one?.blindCode, { appearance: '好' }))).toEqual(['notOneOf results[0].values.appearance'])
    await put(one?.blindCode, { ...GOOD_VALUES, moisture: '10.06' })
    await put(two?.blindCode, { ...GOOD_VALUES, so2: '151' })
    expect(await codes(lab.act(SIGN, { id, c: [rest[0]?.blindCode] }))).toContain(
      `required ${rest[0]?.blindCode}.moisture`,
    )
    for (const b of rest) await put(b.blindCode, GOOD_VALUES)
    await lab.act(SIGN, { id, c: (await blind(lab)).map(b => b.blindCode) })
    expect(await codes(put(one?.blindCode, GOOD_VALUES))).toEqual(['alreadyDone results[0].blindCode'])
    const signed = await blind(lab)
    expect(signed.map(b => b.result)).toEqual(['failed', 'failed', ...rest.map(() => 'passed')])
    await expect(
      platform.db.tx(tx => tx.run(`UPDATE blind_sample SET "values" = '{}' WHERE signed_at IS NOT NULL`)),
    ).rejects.toThrow()
  })

  it('a computed verdict is changed by two people with a reason, and says so', async () => {
    const [one] = await blind(office)
    const v = { id, c: one?.blindCode, f: 'moisture', p: true, r: '仪器校准偏差，复核原始记录' }
    expect(await codes(office.act(OVERRIDE, { ...v, r: ' ' }))).toEqual(['required reason'])
    expect(await codes(office.act(OVERRIDE, { ...v, f: 'size' }))).toEqual(['unknownField field'])
    expect(await office.alone(OVERRIDE, v)).toMatchObject({ __typename: 'Proposal' })
    expect((await blind(office))[0]?.result).toBe('failed')
    await office.act(OVERRIDE, v)
    const after = (await blind(office))[0]
    expect(after?.result).toBe('passed')
    expect(after?.verdicts.find(f => f.field === 'moisture')).toMatchObject({ passed: true, override: v.r })
  })
})

describe('unblinding', () => {
  it('waits for every signature; then a supplier reads field, value and limit of its own', async () => {
    expect(await codes(office.alone(UNBLIND, { id }))).toEqual(['resultsMissing'])
    const [left] = await blind(lab2)
    await lab2.act(RECORD, { id, r: [{ blindCode: left?.blindCode, values: GOOD_VALUES }] })
    await lab2.act(SIGN, { id, c: [left?.blindCode] })
    expect(await codes(office.alone(CLOSE, { id }))).toEqual(['resultsMissing'])
    expect(await review(platform.anonymous())).toMatchObject({ signed: 8, passed: 0, failed: 0 })
    await office.act(UNBLIND, { id })
    const [failed, ...more] = (await samples(office)).filter(row => row.result === 'failed')
    expect(more).toEqual([])
    const own = await samples(await platform.person(`supplier-${failed?.declaration.supplier.code}`))
    const whole = [null, 1, 1, 1]
    const supplier = await platform.person(`supplier-${failed?.declaration.supplier.code}`)
    const way = await custody(supplier, failed?.id)
    expect(way.events.map(event => event.portion)).toEqual(whole)
    expect(way.events.map(event => event.step)).toEqual(['reception', 'coding', 'dispatch', 'arrival'])
    expect(way.events.slice(1).every(event => event.by === '')).toBe(true)
    const code = way.events[1]?.blindCode
    const portion = (await blind(office)).find(one => one.blindCode === code)
    expect((await custody(office, portion?.id)).events.map(event => event.portion)).toEqual(whole)
    const atLab = (await custody(lab, portion?.id)).events
    expect(atLab.map(event => [event.step, event.portion])).toEqual([
      ['coding', null],
      ['dispatch', null],
      ['arrival', null],
    ])
    expect(own.find(row => row.id === failed?.id)?.failures).toMatchObject([
      { field: 'so2', value: '151', limit: '≤ 150 mg/kg' },
    ])
  })

  it('a retest is asked for once, goes to another laboratory, and decides', async () => {
    const failed = (await samples(office)).find(row => row.result === 'failed')
    const supplier = await platform.person(`supplier-${failed?.declaration.supplier.code}`)
    expect(await codes(office.alone(CLOSE, { id }))).toEqual(['retestOpen'])
    expect(await codes((await platform.person('supplier-S6')).act(RETEST, { s: failed?.id }))).toEqual([
      'notFound sampleId',
    ])
    await supplier.act(RETEST, { s: failed?.id })
    expect(await codes(supplier.act(RETEST, { s: failed?.id }))).toEqual(['alreadyDone sampleId'])
    const again = (await blind(office)).find(b => b.portion === 2)
    expect(await codes(office.act(DISPATCH, { id, l: 'L1', c: [again?.blindCode] }))).toEqual(['sameLab lab'])
    await office.act(DISPATCH, { id, l: 'L2', c: [again?.blindCode] })
    await lab2.act(ARRIVE, { id, c: [again?.blindCode], s: 'F-1', ok: true })
    await lab2.act(RECORD, { id, r: [{ blindCode: again?.blindCode, values: { ...GOOD_VALUES, so2: '180' } }] })
    await lab2.act(SIGN, { id, c: [again?.blindCode] })
  })

  it('closes by two people: results are final, and by the rules the failed one is out', async () => {
    await office.act(CLOSE, { id })
    const out = (await samples(office)).filter(row => row.removed)
    expect(out.map(row => row.result)).toEqual(['failed'])
    expect(await review(platform.anonymous())).toMatchObject({ passed: 7, failed: 1, batches: [] })
    for (const sql of [
      `UPDATE sample SET result = 'passed'`,
      'DELETE FROM sample',
      `UPDATE sample_review SET closed_at = NULL`,
      `UPDATE blind_sample SET result = 'passed'`,
    ])
      await expect(
        platform.db.tx(tx => tx.run(sql)),
        sql,
      ).rejects.toThrow()
    expect(await codes(office.alone(CLOSE, { id }))).toEqual(['alreadyDone'])
    const { sampleVerdicts } = await platform
      .anonymous()
      .ask<{ sampleVerdicts: unknown[] }>('query($id:ID!){sampleVerdicts(tenderId:$id){supplier}}', { id })
    expect(sampleVerdicts).toEqual([])
  })
})
