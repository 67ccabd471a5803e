import type { Column } from '../columns.tsx'

/** suppliers: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'name', label: 'supplier' },
  { source: 'province.name', label: 'province' },
  { source: 'licenceNo', label: 'licenceNo' },
  { source: 'hasGmp', label: 'hasGmp', kind: 'bool' },
  { source: 'hasTraceability', label: 'hasTraceability', kind: 'bool' },
  { source: 'blacklisted', label: 'blacklisted', kind: 'bool' },
]
