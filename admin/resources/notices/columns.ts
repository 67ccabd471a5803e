import type { Column } from '../columns.tsx'

/** notices: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'number', label: 'number' },
  { source: 'title', label: 'title' },
  { source: 'kind', label: 'kind', kind: 'word', set: 'noticeKind' },
  { source: 'publishedAt', label: 'publishedAt', kind: 'time' },
  { source: 'closesAt', label: 'closesAt', kind: 'time' },
  { source: 'withdrawnAt', label: 'withdrawnAt', kind: 'time' },
  { source: 'objectionsOpen', label: 'objectionsOpen', kind: 'whole' },
  { source: 'hash', label: 'hash', kind: 'hash', hidden: true },
]
