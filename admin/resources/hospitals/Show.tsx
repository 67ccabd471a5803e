import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the hospitals. */
export function HospitalShow() {
  return <ResourceShow columns={COLUMNS} />
}
