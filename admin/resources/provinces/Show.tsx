import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the provinces. */
export function ProvinceShow() {
  return <ResourceShow columns={COLUMNS} />
}
