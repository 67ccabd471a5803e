import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the rankings. */
export function RankingShow() {
  return <ResourceShow columns={COLUMNS} />
}
