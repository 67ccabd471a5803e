/** The people and things of a rehearsed campaign. Pure: the same scale and seed give the same world. */
import { largestRemainder } from '#domain/apportion.ts'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'
import { GRADES, VARIETIES, type VarietySeed } from '../../prisma/seed/catalogue.ts'
import { cities as allCities, provinces as allProvinces, type Division } from '../../prisma/seed/divisions.ts'
import { type Random, random } from '../random.ts'
import type { Scale } from '../scale.ts'
import { creditCode, hospitalName, personName, supplierName } from './names.ts'

export interface WorldCity extends Division {
  readonly province: string
}
export interface WorldHospital {
  readonly code: string
  readonly name: string
  readonly level: 'tertiary' | 'secondary' | 'primary'
  readonly cityCode: string
}
export interface WorldSupplier {
  readonly code: string
  readonly name: string
  readonly provinceCode: string
  readonly licenceNo: string
  readonly relatedGroup: string | null
  /** How good its papers are, 0 to 1: the thread through its answers. */
  readonly strength: number
}
export interface WorldExpert {
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly region: string
  readonly employer: string
  readonly outside: boolean
}
export interface WorldLot {
  readonly code: string
  readonly variety: VarietySeed
  /** Usual price, fen per kg. */
  readonly marketFen: number
}
export interface World {
  readonly scale: Scale
  readonly seed: number
  readonly pack: RulePack
  readonly provinces: readonly Division[]
  readonly cities: readonly WorldCity[]
  readonly hospitals: readonly WorldHospital[]
  readonly lots: readonly WorldLot[]
  readonly suppliers: readonly WorldSupplier[]
  readonly distributors: readonly { readonly code: string; readonly name: string }[]
  readonly experts: readonly WorldExpert[]
  /** kg by hospital (as in `hospitals`) and lot (as in `lots`). */
  readonly demandKg: readonly (readonly number[])[]
  /** Suppliers (by index) that declare for each lot. */
  readonly declarers: readonly (readonly number[])[]
}

export function makeWorld(scale: Scale, seed: number): World {
  const rng = (name: string) => random(seed, name)
  const provinces = allProvinces().filter(p => p.code in scale.citiesOf)
  const cities = provinces.flatMap(p =>
    allCities()
      .filter(c => c.province === p.code)
      .slice(0, scale.citiesOf[p.code]),
  )
  const hospitals = makeHospitals(scale, cities, rng('hospitals'))
  const lots = VARIETIES.slice(0, scale.varieties).flatMap(variety =>
    GRADES.map(g => ({
      code: `${variety.code}-${g.suffix}`,
      variety,
      marketFen: g.grade === 'sorted' ? Math.round(variety.marketFen * 1.35) : variety.marketFen,
    })),
  )
  const suppliers = makeSuppliers(scale, provinces, rng('suppliers'))
  const pack = makePack(scale)
  return {
    scale,
    seed,
    pack,
    provinces,
    cities,
    hospitals,
    lots,
    suppliers,
    distributors: makeDistributors(scale, provinces, rng('distributors')),
    experts: makeExperts(scale, provinces, pack, rng('experts')),
    demandKg: makeDemand(scale, hospitals, lots.length, rng('demand')),
    declarers: makeDeclarers(scale, lots.length, suppliers, rng('declarers')),
  }
}

/** The first batch's rules; a small rehearsal draws too few experts for each specialty to keep to its own. */
function makePack(scale: Scale): RulePack {
  if (scale.name === 'seed') return DEFAULT_RULE_PACK
  const quotas = largestRemainder(
    DEFAULT_RULE_PACK.review.strata.map(s => BigInt(s.quota)),
    BigInt(scale.drawn),
  )
  const strata = DEFAULT_RULE_PACK.review.strata.map((s, i) => ({ ...s, quota: Number(quotas[i] ?? 0n) }))
  const { indicators, review } = DEFAULT_RULE_PACK
  const isSmall = scale.drawn < 70
  return {
    ...DEFAULT_RULE_PACK,
    indicators: isSmall ? indicators.map(indicator => ({ ...indicator, specialty: null })) : indicators,
    // A panel and as many others for the re-review take ten.
    review: { ...review, panelSize: scale.drawn < 10 ? 0 : review.panelSize, drawnTotal: scale.drawn, strata },
  }
}

function makeHospitals(scale: Scale, cities: readonly WorldCity[], r: Random): WorldHospital[] {
  const counts = largestRemainder(
    cities.map(() => BigInt(r.int(6, 14))),
    BigInt(scale.hospitals),
  )
  const names = new Set<string>()
  return cities.flatMap((city, c) =>
    Array.from({ length: Number(counts[c] ?? 0n) }, (_, i) => {
      const level = i < 2 ? 'tertiary' : i % 4 === 0 ? 'secondary' : 'primary'
      return {
        code: `H${city.code}${String(i + 1).padStart(4, '0')}`,
        name: unused(names, hospitalName(r, city.name, level, i)),
        level,
        cityCode: city.code,
      }
    }),
  )
}

/** The name, or the name with the first number that makes it new. */
function unused(names: Set<string>, name: string): string {
  let found = name
  for (let n = 2; names.has(found); n++) found = `${name}（${n}）`
  names.add(found)
  return found
}

function makeSuppliers(scale: Scale, provinces: readonly Division[], r: Random): WorldSupplier[] {
  return Array.from({ length: scale.suppliers }, (_, i) => {
    const province = provinces[i % provinces.length] as Division
    return {
      code: creditCode(province.code, i + 1),
      name: supplierName(r, province.name.replace(/省|市|自治区|壮族|回族|维吾尔|生产建设兵团/g, ''), i),
      provinceCode: province.code,
      licenceNo: `${province.name.slice(0, 1)}20${r.int(15, 24)}${String(i + 1).padStart(4, '0')}`,
      // A few groups of two companies under one roof: they must stay out of each other's lots.
      relatedGroup: i % 50 === 7 || i % 50 === 8 ? `G${Math.floor(i / 50)}` : null,
      strength: 0.62 + 0.38 * r.next(),
    }
  })
}

const makeDistributors = (scale: Scale, provinces: readonly Division[], r: Random) =>
  Array.from({ length: scale.distributors }, (_, i) => {
    const province = provinces[i % provinces.length] as Division
    return {
      code: creditCode(province.code, 500_000 + i),
      name: `${province.name}${r.pick(['医药配送', '中药物流', '药材配送'])}${i + 1}有限公司`,
    }
  })

function makeExperts(scale: Scale, provinces: readonly Division[], pack: RulePack, r: Random): WorldExpert[] {
  const employers = ['中医药大学', '药品检验研究院', '中医医院药学部', '中药研究所', '中医药学会']
  return Array.from({ length: scale.experts }, (_, i) => {
    const region = r.pick(provinces)
    return {
      code: `E${String(i + 1).padStart(5, '0')}`,
      name: personName(r),
      specialty: pack.review.strata[i % pack.review.strata.length]?.code ?? '',
      region: region.code,
      employer: `${region.name}${r.pick(employers)}`,
      outside: i % 5 !== 0,
    }
  })
}

const LEVEL_WEIGHT = { tertiary: 12, secondary: 4, primary: 1 } as const

/** Every hospital wants at least a kilogram of every lot; the rest follows size and popularity, exact to the total. */
function makeDemand(scale: Scale, hospitals: readonly WorldHospital[], lots: number, r: Random): number[][] {
  const popularity = Array.from({ length: lots }, () => 0.3 + r.next())
  const weights = hospitals.flatMap(h =>
    popularity.map(p => BigInt(1 + Math.floor(1000 * LEVEL_WEIGHT[h.level] * p * (0.2 + r.next())))),
  )
  const shares = largestRemainder(weights, scale.demandKg - BigInt(weights.length))
  return hospitals.map((_, h) => Array.from({ length: lots }, (_x, l) => 1 + Number(shares[h * lots + l] ?? 0n)))
}

/** Exactly `scale.declarations` pairs: big makers declare for most lots, small ones for a few, related ones apart. */
function makeDeclarers(scale: Scale, lots: number, suppliers: readonly WorldSupplier[], r: Random): number[][] {
  const counts = largestRemainder(
    Array.from({ length: lots }, () => 1n),
    BigInt(scale.declarations),
  )
  const size = suppliers.map((_, i) => 1 / (1 + (12 * i) / suppliers.length))
  return Array.from({ length: lots }, (_, lot) => {
    const order = suppliers
      .map((s, i) => ({
        i,
        group: s.relatedGroup,
        key: i % lots === lot ? -1 : -Math.log(1 - r.next()) / (size[i] ?? 1),
      }))
      .sort((a, b) => a.key - b.key || a.i - b.i)
    const chosen: number[] = []
    const groups = new Set<string>()
    for (const { i, group } of order) {
      if (chosen.length === Number(counts[lot] ?? 0n)) break
      if (group !== null && groups.has(group)) continue
      if (group !== null) groups.add(group)
      chosen.push(i)
    }
    return chosen.sort((a, b) => a - b)
  })
}
