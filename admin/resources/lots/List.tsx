import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

/** List of lots. */
export function LotList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable ofTender />
}
