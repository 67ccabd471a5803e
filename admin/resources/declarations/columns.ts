import type { Column } from '../columns.tsx'

/** declarations: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'lot.code', label: 'lotCode' },
  { source: 'lot.spec.variety.name', label: 'variety' },
  { source: 'lot.spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'supplier.name', label: 'supplier' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'capacityKg', label: 'capacityKg', kind: 'kg' },
  { source: 'answered', label: 'answered', kind: 'whole', unsortable: true },
  { source: 'proved', label: 'proved', kind: 'whole', unsortable: true },
  { source: 'qualityCenti', label: 'quality', kind: 'points' },
  { source: 'submittedAt', label: 'submittedAt', kind: 'time' },
]
