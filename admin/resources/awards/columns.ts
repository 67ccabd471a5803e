import type { Column } from '../columns.tsx'

/** awards: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'lot.code', label: 'lotCode' },
  { source: 'lot.spec.variety.name', label: 'variety' },
  { source: 'lot.spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'rank', label: 'rank', kind: 'whole' },
  { source: 'declaration.supplier.name', label: 'supplier' },
  { source: 'priceFen', label: 'price', kind: 'money' },
  { source: 'lot.ceilingFen', label: 'ceiling', kind: 'money' },
  { source: 'declaration.capacityKg', label: 'capacityKg', kind: 'kg' },
  { source: 'status', label: 'status', kind: 'status' },
]
