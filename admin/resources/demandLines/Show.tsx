import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the demandLines. */
export function DemandLineShow() {
  return <ResourceShow columns={COLUMNS} />
}
