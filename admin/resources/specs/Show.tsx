import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the specs. */
export function SpecShow() {
  return <ResourceShow columns={COLUMNS} />
}
