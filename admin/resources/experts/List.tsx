import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="specialty"
    source="specialty"
    label="field.specialty"
    set="specialty"
    values={['identification', 'processing', 'quality', 'pharmacy']}
  />,
]

/** List of experts. */
export function ExpertList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable filters={FILTERS} />
}
