import type { Column } from '../columns.tsx'

/** samples: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'blindCode', label: 'blindCode' },
  { source: 'result', label: 'result', kind: 'status' },
  { source: 'reason', label: 'reason' },
  { source: 'testedAt', label: 'testedAt', kind: 'time' },
]
