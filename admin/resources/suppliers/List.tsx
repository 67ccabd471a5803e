import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

/** List of suppliers. */
export function SupplierList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable />
}
