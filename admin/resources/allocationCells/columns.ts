import type { Column } from '../columns.tsx'

/** allocationCells: who delivers how much of what to whom, and why. */
export const CELL_COLUMNS: readonly Column[] = [
  { source: 'hospital.name', label: 'hospital' },
  { source: 'lot.code', label: 'lotCode' },
  { source: 'lot.spec.variety.name', label: 'variety' },
  { source: 'lot.spec.grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'supplier.name', label: 'supplier' },
  { source: 'baseKg', label: 'baseKg', kind: 'kg' },
  { source: 'adjustmentKg', label: 'adjustmentKg', kind: 'kg' },
  { source: 'reasons', label: 'reasons', kind: 'word', set: 'allocationReason' },
]
