import type { Column } from '../columns.tsx'

/** tenders: what its list shows. */
export const COLUMNS: readonly Column[] = [
  { source: 'code', label: 'code' },
  { source: 'title', label: 'title' },
  { source: 'stage', label: 'stage', kind: 'stage' },
  { source: 'pause', label: 'pause', kind: 'pause', unsortable: true },
  { source: 'isRehearsal', label: 'isRehearsal', kind: 'bool' },
  { source: 'createdAt', label: 'createdAt', kind: 'time' },
]
