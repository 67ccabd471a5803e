import type { Column } from '../columns.tsx'

/** contracts: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'number', label: 'contractNumber' },
  { source: 'hospital.name', label: 'hospital' },
  { source: 'supplier.name', label: 'supplier' },
  { source: 'distributor.name', label: 'distributor' },
  { source: 'totalKg', label: 'totalKg', kind: 'kg' },
  { source: 'totalFen', label: 'totalFen', kind: 'money' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'supplierSignedAt', label: 'supplierSignedAt', kind: 'time', hidden: true },
  { source: 'distributorSignedAt', label: 'distributorSignedAt', kind: 'time', hidden: true },
  { source: 'hospitalSignedAt', label: 'hospitalSignedAt', kind: 'time', hidden: true },
  { source: 'contentHash', label: 'contentHash', kind: 'hash', hidden: true },
]
