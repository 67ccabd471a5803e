import type { Column } from '../columns.tsx'

/** allocationRuns: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'number', label: 'runNumber', kind: 'whole' },
  { source: 'mode', label: 'mode', kind: 'word', set: 'mode' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'agreedKg', label: 'agreedKg', kind: 'kg' },
  { source: 'allocatedKg', label: 'allocatedKg', kind: 'kg' },
  { source: 'createdAt', label: 'createdAt', kind: 'time' },
  { source: 'adoptedAt', label: 'adoptedAt', kind: 'time' },
  { source: 'inputHash', label: 'inputHash', kind: 'hash', hidden: true },
  { source: 'outputHash', label: 'outputHash', kind: 'hash' },
  { source: 'clashes', label: 'clashes', kind: 'json', hidden: true },
]
