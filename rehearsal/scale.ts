/** How large a rehearsed campaign is. `seed` has exactly the figures of the first batch. */
export interface Scale {
  readonly name: 'mini' | 'tiny' | 'seed' | 'x10'
  /** Cities per member province, by province code; the keys are the members. */
  readonly citiesOf: Readonly<Record<string, number>>
  readonly hospitals: number
  readonly varieties: number
  readonly demandKg: bigint
  readonly suppliers: number
  readonly declarations: number
  readonly distributors: number
  readonly experts: number
  readonly drawn: number
}

/** 110 cities of the first batch's 15 members. */
const FIRST_BATCH: Readonly<Record<string, number>> = {
  '370000': 16,
  '140000': 11,
  '150000': 9,
  '220000': 7,
  '230000': 8,
  '340000': 12,
  '350000': 9,
  '360000': 8,
  '430000': 9,
  '530000': 6,
  '540000': 2,
  '630000': 2,
  '640000': 3,
  '650000': 5,
  '660000': 3,
}

const ALL = 999

/** Every mainland province and the corps, all of their cities. */
const EVERYWHERE: Readonly<Record<string, number>> = Object.fromEntries(
  [
    '11',
    '12',
    '13',
    '14',
    '15',
    '21',
    '22',
    '23',
    '31',
    '32',
    '33',
    '34',
    '35',
    '36',
    '37',
    '41',
    '42',
    '43',
    '44',
    '45',
    '46',
    '50',
    '51',
    '52',
    '53',
    '54',
    '61',
    '62',
    '63',
    '64',
    '65',
    '66',
  ].map(p => [`${p}0000`, ALL]),
)

export const SCALES: Readonly<Record<Scale['name'], Scale>> = {
  /** One variety and three suppliers: small enough for one person to play every part by hand. */
  mini: {
    name: 'mini',
    citiesOf: { '370000': 2, '140000': 2 },
    hospitals: 12,
    varieties: 1,
    demandKg: 2_400n,
    suppliers: 3,
    declarations: 6,
    distributors: 3,
    experts: 32,
    drawn: 7,
  },
  tiny: {
    name: 'tiny',
    citiesOf: { '370000': 2, '140000': 2 },
    hospitals: 12,
    varieties: 2,
    demandKg: 12_345n,
    suppliers: 9,
    declarations: 30,
    distributors: 3,
    experts: 32,
    drawn: 12,
  },
  seed: {
    name: 'seed',
    citiesOf: FIRST_BATCH,
    hospitals: 6_050,
    varieties: 21,
    demandKg: 6_558_800n,
    suppliers: 308,
    declarations: 4_000,
    distributors: 60,
    experts: 320,
    drawn: 70,
  },
  x10: {
    name: 'x10',
    citiesOf: EVERYWHERE,
    hospitals: 60_500,
    varieties: 21,
    demandKg: 65_588_000n,
    suppliers: 3_080,
    declarations: 40_000,
    distributors: 600,
    experts: 3_000,
    drawn: 700,
  },
}
