/** A hospital that corrects its report over and over, and an office that starts jobs. */
import { type Campaign, personOf, REFUSAL } from '../../rehearsal/campaign.ts'
import { Refused } from '../../rehearsal/http.ts'
import { random } from '../../rehearsal/random.ts'
import { hold, pause } from './promise.ts'
import { type Counts, persist } from './stand.ts'

/** When lanes end. */
export interface Until {
  readonly isOver: boolean
}

/** What a hospital was last told to be saved: kilograms by lot. */
export type Reported = ReadonlyMap<string, number>

const REPORT = `mutation($id:ID!,$lines:[DemandLineInput!]!){reportDemand(tenderId:$id,lines:$lines){__typename ...on DemandReport{id} ${REFUSAL}}}`

/** Saves its demand again and again. @returns what it was last told to be saved */
export async function demandLane(c: Campaign, hospital: string, counts: Counts, until: Until): Promise<Reported> {
  const person = await personOf(c, hospital)
  const r = random(c.world.seed, `torture/${hospital}`)
  let saved: Reported = new Map()
  while (!until.isOver) {
    const lots = c.lots.filter(() => r.next() < 0.8)
    const lines = lots.map(lot => ({ lotId: lot.id, quantityKg: r.int(10, 900) }))
    const input = lines.map(line => ({ ...line, lastYearKg: line.quantityKg, lastPriceFen: '5000', reason: null }))
    await persist(counts, `report of ${hospital}`, () => person.act(REPORT, { id: c.tenderId, lines: input }))
    saved = new Map(lines.map(line => [line.lotId, line.quantityKg]))
    counts.reports++
    await pause(r.int(50, 400))
  }
  return saved
}

const START = `mutation($id:ID!){computeShortlist(tenderId:$id){__typename ...on Job{id} ${REFUSAL}}}`
const JOB_MS = 180_000

/** Has the shortlist computed over and over, one job after the other. */
export async function jobLane(c: Campaign, counts: Counts, until: Until): Promise<void> {
  while (!until.isOver) {
    try {
      await persist(counts, 'computeShortlist', () => c.office.act(START, { id: c.tenderId }))
    } catch (error) {
      // The answer of a try before this one was lost: its job runs.
      if (!(error instanceof Refused && error.violations[0]?.code === 'jobRunning')) throw error
    }
    await jobsEnded(c, counts)
    counts.jobs++
    await pause(200)
  }
}

interface JobState {
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly error: string | null
}

/** Waits until no job of the tender runs. */
export async function jobsEnded(c: Campaign, counts: Counts): Promise<void> {
  const started = performance.now()
  for (;;) {
    const { jobs } = await persist(counts, 'jobs', () =>
      c.office.ask<{ jobs: { items: JobState[] } }>(
        'query($f:JobFilter){jobs(perPage:1000,filter:$f){items{id kind status error}}}',
        { f: { tenderId: c.tenderId, status: 'running' } },
      ),
    )
    if (jobs.items.length === 0) return
    const isLate = performance.now() - started > JOB_MS
    hold(!isLate, 'every job ends', () => `after ${JOB_MS / 1000} s: ${JSON.stringify(jobs.items)}`)
    await pause(100)
  }
}
