import type { Column } from '../columns.tsx'

/** hospitals: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'name', label: 'name' },
  { source: 'level', label: 'level', kind: 'word', set: 'level' },
  { source: 'city.name', label: 'city' },
  { source: 'city.province.name', label: 'province' },
]
