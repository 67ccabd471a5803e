import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="status"
    source="status"
    label="field.status"
    set="status"
    values={['draft', 'submitted', 'withdrawn']}
  />,
]

/** List of declarations. */
export function DeclarationList() {
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'submittedAt', order: 'DESC' }}
      ofTender
      searchable
      filters={FILTERS}
    />
  )
}
