import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the distributors. */
export function DistributorShow() {
  return <ResourceShow columns={COLUMNS} />
}
