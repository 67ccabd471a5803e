import type { Column } from '../columns.tsx'

/** auditRows: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'seq', label: 'seq', kind: 'whole' },
  { source: 'at', label: 'at', kind: 'time' },
  { source: 'actorRole', label: 'role', kind: 'word', set: 'role' },
  { source: 'action', label: 'action', kind: 'word', set: 'verbName' },
  { source: 'subject', label: 'auditSubject' },
  { source: 'changes', label: 'changes', kind: 'whole' },
  { source: 'payloadHash', label: 'payloadHash', kind: 'hash' },
]
