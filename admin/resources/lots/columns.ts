import type { Column } from '../columns.tsx'

/** lots: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'lotCode' },
  { source: 'spec.variety.name', label: 'variety' },
  { source: 'spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'demandKg', label: 'demandKg', kind: 'kg' },
  { source: 'ceilingFen', label: 'ceiling', kind: 'money' },
  { source: 'ceilingBasis', label: 'ceilingBasis', kind: 'json', hidden: true },
  { source: 'spec.standard', label: 'standard', kind: 'json', hidden: true },
]
