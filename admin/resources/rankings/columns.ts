import type { Column } from '../columns.tsx'

/** rankings: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'lot.code', label: 'lotCode' },
  { source: 'lot.spec.variety.name', label: 'variety' },
  { source: 'lot.spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'phase', label: 'phase', kind: 'word', set: 'phase' },
  { source: 'rank', label: 'rank', kind: 'whole' },
  { source: 'declaration.supplier.name', label: 'supplier' },
  { source: 'selected', label: 'selected', kind: 'bool' },
  { source: 'qualityCenti', label: 'quality', kind: 'points' },
  { source: 'priceFen', label: 'price', kind: 'money' },
  { source: 'priceScoreCenti', label: 'priceScore', kind: 'points' },
  { source: 'compositeCenti', label: 'composite', kind: 'points' },
  { source: 'sampleFailures', label: 'failures', kind: 'failures', unsortable: true },
  { source: 'explanation', label: 'explanation', kind: 'json', hidden: true },
]
