/** The calls that a campaign makes once per hospital: how many a second, and what one costs the API's process. */
import http from 'node:http'
import { graphql, inform, type Row, timed } from '../measure.ts'
import { idsOf, PASSWORD, setStage, signIn } from '../rows.ts'
import { type Side, type Stand, settle } from '../stand.ts'

const LANES = 16
const REFUSAL = '...on Refusal{violations{code path message}}'
const REPORT = `{__typename ...on DemandReport{id status} ${REFUSAL}}`

interface Call {
  readonly name: string
  readonly query: string
  readonly variables: (hospital: number) => object
}

const login = (stand: Stand): Call => ({
  name: 'login',
  query: `mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on User{id} ${REFUSAL}}}`,
  variables: h => ({ l: stand.size.world.hospitals[h]?.code, p: PASSWORD }),
})

function reportDemand(stand: Stand, lots: ReadonlyMap<string, string>): Call {
  const { world } = stand.size
  const line = (h: number) => (lot: { code: string; marketFen: number }, l: number) => {
    const quantityKg = world.demandKg[h]?.[l] ?? 0
    return {
      lotId: lots.get(lot.code),
      quantityKg,
      lastYearKg: quantityKg,
      lastPriceFen: String(lot.marketFen),
      reason: null,
    }
  }
  return {
    name: 'reportDemand, 42 lines',
    query: `mutation($id:ID!,$lines:[DemandLineInput!]!){reportDemand(tenderId:$id,lines:$lines)${REPORT}}`,
    variables: h => ({ id: stand.tenderId, lines: world.lots.map(line(h)) }),
  }
}

const ofTender = (stand: Stand, name: string): Call => ({
  name,
  query: `mutation($id:ID!){${name}(tenderId:$id)${REPORT}}`,
  variables: () => ({ id: stand.tenderId }),
})

async function chooseSuppliers(stand: Stand, lots: ReadonlyMap<string, string>): Promise<Call> {
  const winners = await stand.db.tx(async tx => {
    await tx.run(
      `INSERT INTO award (declaration_id, lot_id, rank, price_fen, status)
       SELECT id, lot_id, rank, 100, 'final' FROM (SELECT id, lot_id, row_number() OVER (PARTITION BY lot_id ORDER BY id) AS rank FROM declaration) d
       WHERE rank <= 50 ON CONFLICT DO NOTHING`,
    )
    return tx.rows<{ lotId: string; ids: string[] }>(
      'SELECT lot_id AS "lotId", array_agg(declaration_id::text ORDER BY rank) AS ids FROM award GROUP BY lot_id',
    )
  })
  const of = new Map(winners.map(row => [row.lotId, row.ids]))
  return {
    name: 'chooseSuppliers, 42 lots',
    query: `mutation($id:ID!,$c:[ChoiceInput!]!){chooseSuppliers(tenderId:$id,choices:$c){__typename ...on Done{count} ${REFUSAL}}}`,
    variables: h => ({
      id: stand.tenderId,
      c: [...lots.values()].map((lotId, l) => ({
        lotId,
        picks: [of.get(lotId)?.[(h + l) % (of.get(lotId)?.length ?? 1)]],
      })),
    }),
  }
}

/** Each hospital calls once, `LANES` of them at once. */
async function run(stand: Stand, api: Side, cookies: ReadonlyMap<string, string>, call: Call): Promise<readonly Row[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: LANES })
  const hospitals = stand.size.world.hospitals.slice(0, 1500)
  let next = 0
  const lane = async () => {
    while (next < hospitals.length) {
      const h = next++
      await graphql(agent, api.url, cookies.get(hospitals[h]?.code ?? '') ?? '', call.query, call.variables(h))
    }
  }
  const before = api.cpuSeconds()
  const ms = await timed(() => Promise.all(Array.from({ length: LANES }, lane)))
  agent.destroy()
  const cpuMs = ((api.cpuSeconds() - before) * 1000) / hospitals.length
  return [
    inform({ load: 'calls', what: call.name, unit: 'req/s', ours: (hospitals.length * 1000) / ms }),
    inform({ load: 'calls', what: `${call.name}, CPU of the API`, unit: 'ms', ours: cpuMs }),
  ]
}

export async function hospitalCalls(stand: Stand): Promise<readonly Row[]> {
  const { db, tenderId } = stand
  await db.tx(async tx => {
    await tx.run('DELETE FROM demand_line')
    await tx.run('DELETE FROM demand_report')
  })
  await settle(stand.databaseUrl)
  const lots = await db.tx(tx => idsOf(tx, 'lot'))
  const cookies = await signIn(
    db,
    stand.size.world.hospitals.map(h => h.code),
  )
  const api = await stand.startApi()
  const rows: Row[] = []
  const measure = async (call: Call) => rows.push(...(await run(stand, api, cookies, call)))
  try {
    await setStage(db, tenderId, 'demand')
    await run(stand, api, cookies, reportDemand(stand, lots)) // warms up, and the lines are then written over
    await measure(login(stand))
    await measure(reportDemand(stand, lots))
    await measure(ofTender(stand, 'submitDemand'))
    await setStage(db, tenderId, 'allocation')
    await measure(await chooseSuppliers(stand, lots))
    await db.tx(tx =>
      tx.run(
        `INSERT INTO allocation_run (tender_id, number, mode, status, input_hash, agreed_kg, allocated_kg, adopted_at) VALUES ($1, 1, 'bench', 'done', '', 0, 0, now())`,
        [tenderId],
      ),
    )
    await measure(ofTender(stand, 'confirmVolumes'))
  } finally {
    await api.stop()
  }
  return rows
}
