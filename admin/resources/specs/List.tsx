import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter key="grade" source="grade" label="field.grade" set="grade" values={['ungraded', 'sorted']} />,
]

/** List of specs. */
export function SpecList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable filters={FILTERS} />
}
