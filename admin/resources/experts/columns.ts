import type { Column } from '../columns.tsx'

/** experts: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'name', label: 'name' },
  { source: 'specialty', label: 'specialty', kind: 'word', set: 'specialty' },
  { source: 'region', label: 'region' },
  { source: 'employer', label: 'employer' },
  { source: 'outside', label: 'outside', kind: 'bool' },
]
