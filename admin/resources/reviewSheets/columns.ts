import type { Column } from '../columns.tsx'

/** reviewSheets: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'subjectName', label: 'subject', unsortable: true },
  { source: 'supplierName', label: 'supplier', unsortable: true },
  { source: 'phase', label: 'phase', kind: 'word', set: 'reviewPhase' },
  { source: 'slot', label: 'slot', kind: 'word', set: 'slot' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'submittedAt', label: 'submittedAt', kind: 'time' },
  { source: 'subjectKey', label: 'subjectKey', hidden: true },
]
