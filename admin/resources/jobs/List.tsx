import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="status"
    source="status"
    label="field.status"
    set="status"
    values={['running', 'done', 'failed', 'cancelled']}
  />,
]

/** List of jobs. */
export function JobList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'startedAt', order: 'DESC' }} filters={FILTERS} />
}
