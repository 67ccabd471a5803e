import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the auditRows. */
export function AuditRowShow() {
  return <ResourceShow columns={COLUMNS} />
}
