import type { Column } from '../columns.tsx'

/** users: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'login', label: 'login' },
  { source: 'displayName', label: 'displayName' },
  { source: 'role', label: 'role', kind: 'word', set: 'role' },
  { source: 'body', label: 'officerBody', kind: 'word', set: 'officerBody' },
  { source: 'locale', label: 'locale', kind: 'word', set: 'locale' },
]
