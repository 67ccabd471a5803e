import { Link } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { NoticeDelivery } from '../contract/tenderDocument.ts'
import { useAll } from '../data/useAsk.ts'
import { NOTICE_DELIVERIES, SEE_NOTICES } from '../documents/tenderDocument.ts'
import { dateTime } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

const READERS: readonly string[] = ['office', 'supplier', 'supervisor', 'auditor']

/** Who was told of changes and extensions, and who has seen them; a supplier sees and confirms its own. */
export function DeliveriesPanel({ tenderId, role }: { readonly tenderId: string; readonly role: string }) {
  const translate = useTranslate()
  const isReader = READERS.includes(role)
  const filter = { tenderId }
  const asked = useAll<NoticeDelivery>('noticeDeliveries', NOTICE_DELIVERIES, filter, { enabled: isReader })
  if (!isReader) return null
  const unseen = (asked.data ?? []).filter(one => one.seenAt === null)
  return (
    <Panel
      title={translate('papers.deliveries')}
      hint={translate(role === 'supplier' ? 'papers.deliveriesMine' : 'papers.deliveriesHint')}
      flush
      actions={
        role === 'supplier' &&
        unseen.length > 0 && (
          <VerbButton
            verb="seeNotices"
            document={SEE_NOTICES}
            variables={{ noticeIds: unseen.map(one => one.notice.id) }}
            facts={unseen.map(one => [one.notice.number, one.notice.title] as const)}
          />
        )
      }
    >
      <AskState asked={asked}>
        {rows => (
          <RowTable
            rows={rows}
            rowKey={row => `${row.notice.id} ${row.supplierName}`}
            label={translate('papers.deliveries')}
            empty={translate('papers.noDelivery')}
            columns={[
              {
                key: 'number',
                label: translate('field.number'),
                cell: row => <Link href={`/portal/notices/${row.notice.id}`}>{row.notice.number}</Link>,
                wrap: true,
              },
              { key: 'supplier', label: translate('papers.supplier'), cell: row => row.supplierName },
              { key: 'toldAt', label: translate('papers.toldAt'), cell: row => dateTime(row.toldAt) },
              {
                key: 'seenAt',
                label: translate('papers.seenAt'),
                cell: row => (row.seenAt === null ? translate('papers.unseen') : dateTime(row.seenAt)),
              },
            ]}
          />
        )}
      </AskState>
    </Panel>
  )
}
