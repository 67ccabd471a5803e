import { BooleanInput } from 'react-admin'
import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [<BooleanInput key="open" source="open" label="field.unanswered" />]

/** List of objections. */
export function ObjectionList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'raisedAt', order: 'DESC' }} ofTender filters={FILTERS} />
}
