import type { Column } from '../columns.tsx'

/** demandLines: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'hospital.name', label: 'hospital' },
  { source: 'hospital.city.name', label: 'city' },
  { source: 'lot.code', label: 'lotCode' },
  { source: 'lot.spec.variety.name', label: 'variety' },
  { source: 'lot.spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'quantityKg', label: 'quantityKg', kind: 'kg' },
  { source: 'lastYearKg', label: 'lastYearKg', kind: 'kg' },
  { source: 'lastPriceFen', label: 'lastPrice', kind: 'money' },
  { source: 'outlier', label: 'outlier', kind: 'bool' },
  { source: 'reason', label: 'reason', hidden: true },
]
