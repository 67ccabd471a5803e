import { Button, MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { lazy, Suspense, useState } from 'react'
import type { Lot, RankingEntry, Tender } from '../../contract/index.ts'
import { useAll } from '../../data/useAsk.ts'
import { RANKINGS } from '../../documents/review.ts'
import { LOTS } from '../../documents/tender.ts'
import { AskState, EmptyState, Loading } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { PlaceTable } from './PlaceTable.tsx'
import { WhatIf } from './WhatIf.tsx'

const PriceStrip = lazy(() => import('./PriceStrip.tsx'))

/** The ranking of one lot: who has which place and why, the prices, and what other cuts would do. */
export default function LotRankingPage() {
  return <TaskFrame name="lotRanking">{tender => <Lots tender={tender} />}</TaskFrame>
}

function Lots({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id })
  const wanted = new URLSearchParams(globalThis.location.hash.split('?')[1] ?? '')
  const [chosen, choose] = useState(wanted.get('lot') ?? '')
  const [phase, setPhase] = useState(wanted.get('phase') === 'award' ? 'award' : 'shortlist')
  const lotId = chosen === '' ? (lots.data?.[0]?.id ?? '') : chosen
  const lot = lots.data?.find(one => one.id === lotId)
  const filter = { tenderId: tender.id, lotId, phase }
  const ranked = useAll<RankingEntry>('rankings', RANKINGS, filter, { enabled: lotId !== '' })
  return (
    <>
      <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap' }}>
        <TextField
          select
          label={translate('field.lotCode')}
          value={lot ? lotId : ''}
          onChange={event => choose(event.target.value)}
          sx={{ minWidth: 240 }}
        >
          {(lots.data ?? []).map(one => (
            <MenuItem key={one.id} value={one.id}>
              {one.code} {one.spec.variety.name}（{translate(`grade.${one.spec.grade}`)}）
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label={translate('field.phase')}
          value={phase}
          onChange={event => setPhase(event.target.value)}
          sx={{ minWidth: 140 }}
        >
          {['shortlist', 'award'].map(one => (
            <MenuItem key={one} value={one}>
              {translate(`phase.${one}`)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <AskState asked={ranked}>
        {entries =>
          entries.length === 0 || !lot ? (
            <EmptyState text={translate('place.noRanking')} />
          ) : (
            <>
              <Workbooks tenderId={tender.id} lot={lot} phase={phase} />
              <PlaceTable tender={tender} lot={lot} entries={entries} />
              <Suspense fallback={<Loading />}>
                <PriceStrip ceilingFen={lot.ceilingFen} entries={entries} />
              </Suspense>
              <WhatIf key={`${lotId} ${phase}`} tender={tender} lot={lot} phase={phase} entries={entries} />
            </>
          )
        }
      </AskState>
    </>
  )
}

interface WorkbooksProps {
  readonly tenderId: string
  readonly lot: Lot
  readonly phase: string
}

/** What the page shows as a workbook: of this lot, and of all lots of the campaign. */
function Workbooks({ tenderId, lot, phase }: WorkbooksProps) {
  const translate = useTranslate()
  return (
    <Stack direction="row" className="no-print" sx={{ gap: 1, flexWrap: 'wrap' }}>
      <Button variant="outlined" size="small" href={`/documents/ranking/${lot.id}/${phase}.xlsx`} download>
        {translate('place.workbook', { lot: lot.code })}
      </Button>
      <Button variant="outlined" size="small" href={`/documents/rankings/${tenderId}/${phase}.xlsx`} download>
        {translate('place.workbooks')}
      </Button>
    </Stack>
  )
}
