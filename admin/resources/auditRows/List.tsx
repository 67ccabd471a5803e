import { TextInput } from 'react-admin'
import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [<TextInput key="action" source="action" label="field.action" />]

/** List of auditRows. */
export function AuditRowList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'seq', order: 'DESC' }} filters={FILTERS} />
}
