import { advance, all, type Campaign, claim, personOf, REFUSAL, runJob, WIDTH } from '../campaign.ts'
import { inParallel } from '../progress.ts'
import { random } from '../random.ts'
import type { WorldHospital } from '../world/index.ts'
import type { Winner } from './award.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`

/** Cities set defaults, hospitals choose, the office computes and adopts, hospitals confirm. */
export async function allocate(c: Campaign): Promise<void> {
  const byLot = winnersByLot(c)
  await c.progress.stage('city defaults', c.world.cities.length, tick =>
    inParallel(c.world.cities, WIDTH, async city => {
      const defaults = c.lots.flatMap(lot => {
        const best = favourites(c, city.code, byLot.get(lot.code) ?? [])[0]
        return best ? [{ lotId: lot.id, declarationId: best.declaration.id }] : []
      })
      await (await personOf(c, `C${city.code}`)).act(
        `mutation($id:ID!,$d:[CityDefaultInput!]!){setCityDefaults(tenderId:$id,defaults:$d)${DONE}}`,
        { id: c.tenderId, d: defaults },
      )
      tick()
    }),
  )
  await c.progress.stage('choose suppliers', c.world.hospitals.length, tick =>
    inParallel(c.world.hospitals, WIDTH, async hospital => {
      const choices = choicesOf(c, hospital, byLot)
      if (choices.length > 0)
        await (await personOf(c, hospital.code)).act(
          `mutation($id:ID!,$c:[ChoiceInput!]!){chooseSuppliers(tenderId:$id,choices:$c)${DONE}}`,
          { id: c.tenderId, c: choices },
        )
      tick()
    }),
  )
  await c.progress.stage('allocate', c.world.lots.length, tick =>
    runJob(c, 'mutation($id:ID!){runAllocation(tenderId:$id)JOB}', tick),
  )
  await adopt(c)
  await c.progress.stage('confirm volumes', c.world.hospitals.length, tick =>
    inParallel(c.world.hospitals, WIDTH, async hospital => {
      await (await personOf(c, hospital.code)).act(
        `mutation($id:ID!){confirmVolumes(tenderId:$id){__typename ...on DemandReport{id} ${REFUSAL}}}`,
        { id: c.tenderId },
      )
      tick()
    }),
  )
  await advance(c, 'allocation')
}

function winnersByLot(c: Campaign): Map<string, Winner[]> {
  const byLot = new Map<string, Winner[]>()
  for (const winner of c.facts.get('winners') as Winner[])
    byLot.set(winner.lot.code, [...(byLot.get(winner.lot.code) ?? []), winner])
  return byLot
}

/** Hospitals stay with the makers they know: a liking per buyer and supplier, the same in every lot. */
function favourites(c: Campaign, buyer: string, winners: readonly Winner[]): Winner[] {
  return [...winners]
    .map(w => ({ w, liking: random(c.world.seed, `liking/${buyer}/${w.declaration.supplier.code}`).next() }))
    .sort((a, b) => b.liking - a.liking)
    .map(x => x.w)
}

/** Most hospitals pick one supplier a lot, some two or three; one line in ten is left to the city's default. */
function choicesOf(c: Campaign, hospital: WorldHospital, byLot: ReadonlyMap<string, readonly Winner[]>) {
  const r = random(c.world.seed, `choice/${hospital.code}`)
  const likings = new Map<string, number>()
  const liking = (code: string) => {
    const known = likings.get(code) ?? random(c.world.seed, `liking/${hospital.code}/${code}`).next()
    likings.set(code, known)
    return known
  }
  return c.lots.flatMap(lot => {
    const luck = r.next()
    if (luck < 0.1) return []
    const wanted = luck < 0.8 ? 1 : luck < 0.96 ? 2 : 3
    const sorted = [...(byLot.get(lot.code) ?? [])].sort(
      (a, b) => liking(b.declaration.supplier.code) - liking(a.declaration.supplier.code),
    )
    const picks = sorted.slice(0, wanted).map(w => w.declaration.id)
    return picks.length > 0 ? [{ lotId: lot.id, picks }] : []
  })
}

export interface Run {
  readonly id: string
  readonly status: string
  readonly agreedKg: string
  readonly allocatedKg: string
  readonly outputHash: string
}

async function adopt(c: Campaign): Promise<void> {
  const run = (
    await all<Run>(
      c.office,
      'allocationRuns',
      'AllocationRunFilter',
      { tenderId: c.tenderId },
      'id status agreedKg allocatedKg outputHash',
    )
  ).at(-1)
  if (!run) throw new Error('no allocation run')
  await c.office.act(`mutation($r:ID!){adoptAllocation(runId:$r){__typename ...on AllocationRun{id} ${REFUSAL}}}`, {
    r: run.id,
  })
  c.facts.set('run', run)
  claim(c, 'allocated = agreed in total', run.agreedKg === run.allocatedKg)
}

interface Cell {
  readonly baseKg: number
  readonly adjustmentKg: number
  readonly lot: { readonly code: string }
  readonly hospital: { readonly code: string }
  readonly supplier: { readonly code: string }
}

/** Reads every cell back, lot by lot, and checks line sums and capacities against the world. */
export async function checkCells(c: Campaign): Promise<void> {
  const run = c.facts.get('run') as Run
  const capacity = new Map(
    (c.facts.get('winners') as Winner[]).map(w => [
      `${w.lot.code}/${w.declaration.supplier.code}`,
      w.declaration.capacityKg,
    ]),
  )
  const hospitalIndex = new Map(c.world.hospitals.map((h, i) => [h.code, i]))
  let cells = 0
  await c.progress.stage('check allocation', c.lots.length, tick =>
    inParallel(c.lots, 2, async lot => {
      const l = c.world.lots.findIndex(x => x.code === lot.code)
      const rows = await all<Cell>(
        c.office,
        'allocationCells',
        'AllocationCellFilter!',
        { runId: run.id, lotId: lot.id },
        'baseKg adjustmentKg hospital{code} supplier{code}',
      )
      const perHospital = sumBy(rows, row => row.hospital.code)
      const perSupplier = sumBy(rows, row => row.supplier.code)
      const exact = c.world.hospitals.every(
        h =>
          (perHospital.get(h.code) ?? 0) === agreedKg(c, c.world.demandKg[hospitalIndex.get(h.code) ?? -1]?.[l] ?? 0),
      )
      claim(c, 'allocated = agreed for every hospital line', exact)
      claim(
        c,
        'no capacity exceeded',
        [...perSupplier].every(([code, kg]) => kg <= (capacity.get(`${lot.code}/${code}`) ?? 0)),
      )
      cells += rows.length
      tick()
    }),
  )
  c.facts.set('cells', cells)
}

/** Half up, whole kg. */
const agreedKg = (c: Campaign, demandKg: number) =>
  Math.floor((demandKg * c.world.pack.allocation.ratePercent * 2 + 100) / 200)

function sumBy(rows: readonly Cell[], key: (row: Cell) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.baseKg + row.adjustmentKg)
  return sums
}
