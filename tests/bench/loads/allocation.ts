/** Load 6: splitting 42 lots between 6,050 hospitals and up to 50 winners each; and what HiGHS says about one of them. */
import highs from 'highs'
import {
  type AllocationCell,
  allocateSlicesDefault,
  type LotAllocationInput,
} from '#domain/allocation/slicesDefault.ts'
import { random } from '../../../rehearsal/random.ts'
import type { World } from '../../../rehearsal/world/index.ts'
import { alternate, inform, promise, promiseAtMost, type Row, timed } from '../measure.ts'
import type { Size } from '../size.ts'
import { transportModel } from '../transport.ts'

const WINNERS_MAX = 50
const TIMES_MORE = 10

/** A lot with capacities half as large again as the volume, unevenly spread, and picks that crowd the best ranked. */
function makeInput(world: World, l: number, copies: number): LotAllocationInput {
  const lot = world.lots[l]?.code ?? ''
  const r = random(world.seed, `bench/${lot}/${copies}`)
  const declarers = (world.declarers[l] ?? []).slice(0, WINNERS_MAX)
  const kg = world.demandKg.reduce((sum, lines) => sum + (lines[l] ?? 0), 0) * copies
  const winners = declarers.map((s, i) => ({
    supplier: world.suppliers[s]?.code ?? '',
    rank: i + 1,
    capacityKg: Math.ceil((kg / declarers.length) * (0.5 + 2 * r.next())),
  }))
  const pick = () => winners[Math.floor(winners.length * r.next() ** 2)]?.supplier ?? ''
  const picks = () => Array.from({ length: [0, 1, 1, 1, 1, 1, 1, 1, 2, 3][r.int(0, 9)] ?? 1 }, pick)
  const lines = Array.from({ length: copies }, (_, copy) =>
    world.hospitals.map((h, i) => ({
      hospital: `${h.code}-${copy}`,
      city: h.cityCode,
      demandKg: world.demandKg[i]?.[l] ?? 0,
      picks: picks(),
    })),
  ).flat()
  return { lot, winners, lines, cityDefaults: new Map(world.cities.map(city => [city.code, pick()])) }
}

/** Allocates all lots, one in memory at a time, as the worker does. @returns seconds, without making the inputs */
async function allocateAll(world: World, copies: number): Promise<number> {
  let ms = 0
  for (const l of world.lots.keys()) {
    const input = makeInput(world, l, copies)
    ms += await timed(() => {
      if (!allocateSlicesDefault(input, world.pack.allocation).ok) throw new Error(`${input.lot}: no allocation`)
    })
  }
  return ms / 1000
}

export async function allocation({ world, runs }: Size): Promise<readonly Row[]> {
  const seconds = await alternate(Math.min(runs, 3), {
    once: () => allocateAll(world, 1),
    more: () => allocateAll(world, TIMES_MORE),
  })
  const lots = `${world.lots.length} lots × ${world.hospitals.length.toLocaleString('en')} hospitals`
  return [
    promiseAtMost({ load: '6', what: lots, unit: 's', ours: seconds.once }, 5),
    promise(
      { load: '6', what: `${lots} × 10; limit: × 1`, unit: 's', ours: seconds.more, limit: seconds.once },
      { atMost: 12 },
    ),
    ...(await compareWithOptimum(makeInput(world, 0, 1), world)),
  ]
}

/** HiGHS knows nothing of our code: it confirms the split, and says how many kg could have gone to hospitals' own picks. */
async function compareWithOptimum(input: LotAllocationInput, world: World): Promise<readonly Row[]> {
  const result = allocateSlicesDefault(input, world.pack.allocation)
  if (!result.ok) throw new Error('no allocation to compare')
  const solver = await highs()
  const solve = (kgOf: (cell: AllocationCell) => number, fixed: boolean): number => {
    const solution = solver.solve(transportModel(input, result.cells, kgOf, fixed))
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS: ${solution.Status}`)
    return solution.ObjectiveValue
  }
  const all = (cell: AllocationCell) => cell.baseKg + cell.adjustmentKg
  const base = (cell: AllocationCell) => cell.baseKg
  const compare = (what: string, kgOf: (cell: AllocationCell) => number) =>
    inform({
      load: '6',
      what: `${input.lot}: ${what}; limit: HiGHS`,
      unit: 'kg',
      ours: solve(kgOf, true),
      limit: solve(kgOf, false),
    })
  return [
    compare('base volume with own picks', base),
    compare('all volume with own picks (the adjustment follows ranks)', all),
  ]
}
