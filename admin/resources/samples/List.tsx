import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="result"
    source="result"
    label="field.result"
    set="sampleStatus"
    values={['pending', 'passed', 'failed']}
  />,
]

/** List of samples. */
export function SampleList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'deliveryCode', order: 'ASC' }} ofTender filters={FILTERS} />
}
