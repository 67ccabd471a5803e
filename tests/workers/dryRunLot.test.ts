import { beforeAll, describe, expect, it } from 'vitest'
import type { LotPlay } from '../../api/domain/rulePlay.ts'
import { runChunk } from '../../workers/runChunk.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { seedOpenedBids, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, REFUSAL } from '../support/refused.ts'
import { seedDraft } from '../support/rulePack.ts'

const platform = usePlatform()
let office: Person

const START = `mutation($id:ID!,$r:Int!,$s:String!,$t:ID,$n:Int){dryRunRulePack(tenderId:$id,revision:$r,source:$s,sourceTenderId:$t,seed:$n){__typename ...on DryRun{id job{id status}} ${REFUSAL}}}`
const CANCEL = `mutation($j:ID!){cancelJob(jobId:$j){__typename ...on Job{id} ${REFUSAL}}}`
const RUNS = `query($id:ID!){dryRuns(tenderId:$id){id source job{status} baseTotals{lots winners priceOfCeilingCenti} candidateTotals{winners} lots{lotCode base candidate comparison}}}`

interface Run {
  readonly id: string
  readonly job: { readonly id: string; readonly status: string }
  readonly baseTotals: { readonly lots: number; readonly winners: number; readonly priceOfCeilingCenti: number | null }
  readonly candidateTotals: { readonly winners: number }
  readonly lots: readonly {
    readonly lotCode: string
    readonly base: LotPlay
    readonly candidate: LotPlay
    readonly comparison: { readonly comesIn: readonly string[]; readonly dropsOut: readonly string[] }
  }[]
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 8)
  office = await platform.person('office')
})

const runsOf = async (id: string) => (await office.ask<{ dryRuns: readonly Run[] }>(RUNS, { id })).dryRuns

/** Six suppliers in one lot, the dearer the better, of whom the small pack lets three win. */
const QUOTES = {
  'HQ-T': [1, 2, 3, 4, 5, 6].map(n => ({
    supplier: `S${n}`,
    qualityCenti: 7_000 + 300 * n,
    priceFen: 9_000 + 500 * n,
  })),
}

describe('a dry run on an invented market', () => {
  it('plays every lot under both packs, twice the same, and changes nothing', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await seedDraft(platform, id, 20)
    const before = await platform.db.prisma.rankingEntry.count()
    for (const _ of [1, 2]) await office.act(START, { ...draft, s: 'synthetic', n: 7 })
    await platform.drainJobs()
    const [second, first] = await runsOf(id)
    expect(first?.job.status).toBe('done')
    expect(first?.baseTotals.lots).toBe(4)
    expect(first?.lots).toEqual(second?.lots)
    expect(first?.baseTotals.winners).toBeGreaterThan(first?.candidateTotals.winners ?? 0)
    for (const lot of first?.lots ?? []) {
      expect(lot.candidate.winners.length).toBeLessThanOrEqual(20)
    }
    expect(await platform.db.prisma.rankingEntry.count()).toBe(before)
    expect(await platform.db.prisma.award.count()).toBe(0)
  })

  it('may be delivered twice, and cancelled', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await seedDraft(platform, id, 20)
    const run = await office.act<Run>(START, { ...draft, s: 'synthetic' })
    const chunks = await platform.db.prisma.jobChunk.findMany({ where: { job: { id: run.job.id } } })
    const worker = { ...platform.command, actor: null }
    await Promise.all([...chunks, ...chunks].map(chunk => runChunk(worker, chunk.id)))
    expect((await runsOf(id))[0]?.lots).toHaveLength(4)
    const other = await office.act<Run>(START, { ...draft, s: 'synthetic', n: 2 })
    await office.act(CANCEL, { j: other.job.id })
    await platform.drainJobs()
    expect((await runsOf(id))[0]).toMatchObject({ job: { status: 'cancelled' }, lots: [] })
  })

  it('stays as it was computed', async () => {
    await expect(platform.db.tx(tx => tx.run(`UPDATE dry_run_lot SET base = '{}'`))).rejects.toThrow()
    await expect(platform.db.tx(tx => tx.run('DELETE FROM dry_run'))).rejects.toThrow()
  })
})

describe('a dry run on real results', () => {
  it('plays frozen scores and opened prices of another tender as they were', async () => {
    const past = await seedTender(platform, 'shortlist')
    await seedOpenedBids(platform, past, QUOTES)
    const id = await seedTender(platform, 'demand')
    const draft = await seedDraft(platform, id, 2)
    await office.act(START, { ...draft, s: 'tender', t: past })
    await platform.drainJobs()
    const lot = (await runsOf(id))[0]?.lots.find(one => one.lotCode === 'HQ-T')
    // M = 6: S = min(60, ⌈4.8⌉) = 5; W = min(50, ⌊4⌋) = 4, or 2 under the draft.
    expect(lot?.base).toMatchObject({ entered: 6, ceilingFen: '20000' })
    expect([lot?.base.shortlisted.length, lot?.base.winners.length, lot?.candidate.winners.length]).toEqual([5, 4, 2])
    expect(lot?.comparison.dropsOut).toHaveLength(2)
    expect(lot?.base.winners[0]?.priceFen).toMatch(/^\d+$/)
  })

  it('scores anew only what the draft asks otherwise', async () => {
    const past = await seedTender(platform, 'shortlist')
    await seedOpenedBids(platform, past, QUOTES)
    const id = await seedTender(platform, 'demand', {
      ...SMALL_PACK,
      indicators: SMALL_PACK.indicators.map(one => (one.code === 'Q1' ? { ...one, level: 'company' as const } : one)),
    })
    await office.act(START, { ...(await seedDraft(platform, id, 50)), s: 'tender', t: past })
    await platform.drainJobs()
    const lot = (await runsOf(id))[0]?.lots.find(one => one.lotCode === 'HQ-T')
    // The seeded review kept totals only: under other indicators nothing is known of its items, and nobody reaches the floor.
    expect([lot?.base.belowFloor, lot?.candidate.belowFloor]).toEqual([6, 0])
  })

  it('is refused before the opening, and reads nothing sealed (招标投标法 36)', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await seedDraft(platform, id, 20)
    const sealed = await seedTender(platform, 'bidRound1')
    await platform.db.tx(async tx => {
      await tx.run('UPDATE lot SET ceiling_fen = 20000 WHERE tender_id = $1', [sealed])
      await tx.run(
        `INSERT INTO price_round (tender_id, number, status, officers_needed, platform_public_key) VALUES ($1, 1, 'opening', 3, '\\x00')`,
        [sealed],
      )
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg) SELECT $1, l.id, s.id, 'submitted', 1
         FROM lot l, supplier s WHERE l.tender_id = $1 AND l.code = 'DG-T' AND s.code = 'S8'`,
        [sealed],
      )
      await tx.run(
        `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen) SELECT r.id, d.id, 'opened', 4321
         FROM price_round r JOIN declaration d ON d.tender_id = r.tender_id WHERE r.tender_id = $1`,
        [sealed],
      )
    })
    expect(await codes(office.act(START, { ...draft, s: 'tender', t: sealed }))).toEqual([
      'roundNotOpened sourceTenderId',
    ])
    expect(await codes(office.act(START, { ...draft, s: 'tender' }))).toEqual(['required sourceTenderId'])
    // On invented prices the same tender can be played; the price that waits for its opening is in nothing that is kept.
    const own = await seedDraft(platform, sealed, 20)
    await office.act(START, { ...own, s: 'synthetic' })
    await platform.drainJobs()
    const kept = JSON.stringify(await runsOf(sealed))
    expect(kept).toContain('DG-T')
    expect(kept).not.toMatch(/"4321"|"S8"/)
  })

  it('is the office’s to start and the control’s to see', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await seedDraft(platform, id, 20)
    const supplier = await platform.person('supplier-S1')
    expect(await codes(supplier.act(START, { ...draft, s: 'synthetic' }))).toEqual(['forbidden'])
    await expect(supplier.ask(RUNS, { id })).rejects.toThrow(/无权/)
    expect(await (await platform.person('supervisor')).ask(RUNS, { id })).toEqual({ dryRuns: [] })
    expect(await codes(office.act(START, { ...draft, s: 'guess' }))).toEqual(['notOneOf source'])
    expect(await codes(office.act(START, { ...draft, r: 99, s: 'synthetic' }))).toEqual(['notFound revision'])
  })
})
