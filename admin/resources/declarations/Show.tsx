import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the declarations. */
export function DeclarationShow() {
  return <ResourceShow columns={COLUMNS} />
}
