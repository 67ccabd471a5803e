import type { Column } from '../columns.tsx'

/** cities: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'name', label: 'name' },
  { source: 'province.name', label: 'province' },
]
