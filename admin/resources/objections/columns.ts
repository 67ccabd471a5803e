import type { Column } from '../columns.tsx'

/** objections: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'supplierName', label: 'supplier', unsortable: true },
  { source: 'notice.number', label: 'notice' },
  { source: 'lotCode', label: 'lotCode', unsortable: true },
  { source: 'text', label: 'objectionText' },
  { source: 'raisedAt', label: 'raisedAt', kind: 'time' },
  { source: 'dueAt', label: 'dueAt', kind: 'time' },
  { source: 'outcome', label: 'outcome', kind: 'status' },
  { source: 'answer', label: 'answer', hidden: true },
  { source: 'answeredAt', label: 'answeredAt', kind: 'time' },
]
