import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="status"
    source="status"
    label="field.status"
    set="status"
    values={['draft', 'submitted', 'cityApproved', 'provinceApproved', 'returned']}
  />,
]

/** List of demandReports. */
export function DemandReportList() {
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'submittedAt', order: 'DESC' }}
      searchable
      ofTender
      filters={FILTERS}
    />
  )
}
