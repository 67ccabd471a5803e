import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [
  <WordFilter
    key="kind"
    source="kind"
    label="field.kind"
    set="noticeKind"
    values={['shortlist', 'proposedAward', 'award']}
  />,
]

/** List of notices. */
export function NoticeList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'publishedAt', order: 'DESC' }} ofTender filters={FILTERS} />
}
