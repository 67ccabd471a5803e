import type { Column } from '../columns.tsx'

/** awardLetters: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'number', label: 'number' },
  { source: 'kind', label: 'kind', kind: 'word', set: 'letterKind' },
  { source: 'supplier.code', label: 'supplierCode' },
  { source: 'supplier.name', label: 'supplier' },
  { source: 'issuedAt', label: 'issuedAt', kind: 'time' },
  { source: 'openedAt', label: 'openedAt', kind: 'time' },
  { source: 'hash', label: 'hash', kind: 'hash', hidden: true },
]
