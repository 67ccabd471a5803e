import { beforeAll, describe, expect, it } from 'vitest'
import { runChunk } from '../../workers/runChunk.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { declarationIds, lotIds, moveTo, seedWinners } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { DONE, JOB, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person

const WINNERS = {
  'HQ-T': ['S3', 'S1', 'S2'].map(supplier => ({ supplier, priceFen: 10_000, capacityKg: 900 })),
  'DG-T': ['S2', 'S4'].map(supplier => ({ supplier, priceFen: 9_000, capacityKg: 5_000 })),
}
const DEMAND = {
  H3701001: { 'HQ-T': 1000, 'DG-T': 3 },
  H3701002: { 'HQ-T': 501, 'DG-T': 500 },
  H1401001: { 'HQ-T': 77 },
}

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const RUN = `mutation($id:ID!){runAllocation(tenderId:$id)${JOB}}`
const ADOPT = `mutation($r:ID!){adoptAllocation(runId:$r){__typename ...on AllocationRun{id} ${REFUSAL}}}`
const DRAFT = `mutation($id:ID!){generateContracts(tenderId:$id)${JOB}}`

async function chosen(): Promise<string> {
  const id = await seedTender(platform, 'allocation')
  await seedWinners(platform, id, WINNERS, DEMAND)
  const [lots, won] = [await lotIds(platform, id), await declarationIds(platform, id)]
  const choices = [{ lotId: lots.get('HQ-T'), picks: [won.get('HQ-T/S2'), won.get('HQ-T/S1')] }]
  const hospital = await platform.person('hospital-H3701001')
  await hospital.act(`mutation($id:ID!,$c:[ChoiceInput!]!){chooseSuppliers(tenderId:$id,choices:$c)${DONE}}`, {
    id,
    c: choices,
  })
  return id
}

const runOf = (tenderId: string) => platform.db.prisma.allocationRun.findFirstOrThrow({ where: { tenderId } })

async function deliverTwice(tenderId: string, kind: string): Promise<void> {
  const chunks = await platform.db.prisma.jobChunk.findMany({ where: { job: { tenderId, kind } } })
  await Promise.all([...chunks, ...chunks].map(chunk => runChunk({ ...platform.command, actor: null }, chunk.id)))
}

describe('allocateLot', () => {
  it('gives the same hashes to the same inputs under other ids', async () => {
    const [a, b] = [await chosen(), await chosen()]
    for (const id of [a, b]) await office.act(RUN, { id })
    await platform.drainJobs()
    const [first, second] = [await runOf(a), await runOf(b)]
    expect(first.status).toBe('done')
    expect([second.inputHash, second.outputHash]).toEqual([first.inputHash, first.outputHash])
  })

  it('and draftContracts may be delivered twice, at once: cells and contracts stand once', async () => {
    const id = await chosen()
    await office.act(RUN, { id })
    await deliverTwice(id, 'allocateLot')
    const run = await runOf(id)
    const agreed = Object.values(DEMAND)
      .flatMap(lots => Object.values(lots))
      .reduce((sum, kg) => sum + Math.floor((2 * kg * 80 + 100) / 200), 0)
    expect(run).toMatchObject({ status: 'done', agreedKg: BigInt(agreed), allocatedKg: BigInt(agreed) })
    await office.act(ADOPT, { r: run.id })
    await moveTo(platform, id, 'contracts')
    await platform.db.tx(tx =>
      tx.run('INSERT INTO distribution_offer SELECT $1, s.id, c.id, d.id FROM supplier s, city c, distributor d', [id]),
    )
    await office.act(DRAFT, { id })
    await deliverTwice(id, 'draftContracts')
    await office.act(DRAFT, { id })
    await deliverTwice(id, 'draftContracts')
    const contracts = await platform.db.prisma.contract.findMany({ where: { tenderId: id }, include: { lines: true } })
    expect(contracts.reduce((sum, one) => sum + one.totalKg, 0)).toBe(agreed)
    expect(contracts.flatMap(one => one.lines).reduce((sum, line) => sum + line.quantityKg, 0)).toBe(agreed)
    expect(new Set(contracts.map(one => one.number)).size).toBe(contracts.length)
    const audit = await platform.db.tx(tx =>
      tx.rows<{ action: string }>('SELECT action FROM audit_row WHERE tender_id = $1 ORDER BY seq', [id]),
    )
    expect(audit.map(row => row.action)).toEqual([
      'chooseSuppliers',
      'runAllocation',
      'allocateLot',
      'propose',
      'approve',
      'adoptAllocation',
      'generateContracts',
      'draftContracts',
      'generateContracts',
      'draftContracts',
    ])
  })

  it('leaves nothing behind when a command fails half-way', async () => {
    const id = await chosen()
    const waiting = async () => ({
      outbox: await platform.db.prisma.outboxMessage.count({ where: { sentAt: null } }),
      runs: await platform.db.prisma.allocationRun.count(),
      audit: await platform.db.prisma.auditRow.count(),
    })
    const before = await waiting()
    await platform.db.tx(tx =>
      tx.run(`ALTER TABLE job_chunk ADD CONSTRAINT test_stop CHECK (done_at IS NOT NULL) NOT VALID`),
    )
    await expect(office.act(RUN, { id })).rejects.toThrow()
    await platform.db.tx(tx => tx.run('ALTER TABLE job_chunk DROP CONSTRAINT test_stop'))
    expect(await waiting()).toEqual(before)
  })
})
