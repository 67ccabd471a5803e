import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { PauseAlert } from '../cases/PauseBanner.tsx'
import { PauseMark } from '../cases/PauseMark.tsx'
import type { Lot, Tender } from '../contract/index.ts'
import { useAll, usePage } from '../data/useAsk.ts'
import { LOTS, TENDERS } from '../documents/tender.ts'
import { kg, whole } from '../formats.ts'
import { AskState } from '../ui/AskState.tsx'
import { FigureGrid } from '../ui/FigureGrid.tsx'
import { Panel } from '../ui/Panel.tsx'
import { StageChip } from '../ui/StageChip.tsx'
import { NoticeListPanel } from './NoticeListPanel.tsx'

/** Notices, and the newest campaigns in figures, each with its documents. */
export function PortalHome() {
  const translate = useTranslate()
  const tenders = usePage<Tender>('tenders', TENDERS, {
    page: 1,
    perPage: 20,
    sort: 'createdAt',
    order: 'DESC',
    filter: {},
  })
  return (
    <>
      <Typography variant="h1">{translate('portal.title')}</Typography>
      {tenders.data?.items.slice(0, 5).map(tender => (
        <PauseAlert key={tender.id} title={tender.title} pause={tender.pause} />
      ))}
      <NoticeListPanel tenders={tenders.data?.items ?? []} />
      <AskState asked={tenders}>
        {({ items }) => items.slice(0, 5).map(tender => <TenderFigures key={tender.id} tender={tender} />)}
      </AskState>
    </>
  )
}

function TenderFigures({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id }).data ?? []
  const demand = lots.reduce((sum, lot) => sum + BigInt(lot.demandKg), 0n)
  return (
    <Panel
      title={`${tender.title}（${tender.code}）`}
      hint={
        <>
          <Link to={`/portal/tenders/${tender.id}`}>{translate('papers.title')}</Link>{' '}
          <Link to={`/portal/rules/${tender.id}`}>{translate('page.rulePack.portal.title')}</Link>
        </>
      }
      actions={
        <>
          <PauseMark pause={tender.pause} />
          <StageChip stage={tender.stage} />
        </>
      }
    >
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
