import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter key="phase" source="phase" label="field.phase" set="phase" values={['shortlist', 'award']} />,
]

/** List of rankings. */
export function RankingList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'rank', order: 'ASC' }} ofTender filters={FILTERS} />
}
