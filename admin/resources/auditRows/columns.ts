import type { Column } from '../columns.tsx'

/** auditRows: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'index', label: 'logIndex', kind: 'whole', unsortable: true },
  { source: 'at', label: 'at', kind: 'time' },
  { source: 'actorRole', label: 'role', kind: 'word', set: 'role' },
  { source: 'action', label: 'action', kind: 'word', set: 'verbName' },
  { source: 'subject', label: 'auditSubject', kind: 'subject', unsortable: true },
  { source: 'changes', label: 'changes', kind: 'whole', hidden: true },
  { source: 'leaf', label: 'leaf', kind: 'hash', unsortable: true },
  { source: 'payloadHash', label: 'payloadHash', kind: 'hash', hidden: true },
  { source: 'seq', label: 'seq', kind: 'whole', hidden: true },
]
