import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the users. */
export function UserShow() {
  return <ResourceShow columns={COLUMNS} />
}
