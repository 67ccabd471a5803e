import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter key="status" source="status" label="field.status" set="status" values={['proposed', 'final']} />,
]

/** List of awards. */
export function AwardList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'rank', order: 'ASC' }} ofTender filters={FILTERS} />
}
