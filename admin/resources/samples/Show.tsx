import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the samples. */
export function SampleShow() {
  return <ResourceShow columns={COLUMNS} />
}
