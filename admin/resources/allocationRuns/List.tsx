import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

/** List of allocationRuns. */
export function AllocationRunList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'number', order: 'DESC' }} ofTender />
}
