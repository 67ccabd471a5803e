import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the suppliers. */
export function SupplierShow() {
  return <ResourceShow columns={COLUMNS} />
}
