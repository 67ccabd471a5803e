import type { Column } from '../columns.tsx'

/** jobs: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'kind', label: 'jobKind', kind: 'word', set: 'job' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'percent', label: 'percent', kind: 'percent' },
  { source: 'done', label: 'done', kind: 'whole' },
  { source: 'total', label: 'total', kind: 'whole' },
  { source: 'startedAt', label: 'startedAt', kind: 'time' },
  { source: 'finishedAt', label: 'finishedAt', kind: 'time' },
  { source: 'error', label: 'error', hidden: true },
]
