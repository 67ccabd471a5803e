import { NOTICE_KINDS } from '#domain/notice.ts'
import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [<WordFilter key="kind" source="kind" label="field.kind" set="noticeKind" values={NOTICE_KINDS} />]

/** List of notices. */
export function NoticeList() {
  return <ResourceList columns={COLUMNS} sort={{ field: 'publishedAt', order: 'DESC' }} ofTender filters={FILTERS} />
}
