import { useTranslate } from 'ra-core'
import type { PublicObjection } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { PUBLIC_OBJECTIONS } from '../documents/cases.ts'
import { dateTime } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

/** Objections and complaints as everybody may read them: no names, no texts, and of the answers what was meant for all. */
export function PublicObjections({ tenderId }: { readonly tenderId: string }) {
  const translate = useTranslate()
  const asked = useAsk<{ publicObjections: readonly PublicObjection[] }>(PUBLIC_OBJECTIONS, { tenderId })
  const rows = asked.data?.publicObjections ?? []
  if (rows.length === 0) return null
  return (
    <Panel title={translate('cases.public')} hint={translate('cases.publicHint')} flush>
      <RowTable
        rows={rows}
        rowKey={row => `${row.noticeNumber} ${row.raisedAt} ${row.lotCode} ${row.about}`}
        label={translate('cases.public')}
        empty="—"
        columns={[
          { key: 'notice', label: translate('field.notice'), wrap: true, cell: row => row.noticeNumber },
          {
            key: 'about',
            label: translate('cases.about'),
            cell: row => `${translate(`cases.subject.${row.about}`)} ${row.lotCode ?? ''}`,
          },
          { key: 'raisedAt', label: translate('field.raisedAt'), cell: row => dateTime(row.raisedAt) },
          {
            key: 'answer',
            label: translate('field.answer'),
            wrap: true,
            cell: row =>
              row.outcome
                ? [translate(`status.${row.outcome}`), row.publicAnswer].filter(Boolean).join('：')
                : translate('cases.waiting', { due: dateTime(row.dueAt) }),
          },
          {
            key: 'complaint',
            label: translate('cases.complaint'),
            wrap: true,
            cell: row =>
              row.complaintOutcome
                ? [translate(`cases.complaintOutcome.${row.complaintOutcome}`), row.decision].filter(Boolean).join('：')
                : '—',
          },
        ]}
      />
    </Panel>
  )
}
