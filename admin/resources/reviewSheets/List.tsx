import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="status"
    source="status"
    label="field.status"
    set="status"
    values={['assigned', 'submitted', 'void']}
  />,
]

/** List of reviewSheets. */
export function ReviewSheetList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'status', order: 'ASC' }} ofTender filters={FILTERS} />
}
