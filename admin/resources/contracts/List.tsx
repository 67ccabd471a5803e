import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="status"
    source="status"
    label="field.status"
    set="status"
    values={['drafted', 'partlySigned', 'effective']}
  />,
]

/** List of contracts. */
export function ContractList() {
  return (
    <ResourceList columns={COLUMNS} sort={{ field: 'number', order: 'ASC' }} searchable ofTender filters={FILTERS} />
  )
}
