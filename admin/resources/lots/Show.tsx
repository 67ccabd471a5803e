import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the lots. */
export function LotShow() {
  return <ResourceShow columns={COLUMNS} />
}
