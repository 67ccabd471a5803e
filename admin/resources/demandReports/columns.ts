import type { Column } from '../columns.tsx'

/** demandReports: what its list and its detail page show. */
export const COLUMNS: readonly Column[] = [
  { source: 'hospital.name', label: 'hospital' },
  { source: 'hospital.level', label: 'level', kind: 'word', set: 'level' },
  { source: 'hospital.city.name', label: 'city' },
  { source: 'hospital.city.province.name', label: 'province' },
  { source: 'status', label: 'status', kind: 'status' },
  { source: 'lineCount', label: 'lineCount', kind: 'whole', unsortable: true },
  { source: 'totalKg', label: 'totalKg', kind: 'kg', unsortable: true },
  { source: 'submittedAt', label: 'submittedAt', kind: 'time' },
  { source: 'volumesConfirmedAt', label: 'volumesConfirmedAt', kind: 'time', hidden: true },
  { source: 'remark', label: 'remark', hidden: true },
]
