import type { TranslateFunction } from 'ra-core'
import type { Objection, Tender } from '../contract/index.ts'
import { dateTime } from '../formats.ts'
import type { RowColumn } from '../ui/RowTable.tsx'
import { CaseFileLinks } from './CaseFiles.tsx'
import { DueTime } from './DueTime.tsx'

/** What an objection is about, its words and files, and by when it must be answered: the same for both sides. */
export const objectionColumns = (tender: Tender, translate: TranslateFunction): readonly RowColumn<Objection>[] => [
  {
    key: 'about',
    label: translate('cases.about'),
    cell: row => `${translate(`cases.subject.${row.about}`)} ${row.lotCode ?? ''}`,
  },
  {
    key: 'text',
    label: translate('field.objectionText'),
    wrap: true,
    cell: row => (
      <>
        {row.text}
        <CaseFileLinks files={row.files} part="asked" />
      </>
    ),
  },
  { key: 'raisedAt', label: translate('field.raisedAt'), cell: row => dateTime(row.raisedAt) },
  {
    key: 'due',
    label: translate('cases.dueAt'),
    cell: row => <DueTime until={row.dueAt} now={tender.now} doneAt={row.answeredAt} />,
  },
]
