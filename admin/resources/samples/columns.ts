import type { Column } from '../columns.tsx'

/** samples: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'deliveryCode', label: 'deliveryCode' },
  { source: 'declaration.lot.code', label: 'lotCode' },
  { source: 'declaration.supplier.name', label: 'supplier' },
  { source: 'status', label: 'status', kind: 'status', set: 'sampleStatus' },
  { source: 'result', label: 'result', kind: 'status', set: 'sampleStatus' },
  { source: 'scoreCenti', label: 'sampleScore', kind: 'points' },
  { source: 'failures', label: 'failures', kind: 'failures', hidden: true, unsortable: true },
  { source: 'receivedAt', label: 'receivedAt', kind: 'time', hidden: true },
  { source: 'testedAt', label: 'testedAt', kind: 'time' },
]
