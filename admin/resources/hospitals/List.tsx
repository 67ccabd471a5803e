import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="level"
    source="level"
    label="field.level"
    set="level"
    values={['tertiary', 'secondary', 'primary']}
  />,
]

/** List of hospitals. */
export function HospitalList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable filters={FILTERS} />
}
