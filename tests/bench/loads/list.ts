/** Load 1: a page of 25 demand lines, filtered and sorted, with its total and two relations. */
import http from 'node:http'
import { alternate, graphql, inform, promise, type Row, rateOf, send } from '../measure.ts'
import { signIn } from '../rows.ts'
import type { Stand } from '../stand.ts'

const LANES = 16
const PAGES = 40
const FILTERS_KG = [5, 20, 50, 100]

const QUERY = `query($page: Int, $filter: DemandLineFilter) {
  demandLines(page: $page, perPage: 25, sort: "quantityKg", order: DESC, filter: $filter) {
    total items { id quantityKg lastPriceFen hospital { code name } lot { code spec { code variety { name } } } } } }`

export async function listPage(stand: Stand): Promise<readonly Row[]> {
  const cookie = (await signIn(stand.db, ['office-1'])).get('office-1') ?? ''
  const api = await stand.startApi()
  const raw = await stand.startProgram('rawServer.ts')
  const agent = new http.Agent({ keepAlive: true, maxSockets: LANES })
  const { tenderId, size } = stand
  let call = 0
  const next = () => ({ tenderId, page: 1 + (call++ % PAGES), minKg: FILTERS_KG[call % FILTERS_KG.length] ?? 5 })
  const askRaw = (count: string) => () =>
    rateOf(LANES, size.seconds, async () => void (await send(agent, `${raw.url}/${count}`, '', JSON.stringify(next()))))
  let cpuMs = 0
  const askOurs = async () => {
    const before = api.cpuSeconds()
    const rate = await askPages()
    cpuMs = ((api.cpuSeconds() - before) * 1000) / (rate * size.seconds)
    return rate
  }
  const askPages = () =>
    rateOf(LANES, size.seconds, async () => {
      const { page, minKg } = next()
      await graphql(agent, api.url, cookie, QUERY, { page, filter: { tenderId, minKg } })
    })
  try {
    const rates = await alternate(size.runs, { cached: askRaw('cached'), counted: askRaw('counted'), ours: askOurs })
    const figure = { load: '1', unit: 'req/s', ours: rates.ours }
    return [
      promise({ ...figure, what: 'list page; limit: raw pg, total kept 2 s', limit: rates.cached }, { atLeast: 0.6 }),
      inform({ ...figure, what: 'list page; limit: raw pg, total counted each time', limit: rates.counted }),
      inform({ load: '1', what: 'list page, CPU of the API', unit: 'ms', ours: cpuMs }),
    ]
  } finally {
    agent.destroy()
    await api.stop()
    await raw.stop()
  }
}
