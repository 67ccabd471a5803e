import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import type { Campaign } from './campaign.ts'
import type { Run } from './stages/allocation.ts'
import { countBy, type Ranked, type Winner } from './stages/award.ts'
import { demandLineCount } from './stages/demand.ts'
import type { Opened } from './stages/round.ts'

export interface Report {
  readonly scale: string
  readonly seed: number
  readonly counts: Readonly<Record<string, number>>
  readonly totals: { readonly demandKg: number; readonly agreedKg: number; readonly allocatedKg: number }
  readonly invariants: readonly { readonly name: string; readonly ok: boolean }[]
  readonly stages: readonly { readonly name: string; readonly seconds: number; readonly items: number }[]
  readonly peakMemoryMib?: { readonly api: number; readonly worker: number }
  /** SHA-256 over everything that the campaign decided, by business codes: the same seed gives the same digest. */
  readonly digest: string
}

/** Sums a finished campaign up. */
export async function makeReport(c: Campaign): Promise<Report> {
  const run = c.facts.get('run') as Run
  const winners = c.facts.get('winners') as Winner[]
  const shortlist = c.facts.get('shortlist') as Ranked[]
  const freeze = c.facts.get('freeze') as { itemCount: number; scoreCount: number }
  const counts = {
    provinces: c.world.provinces.length,
    cities: c.world.cities.length,
    hospitals: c.world.hospitals.length,
    lots: c.lots.length,
    demandLines: await demandLineCount(c),
    suppliers: c.world.suppliers.length,
    declarations: c.world.scale.declarations,
    indicatorItems: freeze.itemCount,
    scores: freeze.scoreCount,
    expertPool: c.world.experts.length,
    expertsDrawn: (c.facts.get('drawn') as string[]).length,
    bidsRound1: (c.facts.get('opened1') as Opened[]).length,
    bidsRound2: (c.facts.get('opened2') as Opened[]).length,
    shortlisted: shortlist.filter(e => e.selected).length,
    winners: winners.length,
    maxWinnersPerLot: Math.max(...countBy(winners, w => w.lot.code).values()),
    contracts: c.facts.get('contracts') as number,
    allocationLines: c.facts.get('cells') as number,
  }
  return {
    scale: c.world.scale.name,
    seed: c.world.seed,
    counts,
    totals: {
      demandKg: Number(c.world.scale.demandKg),
      agreedKg: Number(run.agreedKg),
      allocatedKg: Number(run.allocatedKg),
    },
    invariants: [...c.invariants].map(([name, ok]) => ({ name, ok })),
    stages: c.progress.stages,
    digest: digestOf(c, counts),
  }
}

function digestOf(c: Campaign, counts: object): string {
  const run = c.facts.get('run') as Run
  const bids = (round: number) =>
    (c.facts.get(`opened${round}`) as Opened[])
      .map(o => `${o.declaration.lot.code}/${o.declaration.supplier.code}=${o.priceFen ?? o.reason}`)
      .sort()
  const ranked = (c.facts.get('shortlist') as Ranked[])
    .map(
      e => `${e.lot.code}/${e.declaration.supplier.code}=${e.rank},${e.selected},${e.qualityCenti},${e.compositeCenti}`,
    )
    .sort()
  const winners = (c.facts.get('winners') as Winner[])
    .map(w => `${w.lot.code}/${w.declaration.supplier.code}=${w.rank},${w.priceFen}`)
    .sort()
  const decided = {
    counts,
    ceilings: c.facts.get('ceilings'),
    round1: bids(1),
    round2: bids(2),
    ranked,
    winners,
    allocation: run.outputHash,
    agreedKg: run.agreedKg,
  }
  return createHash('sha256').update(canonicalJson(decided)).digest('hex')
}
