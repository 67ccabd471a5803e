import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the awards. */
export function AwardShow() {
  return <ResourceShow columns={COLUMNS} />
}
