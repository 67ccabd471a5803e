import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import type { Lot, Notice, Tender } from '../contract/index.ts'
import { useAll, usePage } from '../data/useAsk.ts'
import { LOTS, NOTICES, TENDERS } from '../documents/tender.ts'
import { dateTime, kg, whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { FigureGrid } from '../ui/FigureGrid.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { StageChip } from '../ui/StageChip.tsx'

/** Notices, and the newest campaigns in figures. */
export function PortalHome() {
  const translate = useTranslate()
  const variables = { page: 1, perPage: 50, sort: 'publishedAt', order: 'DESC' }
  const notices = usePage<Notice>('notices', NOTICES, variables)
  const tenders = usePage<Tender>('tenders', TENDERS, {
    page: 1,
    perPage: 5,
    sort: 'createdAt',
    order: 'DESC',
    filter: {},
  })
  return (
    <>
      <Typography variant="h1">{translate('portal.title')}</Typography>
      <Panel title={translate('resources.notices.name')} flush>
        <AskState asked={notices}>
          {({ items }) => (
            <RowTable
              rows={items}
              rowKey={row => row.id}
              label={translate('resources.notices.name')}
              empty={translate('empty.notices')}
              columns={[
                { key: 'number', label: translate('field.number'), cell: row => row.number },
                {
                  key: 'title',
                  label: translate('field.title'),
                  cell: row => <Link to={`/portal/notices/${row.id}`}>{row.title}</Link>,
                  wrap: true,
                },
                {
                  key: 'kind',
                  label: translate('field.kind'),
                  cell: row => translate(`noticeKind.${row.kind}`, { _: row.kind }),
                },
                { key: 'published', label: translate('field.publishedAt'), cell: row => dateTime(row.publishedAt) },
                { key: 'closes', label: translate('field.closesAt'), cell: row => dateTime(row.closesAt) },
              ]}
            />
          )}
        </AskState>
      </Panel>
      <AskState asked={tenders}>
        {({ items }) => items.map(tender => <TenderFigures key={tender.id} tender={tender} />)}
      </AskState>
    </>
  )
}

function TenderFigures({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id }).data ?? []
  const demand = lots.reduce((sum, lot) => sum + BigInt(lot.demandKg), 0n)
  return (
    <Panel title={`${tender.title}（${tender.code}）`} actions={<StageChip stage={tender.stage} />}>
      <FigureGrid
        figures={[
          { label: translate('figure.lots'), value: whole(tender.lotCount) },
          { label: translate('figure.demandKg'), value: kg(String(demand)) },
          { label: translate('figure.ceilingsSet'), value: whole(lots.filter(lot => lot.ceilingFen !== null).length) },
        ]}
      />
    </Panel>
  )
}
