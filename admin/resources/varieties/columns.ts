import type { Column } from '../columns.tsx'

/** varieties: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'name', label: 'variety' },
  { source: 'pinyin', label: 'pinyin' },
]
