import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the experts. */
export function ExpertShow() {
  return <ResourceShow columns={COLUMNS} />
}
