/** Load desk: 300 signed-in people for two minutes; experts save drafts, suppliers read; nothing acknowledged is lost. */
import http from 'node:http'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { graphql, inform, promiseAtMost, quantile, type Row, timed } from '../measure.ts'
import { setStage, signIn } from '../rows.ts'
import { type Side, type Stand, settle } from '../stand.ts'
import { type BenchItem, seedExperts, seedOpenSheets } from './deskRows.ts'

const SAVE = `mutation($d:[ScoreDraftInput!]!){saveDrafts(drafts:$d){__typename ...on Done{count} ...on Refusal{violations{code path message}}}}`
const READ = 'query($id:ID!){declarations(page:1,perPage:25,filter:{tenderId:$id}){total items{id status capacityKg}}}'
const BATCH_MOST = 10

interface Scale {
  readonly experts: number
  readonly suppliers: number
  readonly subjects: number
  readonly seconds: number
}

const FULL: Scale = { experts: 220, suppliers: 80, subjects: 20, seconds: 120 }
const SMALL: Scale = { experts: 22, suppliers: 8, subjects: 5, seconds: 15 }

interface Tally {
  readonly saves: number[]
  readonly reads: number[]
  /** Last acknowledged points by '<sheet> <indicator>'. */
  readonly acknowledged: Map<string, number>
  /** Of these the answer never came: either value may stand. */
  readonly uncertain: Set<string>
  failures: number
}

interface Actor {
  readonly agent: http.Agent
  readonly url: string
  readonly cookie: string
  readonly until: number
}

/** An expert: 1 to 10 items, an answer, a second or two of thought. */
async function score({ agent, url, cookie, until }: Actor, items: readonly BenchItem[], tally: Tally): Promise<void> {
  await pause(Math.random() * 2000)
  for (let at = 0; performance.now() < until; ) {
    const count = 1 + Math.floor(Math.random() * BATCH_MOST)
    const batch = Array.from({ length: count }, (_, i) => items[(at + i) % items.length])
      .filter(item => item !== undefined)
      .map(item => ({
        sheetId: item.sheetId,
        indicatorCode: item.indicatorCode,
        pointsCenti: Math.floor(Math.random() * item.maximum * 100),
      }))
    at += count
    try {
      tally.saves.push(await timed(() => graphql(agent, url, cookie, SAVE, { d: batch })))
      for (const { sheetId, indicatorCode, pointsCenti } of batch)
        tally.acknowledged.set(`${sheetId} ${indicatorCode}`, pointsCenti)
    } catch {
      tally.failures += 1
      for (const { sheetId, indicatorCode } of batch) tally.uncertain.add(`${sheetId} ${indicatorCode}`)
    }
    await pause(1000 + Math.random() * 1000)
  }
}

async function read({ agent, url, cookie, until }: Actor, tenderId: string, tally: Tally): Promise<void> {
  while (performance.now() < until) {
    await pause(1000 + Math.random() * 1000)
    try {
      tally.reads.push(await timed(() => graphql(agent, url, cookie, READ, { id: tenderId })))
    } catch {
      tally.failures += 1
    }
  }
}

/** Acknowledged drafts that the database does not hold with their last value. */
async function countLost({ db }: Stand, { acknowledged, uncertain }: Tally): Promise<number> {
  const rows = await db.tx(tx =>
    tx.rows<{ key: string; points: number }>(
      `SELECT sheet_id || ' ' || indicator_code AS key, points_centi AS points FROM score_draft`,
    ),
  )
  const stored = new Map(rows.map(row => [row.key, row.points]))
  return [...acknowledged].filter(([key, points]) => !uncertain.has(key) && stored.get(key) !== points).length
}

async function play(stand: Stand, api: Side, scale: Scale, tally: Tally): Promise<void> {
  const { world } = stand.size
  const experts = world.experts.slice(0, scale.experts).map(expert => expert.code)
  const suppliers = world.suppliers.slice(0, scale.suppliers).map(supplier => supplier.code)
  const items = await stand.db.tx(async tx => {
    await seedExperts(tx, experts)
    return seedOpenSheets(tx, stand, experts, scale.subjects, 'SAVE', indicator => indicator.points)
  })
  await settle(stand.databaseUrl)
  const cookies = await signIn(stand.db, [...experts, ...suppliers])
  const agent = new http.Agent({ keepAlive: true, maxSockets: 400 })
  const until = performance.now() + scale.seconds * 1000
  const actor = (login: string): Actor => ({ agent, url: api.url, cookie: cookies.get(login) ?? '', until })
  await Promise.all([
    ...experts.map(code => score(actor(code), items.get(code) ?? [], tally)),
    ...suppliers.map(code => read(actor(code), stand.tenderId, tally)),
  ])
  agent.destroy()
}

/** @returns times of saving and reading, failures, what is lost, and how busy the machine was with everything */
export async function scoringDesk(stand: Stand): Promise<readonly Row[]> {
  const scale = stand.size.name === 'full' ? FULL : SMALL
  const tally: Tally = { saves: [], reads: [], acknowledged: new Map(), uncertain: new Set(), failures: 0 }
  await setStage(stand.db, stand.tenderId, 'review')
  const before = loadavg()[0] ?? 0
  const api = await stand.startApi()
  let cpu = 0
  try {
    await play(stand, api, scale, tally)
    cpu = api.cpuSeconds()
  } finally {
    await api.stop()
  }
  const load = 'desk'
  const at = (times: readonly number[], q: number) => quantile(times, q)
  const people = scale.experts + scale.suppliers
  return [
    inform({
      load,
      what: `${people} people, saves of 1–10 drafts`,
      unit: '/s',
      ours: tally.saves.length / scale.seconds,
    }),
    inform({ load, what: 'save, p50', unit: 'ms', ours: at(tally.saves, 0.5) }),
    inform({ load, what: 'save, p95', unit: 'ms', ours: at(tally.saves, 0.95) }),
    promiseAtMost({ load, what: 'save, p99', unit: 'ms', ours: at(tally.saves, 0.99) }, 300),
    inform({ load, what: 'read, p50', unit: 'ms', ours: at(tally.reads, 0.5) }),
    inform({ load, what: 'read, p99', unit: 'ms', ours: at(tally.reads, 0.99) }),
    promiseAtMost({ load, what: 'requests failed', unit: '', ours: tally.failures }, 0),
    promiseAtMost(
      { load, what: `lost of ${tally.acknowledged.size} drafts`, unit: '', ours: await countLost(stand, tally) },
      0,
    ),
    inform({ load, what: 'CPU of the API', unit: 's', ours: cpu }),
    inform({ load, what: 'load average before, 1 minute', unit: '', ours: before }),
    inform({ load, what: 'load average at the end, 1 minute', unit: '', ours: loadavg()[0] ?? 0 }),
  ]
}
