import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

/** List of provinces. */
export function ProvinceList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable />
}
