import { beforeAll, describe, expect, it } from 'vitest'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const REFUSAL = '...on Refusal{violations{code path message}}'
const CREATE = `mutation($code:String!,$specs:[String!]!,$pack:JSON){createTender(code:$code,title:"联采",isRehearsal:true,provinceCodes:["370000"],specCodes:$specs,rulePack:$pack){__typename ...on Tender{id stage lotCount rulePack{version hash} stages{stage} blockers{code}} ${REFUSAL}}}`

const codes = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

describe('a tender', () => {
  it('is created with lots, stages and a published rule pack, and leaves an audit row', async () => {
    const tender = await office.act<{ id: string; stage: string; lotCount: number }>(CREATE, {
      code: 'LC-1',
      specs: ['HQ-T', 'HQ-X'],
      pack: SMALL_PACK,
    })
    expect(tender).toMatchObject({ stage: 'catalogue', lotCount: 2, rulePack: { version: 1 }, blockers: [] })
    const rows = await platform.db.tx(tx => tx.rows('SELECT action FROM audit_row WHERE tender_id = $1', [tender.id]))
    expect(rows).toEqual([{ action: 'createTender' }])
  })

  it('names every code that does not exist and writes nothing', async () => {
    expect(await codes(office.act(CREATE, { code: 'LC-2', specs: ['HQ-T', 'XX-T'] }))).toEqual([
      'unknownCode specCodes',
    ])
    expect(await platform.db.prisma.tender.count({ where: { code: 'LC-2' } })).toBe(0)
  })

  it('is refused to everybody but the office, as a typed result', async () => {
    const supplier = await platform.person('supplier-S1')
    expect(await codes(supplier.act(CREATE, { code: 'LC-3', specs: ['HQ-T'] }))).toEqual(['forbidden'])
    expect(await codes(platform.anonymous().act(CREATE, { code: 'LC-3', specs: ['HQ-T'] }))).toEqual(['notSignedIn'])
  })

  it('moves to the next stage once, however often it is clicked', async () => {
    const tender = await office.act<{ id: string }>(CREATE, { code: 'LC-4', specs: ['HQ-T'] })
    const advance = `mutation($id:ID!){advanceStage(tenderId:$id,from:"catalogue"){__typename ...on Tender{stage} ${REFUSAL}}}`
    const clicks = await Promise.allSettled([
      office.act(advance, { id: tender.id }),
      office.act(advance, { id: tender.id }),
    ])
    expect(clicks.map(c => c.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await platform.db.prisma.tender.findUniqueOrThrow({ where: { id: tender.id } })).stage).toBe('demand')
  })
})

describe('the announced end of declaring', () => {
  const ADVANCE = `mutation($id:ID!){advanceStage(tenderId:$id,from:"declaration"){__typename ...on Tender{stage} ${REFUSAL}}}`
  const PLAN = `mutation($id:ID!,$s:String!,$c:DateTime){planStages(tenderId:$id,clocks:[{stage:$s,closesAt:$c}]){__typename ...on Tender{id} ${REFUSAL}}}`

  it('binds the office: nothing closes earlier, and no plan of one person moves it', async () => {
    const id = await seedTender(platform, 'declaration')
    await platform.db.tx(async tx => {
      await tx.run(
        `UPDATE tender_stage SET closes_at = tender_now($1) + interval '1 hour' WHERE tender_id = $1 AND stage IN ('declaration', 'bidRound1')`,
        [id],
      )
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
         SELECT $1, l.id, s.id, 'submitted', 1000, now() FROM lot l, supplier s WHERE l.tender_id = $1 AND s.code = 'S1'`,
        [id],
      )
    })
    expect(await codes(office.act(ADVANCE, { id }))).toEqual(['declaringRunning'])
    for (const s of ['declaration', 'bidRound1'])
      for (const c of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', null])
        expect(await codes(office.act(PLAN, { id, s, c }))).toEqual(['deadlineAnnounced clocks[0].closesAt'])
    await office.act(PLAN, { id, s: 'review', c: '2099-01-01T00:00:00Z' })
    await platform.db.tx(tx => tx.run('UPDATE tender SET clock_offset_seconds = 7200 WHERE id = $1', [id]))
    await office.act(ADVANCE, { id })
  })
})
