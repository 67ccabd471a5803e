import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the cities. */
export function CityShow() {
  return <ResourceShow columns={COLUMNS} />
}
