/** What all stages of a rehearsed campaign share: the people, the tender, the queries asked again and again. */
import type { Stage } from '#domain/stage.ts'
import type { Door, Person } from './http.ts'
import type { Progress, Tick } from './progress.ts'
import type { World } from './world/index.ts'

export interface LotRef {
  readonly id: string
  readonly code: string
  readonly ceilingFen: bigint | null
  readonly demandKg: number
}

/** A rehearsal in progress. Maps fill up as the campaign moves. */
export interface Campaign {
  readonly world: World
  readonly door: Door
  readonly progress: Progress
  readonly password: string
  /** Prefix of everything that is new in this rehearsal's base data, so that it can run beside a real one. */
  readonly tenderCode: string
  readonly title: string
  readonly admin: Person
  readonly office: Person
  tenderId: string
  lots: readonly LotRef[]
  /** Announced with the documents. */
  declaringEnds: Date
  /** Signed-in people by login. */
  readonly people: Map<string, Person>
  /** What was claimed and whether it held. */
  readonly invariants: Map<string, boolean>
  /** Business facts for the digest and the invariants, by stage. */
  readonly facts: Map<string, unknown>
}

export const REFUSAL = '...on Refusal{violations{code path message}}'

/** How many requests are under way at once. */
export const WIDTH = 16

/** Signs a person in once and keeps them. */
export async function personOf(c: Campaign, login: string): Promise<Person> {
  const known = c.people.get(login)
  if (known) return known
  const person = await c.door.person(login, c.password)
  c.people.set(login, person)
  return person
}

/** Claims that something holds; a claim that failed once stays failed. */
export function claim(c: Campaign, name: string, ok: boolean): void {
  c.invariants.set(name, (c.invariants.get(name) ?? true) && ok)
}

export const advance = (c: Campaign, from: Stage) =>
  c.office.act(
    `mutation($id:ID!,$from:String!){advanceStage(tenderId:$id,from:$from){__typename ...on Tender{stage} ${REFUSAL}}}`,
    { id: c.tenderId, from },
  )

/** Moves the rehearsal's clock. */
export const wait = (c: Campaign, seconds: number) =>
  c.office.act(
    `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`,
    { id: c.tenderId, s: seconds },
  )

export async function now(c: Campaign): Promise<Date> {
  const { tenders } = await c.office.ask<{ tenders: { items: { now: string }[] } }>(
    'query($id:[ID!]){tenders(filter:{ids:$id}){items{now}}}',
    { id: [c.tenderId] },
  )
  return new Date(tenders.items[0]?.now ?? 0)
}

/** Moves the rehearsal's clock just past an instant. */
export async function waitUntil(c: Campaign, instant: Date): Promise<void> {
  const seconds = Math.ceil((instant.getTime() - (await now(c)).getTime()) / 1000) + 1
  if (seconds > 0) await wait(c, seconds)
}

export const plan = (c: Campaign, clocks: readonly { stage: Stage; closesAt: Date }[]) =>
  c.office.act(
    `mutation($id:ID!,$clocks:[StageClockInput!]!){planStages(tenderId:$id,clocks:$clocks){__typename ...on Tender{id} ${REFUSAL}}}`,
    { id: c.tenderId, clocks: clocks.map(k => ({ stage: k.stage, closesAt: k.closesAt.toISOString() })) },
  )

interface JobState {
  readonly id: string
  readonly status: string
  readonly done: number
  readonly total: number
  readonly error: string | null
}

/** Starts a job as the office and watches it to its end. */
export async function runJob(c: Campaign, mutation: string, tick: Tick): Promise<void> {
  let job = await c.office.act<JobState>(
    mutation.replace('JOB', `{__typename ...on Job{id status done total error} ${REFUSAL}}`),
    { id: c.tenderId },
  )
  let seen = 0
  for (;;) {
    tick(job.done - seen, job.total)
    seen = job.done
    if (job.status === 'done') return
    if (job.status !== 'running') throw new Error(`job ${mutation}: ${job.status}: ${job.error ?? ''}`)
    await new Promise(resolve => setTimeout(resolve, 100))
    const { jobs } = await c.office.ask<{ jobs: { items: JobState[] } }>(
      'query($ids:[ID!]){jobs(filter:{ids:$ids}){items{id status done total error}}}',
      { ids: [job.id] },
    )
    job = jobs.items[0] ?? job
  }
}

/** Every item of a list, page after page. */
export async function all<T>(
  person: Person,
  field: string,
  filterType: string,
  filter: unknown,
  fields: string,
  sort = '',
): Promise<T[]> {
  const items: T[] = []
  for (let page = 1; ; page++) {
    const data = await person.ask<Record<string, { items: T[] }>>(
      `query($page:Int,$filter:${filterType}){${field}(page:$page,perPage:1000${sort ? `,sort:"${sort}"` : ''},filter:$filter){items{${fields}}}}`,
      { page, filter },
    )
    const got = data[field]?.items ?? []
    items.push(...got)
    if (got.length < 1000) return items
  }
}

export async function loadLots(c: Campaign): Promise<void> {
  const rows = await all<{ id: string; code: string; ceilingFen: string | null; demandKg: string }>(
    c.office,
    'lots',
    'LotFilter',
    { tenderId: c.tenderId },
    'id code ceilingFen demandKg',
    'code',
  )
  c.lots = rows.map(r => ({
    id: r.id,
    code: r.code,
    ceilingFen: r.ceilingFen === null ? null : BigInt(r.ceilingFen),
    demandKg: Number(r.demandKg),
  }))
}

export function lotOf(c: Campaign, code: string): LotRef {
  const lot = c.lots.find(l => l.code === code)
  if (!lot) throw new Error(`no lot ${code}`)
  return lot
}

export const DAY_MS = 86_400_000
