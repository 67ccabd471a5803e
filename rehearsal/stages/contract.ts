import { advance, type Campaign, claim, personOf, REFUSAL, runJob, WIDTH } from '../campaign.ts'
import { inParallel } from '../progress.ts'
import { random } from '../random.ts'
import type { Winner } from './award.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`

/** Winners name two distributors in every city. */
export async function distribute(c: Campaign): Promise<void> {
  const codes = [...new Set((c.facts.get('winners') as Winner[]).map(w => w.declaration.supplier.code))].sort()
  const cities = await idsByCode(c, 'cities', 'CityFilter')
  const distributors = await idsByCode(c, 'distributors', 'DistributorFilter')
  await c.progress.stage('distribution', codes.length, tick =>
    inParallel(codes, WIDTH, async code => {
      const r = random(c.world.seed, `distribution/${code}`)
      const distributions = c.world.cities.map(city => ({
        cityId: cities.get(city.code),
        distributorIds: r
          .shuffle(c.world.distributors)
          .slice(0, 2)
          .map(d => distributors.get(d.code)),
      }))
      await (await personOf(c, code)).act(
        `mutation($id:ID!,$d:[DistributionInput!]!){nameDistributors(tenderId:$id,distributions:$d)${DONE}}`,
        { id: c.tenderId, d: distributions },
      )
      tick()
    }),
  )
  await advance(c, 'distribution')
}

async function idsByCode(c: Campaign, field: string, filter: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (let page = 1; ; page++) {
    const data = await c.office.ask<Record<string, { items: { id: string; code: string }[] }>>(
      `query($p:Int,$f:${filter}){${field}(page:$p,perPage:1000,filter:$f){items{id code}}}`,
      { p: page, f: {} },
    )
    const items = data[field]?.items ?? []
    for (const item of items) ids.set(item.code, item.id)
    if (items.length < 1000) return ids
  }
}

/** Contracts are drafted and signed by suppliers, distributors and hospitals. */
export async function contract(c: Campaign): Promise<void> {
  await c.progress.stage('draft contracts', c.world.cities.length, tick =>
    runJob(c, 'mutation($id:ID!){generateContracts(tenderId:$id)JOB}', tick),
  )
  const logins = [
    ...new Set((c.facts.get('winners') as Winner[]).map(w => w.declaration.supplier.code)),
    ...c.world.distributors.map(d => d.code),
    ...c.world.hospitals.map(h => h.code),
  ]
  let signatures = 0
  await c.progress.stage('sign contracts', logins.length, tick =>
    inParallel(logins, WIDTH, async login => {
      const done = await (await personOf(c, login)).act<{ count: number }>(
        `mutation($id:ID!){signContracts(tenderId:$id)${DONE}}`,
        { id: c.tenderId },
      )
      signatures += done.count
      tick()
    }),
  )
  const { tenders } = await c.office.ask<{
    tenders: { items: { counters: { contracts: number; contractsEffective: number } }[] }
  }>('query($id:[ID!]){tenders(filter:{ids:$id}){items{counters{contracts contractsEffective}}}}', { id: [c.tenderId] })
  const counters = tenders.items[0]?.counters ?? { contracts: 0, contractsEffective: -1 }
  c.facts.set('contracts', counters.contracts)
  claim(
    c,
    'every contract signed three times',
    counters.contracts > 0 &&
      counters.contracts === counters.contractsEffective &&
      signatures === 3 * counters.contracts,
  )
  await advance(c, 'contracts')
}
