import type { Column } from '../columns.tsx'

/** specs: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'variety.name', label: 'variety' },
  { source: 'grade', label: 'grade', kind: 'word', set: 'grade' },
  { source: 'standard', label: 'standard', kind: 'json', hidden: true },
]
