import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

/** List of cities. */
export function CityList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable />
}
