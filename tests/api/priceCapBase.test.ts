import { beforeAll, describe, expect, it } from 'vitest'
import type { PriceCapBase } from '#domain/policies.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { JOB } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform()
let office: Person

const QUOTES = {
  'HQ-T': [
    { supplier: 'S1', qualityCenti: 9_000, priceFen: 3_000 },
    ...['S2', 'S3', 'S4', 'S5'].map((supplier, i) => ({
      supplier,
      qualityCenti: 8_800 - 100 * i,
      priceFen: 10_000 + 1_000 * i,
    })),
  ],
}

interface Entry {
  selected: boolean
  explanation: { reasons: string[] }
  declaration: { id: string; supplier: { code: string } }
}

async function awarded(base: PriceCapBase | undefined): Promise<{ tenderId: string; entries: Entry[] }> {
  const { priceCapBase: _literal, ...cuts } = SMALL_PACK.cuts
  const pack = { ...SMALL_PACK, cuts: base ? { ...cuts, priceCapBase: base } : cuts }
  const tenderId = await seedTender(platform, 'shortlist', pack)
  await seedOpenedBids(platform, tenderId, QUOTES)
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await moveTo(platform, tenderId, 'award')
  await seedClosedSamples(platform, tenderId)
  await seedOpenedRound(platform, tenderId, 2, {})
  await office.act(`mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  const { rankings } = await office.ask<{ rankings: { items: Entry[] } }>(
    'query($f:RankingFilter){rankings(perPage:100,sort:"rank",filter:$f){items{selected explanation declaration{id supplier{code}}}}}',
    { f: { tenderId, phase: 'award' } },
  )
  return { tenderId, entries: rankings.items }
}

const winners = (entries: readonly Entry[]) =>
  entries.filter(one => one.selected).map(one => one.declaration.supplier.code)

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 5)
  office = await platform.person('office')
})

describe('the base of the price cap (1-domain §3.3 [A])', () => {
  it('of a pack that does not say, and of one that says so, is the lowest winner: the low price wins alone', async () => {
    for (const base of [undefined, 'lowestWinner'] as const) {
      const { entries } = await awarded(base)
      expect(winners(entries)).toEqual(['S1'])
      expect(entries.find(one => one.declaration.supplier.code === 'S2')?.explanation.reasons).toEqual([
        'priceAboveCap',
      ])
    }
  })

  it('may be the lowest winner that needs no justification: then the others keep their places', async () => {
    const { entries } = await awarded('lowestOrdinaryWinner')
    expect(winners(entries)).toEqual(['S1', 'S2', 'S3'])
    const { placeExplanation } = await office.ask<{ placeExplanation: { cut: unknown } }>(
      'query($d:ID!){placeExplanation(declarationId:$d,phase:"award")}',
      { d: entries.find(one => one.declaration.supplier.code === 'S2')?.declaration.id },
    )
    expect(placeExplanation.cut).toMatchObject({ capBase: 'lowestOrdinaryWinner', baseFen: '10000', capFen: '15000' })
  })
})
