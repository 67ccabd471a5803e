import { Button, Stack, TablePagination, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { EXPIRY_WARNING_DAYS } from '#domain/files.ts'
import type { ExpiringPapers, Lot, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { EXPIRING_PAPERS } from '../../documents/files.ts'
import { LOTS } from '../../documents/tender.ts'
import { dateTime, whole } from '../../formats.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { AskState } from '../../ui/AskState.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { ExpiringTable } from './ExpiringTable.tsx'
import { SupplierCounts } from './SupplierCounts.tsx'

const PER_PAGE = 50
const DAYS_MAX = 3_650

/** What the list is narrowed to. */
interface Narrowed {
  readonly q: string
  readonly lotCode: string
  readonly indicatorCode: string
  readonly days: string
}

const EVERYTHING: Narrowed = { q: '', lotCode: '', indicatorCode: '', days: String(EXPIRY_WARNING_DAYS) }

/** Papers of submitted declarations that end too early for the campaign, for the office and the supervisor. */
export default function ExpiringPapersPage() {
  return <TaskFrame name="expiringPapers">{tender => <Papers key={tender.id} tender={tender} />}</TaskFrame>
}

/** Whole days within the server's bounds; otherwise the usual ones. */
function daysOf(text: string): number {
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : EXPIRY_WARNING_DAYS
  return Math.min(days, DAYS_MAX)
}

function Papers({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [narrowed, setNarrowed] = useState(EVERYTHING)
  const [page, setPage] = useState(0)
  const narrow = (change: Partial<Narrowed>) => {
    setNarrowed({ ...narrowed, ...change })
    setPage(0)
  }
  const { q, lotCode, indicatorCode } = narrowed
  const days = daysOf(narrowed.days)
  const filter = {
    tenderId: tender.id,
    q: q.trim() || null,
    lotCode: lotCode || null,
    indicatorCode: indicatorCode || null,
    days,
  }
  const asked = useAsk<{ expiringPapers: ExpiringPapers }>(EXPIRING_PAPERS, {
    page: page + 1,
    perPage: PER_PAGE,
    filter,
  })
  const query = new URLSearchParams({ q: q.trim(), lot: lotCode, indicator: indicatorCode, days: String(days) })
  return (
    <>
      <Panel title={translate('expiring.filter')} hint={translate('expiring.hint', { days: whole(days) })}>
        <Filters tender={tender} narrowed={narrowed} narrow={narrow} reset={() => narrow(EVERYTHING)} />
      </Panel>
      <AskState asked={asked}>
        {({ expiringPapers: { items, total, suppliers, campaignEnd } }) => (
          <>
            <SupplierCounts counts={suppliers} choose={code => narrow({ q: code })} />
            <Panel
              title={translate('expiring.list', { count: whole(total) })}
              hint={
                campaignEnd === null
                  ? translate('expiring.noEnd')
                  : translate('expiring.end', { end: dateTime(campaignEnd) })
              }
              flush
              actions={
                total > 0 && (
                  <Button variant="outlined" href={`/documents/expiring-papers/${tender.id}.xlsx?${query}`} download>
                    {translate('expiring.workbook')}
                  </Button>
                )
              }
            >
              <ExpiringTable tender={tender} papers={items} />
              {total > PER_PAGE && (
                <TablePagination
                  component="div"
                  count={total}
                  page={page}
                  rowsPerPage={PER_PAGE}
                  rowsPerPageOptions={[PER_PAGE]}
                  onPageChange={(_event, next) => setPage(next)}
                />
              )}
            </Panel>
          </>
        )}
      </AskState>
    </>
  )
}

interface FiltersProps {
  readonly tender: Tender
  readonly narrowed: Narrowed
  readonly narrow: (change: Partial<Narrowed>) => void
  readonly reset: () => void
}

function Filters({ tender, narrowed, narrow, reset }: FiltersProps) {
  const translate = useTranslate()
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id }).data ?? []
  const indicators = rulesOf(tender).indicators.filter(one => one.evidence !== null)
  return (
    <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
      <TextField
        size="small"
        label={translate('expiring.supplier')}
        value={narrowed.q}
        onChange={event => narrow({ q: event.target.value })}
      />
      <ChoiceField
        label={translate('field.lotCode')}
        value={narrowed.lotCode}
        choose={lotCode => narrow({ lotCode })}
        options={lots.map(one => [one.code, `${one.code} ${one.spec.variety.name}`])}
      />
      <ChoiceField
        label={translate('field.indicator')}
        value={narrowed.indicatorCode}
        choose={indicatorCode => narrow({ indicatorCode })}
        options={indicators.map(one => [one.code, `${one.code} ${one.name[currentLocale()]}`])}
      />
      <TextField
        size="small"
        label={translate('expiring.days')}
        value={narrowed.days}
        onChange={event => narrow({ days: event.target.value })}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 4 } }}
        sx={{ width: 150 }}
      />
      <Button onClick={reset}>{translate('expiring.reset')}</Button>
    </Stack>
  )
}
