import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the varieties. */
export function VarietyShow() {
  return <ResourceShow columns={COLUMNS} />
}
