import { beforeAll, describe, expect, it } from 'vitest'
import { runChunk } from '../../workers/runChunk.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform()
let office: Person

const BIDS = ['S1', 'S2', 'S3', 'S4'].map(supplier => ({ supplier, qualityCenti: 8000, priceFen: 10_000 }))
const QUOTES = { 'HQ-T': BIDS, 'DG-X': BIDS.slice(1) }

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const COMPUTE = `mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`
const PROPOSE = `mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`
const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id} ${REFUSAL}}}`

async function open(): Promise<string> {
  const id = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, id, QUOTES)
  return id
}

async function places(tenderId: string, phase: string): Promise<string[]> {
  const rows = await platform.db.prisma.rankingEntry.findMany({
    where: { phase, lot: { tenderId } },
    include: { lot: true, declaration: { include: { supplier: true } } },
    orderBy: [{ lot: { code: 'asc' } }, { rank: 'asc' }],
  })
  return rows.map(row => `${row.lot.code} ${row.rank} ${row.declaration.supplier.code} ${row.selected}`)
}

const chunksOf = (tenderId: string, kind: string) =>
  platform.db.prisma.jobChunk.findMany({ where: { job: { tenderId, kind } }, orderBy: { id: 'asc' } })

const worker = () => ({ ...platform.command, actor: null })

describe('shortlistLot', () => {
  it('gives the same places to the same inputs under other ids, ties drawn by the frozen scores', async () => {
    const [a, b] = [await open(), await open()]
    for (const id of [a, b]) await office.act(COMPUTE, { id })
    await platform.drainJobs()
    expect(await places(a, 'shortlist')).toHaveLength(7)
    expect(await places(b, 'shortlist')).toEqual(await places(a, 'shortlist'))
  })

  it('may be delivered twice, at once and in any order', async () => {
    const id = await open()
    await office.act(COMPUTE, { id })
    const chunks = await chunksOf(id, 'shortlistLot')
    const twice = [...chunks, ...chunks.reverse()]
    await Promise.all(twice.map(chunk => runChunk(worker(), chunk.id)))
    expect(await places(id, 'shortlist')).toHaveLength(7)
    expect(await platform.db.prisma.job.findFirst({ where: { tenderId: id } })).toMatchObject({
      status: 'done',
      done: 4,
    })
  })

  it('changes nothing once the result is public', async () => {
    const id = await open()
    await office.act(COMPUTE, { id })
    await platform.drainJobs()
    await office.act(PUBLISH, { id, k: 'shortlist' })
    const before = await places(id, 'shortlist')
    await platform.db.tx(async tx => {
      // Behind the triggers' backs: a frozen total cannot change otherwise.
      await tx.run('SET LOCAL session_replication_role = replica')
      await tx.run(
        `UPDATE declaration_total SET quality_centi = 5000 WHERE declaration_id IN (SELECT id FROM declaration WHERE tender_id = $1)`,
        [id],
      )
      await tx.run(`UPDATE job SET status = 'running', done = 0 WHERE tender_id = $1`, [id])
      await tx.run('UPDATE job_chunk SET done_at = NULL WHERE job_id IN (SELECT id FROM job WHERE tender_id = $1)', [
        id,
      ])
    })
    for (const chunk of await chunksOf(id, 'shortlistLot')) await runChunk(worker(), chunk.id)
    expect(await places(id, 'shortlist')).toEqual(before)
  })
})

describe('awardLot', () => {
  it('may be delivered twice; winners stand once', async () => {
    const id = await open()
    await office.act(COMPUTE, { id })
    await platform.drainJobs()
    await seedClosedSamples(platform, id)
    await moveTo(platform, id, 'award')
    await seedOpenedRound(platform, id, 2, { 'HQ-T': [{ supplier: 'S4', priceFen: 9_000 }] })
    await office.act(PROPOSE, { id })
    const chunks = await chunksOf(id, 'awardLot')
    await Promise.all([...chunks, ...chunks].map(chunk => runChunk(worker(), chunk.id)))
    expect((await places(id, 'award')).filter(place => place.startsWith('HQ-T'))[0]).toBe('HQ-T 1 S4 true')
    expect(await platform.db.prisma.award.count({ where: { lot: { tenderId: id } } })).toBe(5)
  })

  it('awards on round 1, without samples, where the pack has neither', async () => {
    const order = SMALL_PACK.stages.order.filter(stage => stage !== 'samples' && stage !== 'bidRound2')
    const id = await seedTender(platform, 'shortlist', { ...SMALL_PACK, stages: { ...SMALL_PACK.stages, order } })
    await seedOpenedBids(platform, id, QUOTES)
    await office.act(COMPUTE, { id })
    await platform.drainJobs()
    await moveTo(platform, id, 'award')
    await office.act(PROPOSE, { id })
    await platform.drainJobs()
    const won = await platform.db.prisma.award.findMany({ where: { lot: { tenderId: id } } })
    expect(won.map(award => award.priceFen)).toEqual(Array(5).fill(10_000n))
  })
})
