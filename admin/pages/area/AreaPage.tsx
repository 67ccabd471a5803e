import { Checkbox, LinearProgress, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Dashboard, DemandReport, Tender } from '../../contract/index.ts'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { useMe } from '../../data/useMe.ts'
import { REVIEW_DEMAND } from '../../documents/demandCommands.ts'
import { DASHBOARD } from '../../documents/registers.ts'
import { DEMAND_REPORTS } from '../../documents/tender.ts'
import { dateTime, kg, percent, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { TaskFrame } from '../TaskFrame.tsx'

/** A bureau reviews the demand of its area and sees who is late. */
export default function AreaPage() {
  return <TaskFrame name="area">{tender => <Area tender={tender} />}</TaskFrame>
}

function Area({ tender }: { readonly tender: Tender }) {
  const me = useMe()
  const asked = useAll<DemandReport>('demandReports', DEMAND_REPORTS, { tenderId: tender.id }, { everyMs: 30_000 })
  // City bureaus approve what hospitals submitted; provinces what cities approved.
  const awaited = me?.role === 'provinceBureau' ? 'cityApproved' : 'submitted'
  return (
    <AskState asked={asked}>
      {reports => (
        <>
          <Waiting tender={tender} reports={reports.filter(report => report.status === awaited)} />
          {me?.role === 'provinceBureau' ? (
            <CityProgress reports={reports} />
          ) : (
            <Late tender={tender} reports={reports} />
          )}
        </>
      )}
    </AskState>
  )
}

interface WaitingProps {
  readonly tender: Tender
  readonly reports: readonly DemandReport[]
}

const SHOWN = 300

function Waiting({ tender, reports }: WaitingProps) {
  const translate = useTranslate()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = reports.filter(report => !left.has(report.id))
  function toggle(id: string) {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <Panel
      title={translate('page.area.waiting', { count: whole(reports.length) })}
      hint={translate('page.area.waitingHint')}
      flush
      actions={
        chosen.length > 0 &&
        tender.stage === 'demand' && (
          <>
            <ReviewButton tender={tender} reports={chosen} isAll={left.size === 0} isApproval={false} />
            <ReviewButton tender={tender} reports={chosen} isAll={left.size === 0} isApproval />
          </>
        )
      }
    >
      <RowTable
        rows={reports.slice(0, SHOWN)}
        rowKey={row => row.id}
        label={translate('page.area.title')}
        empty={translate('empty.area')}
        columns={[
          {
            key: 'chosen',
            label: translate('page.sign.chosen'),
            cell: row => (
              <Checkbox
                size="small"
                checked={!left.has(row.id)}
                onChange={() => toggle(row.id)}
                slotProps={{ input: { 'aria-label': row.hospital.name } }}
              />
            ),
          },
          {
            key: 'hospital',
            label: translate('field.hospital'),
            cell: row => <Link to={`/demandReports/${row.id}/show`}>{row.hospital.name}</Link>,
          },
          { key: 'city', label: translate('field.city'), cell: row => row.hospital.city.name },
          { key: 'lines', label: translate('field.lineCount'), cell: row => whole(row.lineCount), numeric: true },
          { key: 'kg', label: translate('field.totalKg'), cell: row => kg(row.totalKg), numeric: true },
          { key: 'submitted', label: translate('field.submittedAt'), cell: row => dateTime(row.submittedAt) },
        ]}
      />
    </Panel>
  )
}

interface ReviewButtonProps extends WaitingProps {
  readonly isAll: boolean
  readonly isApproval: boolean
}

/** Approves the ticked reports, or returns them with a remark. */
function ReviewButton({ tender, reports, isAll, isApproval }: ReviewButtonProps) {
  const translate = useTranslate()
  const [remark, setRemark] = useState('')
  const total = reports.reduce((sum, report) => sum + BigInt(report.totalKg), 0n)
  return (
    <VerbButton
      verb="reviewDemand"
      document={REVIEW_DEMAND}
      label={translate(isApproval ? 'page.area.approve' : 'page.area.return', { count: whole(reports.length) })}
      look={isApproval ? 'contained' : 'outlined'}
      danger={!isApproval}
      incomplete={!isApproval && remark.trim() === ''}
      variables={() => ({
        tenderId: tender.id,
        hospitalIds: isAll ? null : reports.map(report => report.hospital.id),
        approve: isApproval,
        remark: remark.trim() || null,
      })}
      facts={[
        [translate('field.hospital'), whole(reports.length)],
        [translate('field.totalKg'), kg(String(total))],
      ]}
    >
      {!isApproval && (
        <TextField
          label={translate('field.remark')}
          value={remark}
          onChange={event => setRemark(event.target.value)}
          required
          multiline
        />
      )}
    </VerbButton>
  )
}

const STARTED = ['submitted', 'cityApproved', 'provinceApproved']

interface CityShare {
  readonly id: string
  readonly name: string
  readonly done: number
  readonly all: number
}

function shares(reports: readonly DemandReport[]): readonly CityShare[] {
  const cities = new Map<string, CityShare>()
  for (const { hospital, status } of reports) {
    const { id, name } = hospital.city
    const old = cities.get(id) ?? { id, name, done: 0, all: 0 }
    cities.set(id, { ...old, done: old.done + (STARTED.includes(status) ? 1 : 0), all: old.all + 1 })
  }
  return [...cities.values()].sort((a, b) => percent(a.done, a.all) - percent(b.done, b.all))
}

/** Cities ranked by the share of reports submitted; the latest first. */
function CityProgress({ reports }: { readonly reports: readonly DemandReport[] }) {
  const translate = useTranslate()
  return (
    <Panel title={translate('page.area.cities')} hint={translate('page.area.citiesHint')} flush>
      <RowTable
        rows={shares(reports)}
        rowKey={row => row.id}
        label={translate('page.area.cities')}
        empty={translate('empty.demandReports')}
        columns={[
          { key: 'city', label: translate('field.city'), cell: row => row.name },
          {
            key: 'done',
            label: translate('page.area.submitted'),
            cell: row => `${whole(row.done)} / ${whole(row.all)}`,
            numeric: true,
          },
          {
            key: 'bar',
            label: translate('page.area.share'),
            cell: row => (
              <LinearProgress
                variant="determinate"
                value={percent(row.done, row.all)}
                aria-label={row.name}
                sx={{ minWidth: 160 }}
              />
            ),
          },
          { key: 'percent', label: '%', cell: row => percent(row.done, row.all), numeric: true },
        ]}
      />
    </Panel>
  )
}

/** Hospitals that have not submitted; those without any report are counted, for nothing of theirs is stored yet. */
function Late({ tender, reports }: WaitingProps) {
  const translate = useTranslate()
  const { data } = useAsk<{ dashboard: Dashboard }>(DASHBOARD, { tenderId: tender.id })
  const hospitals = data?.dashboard.figures.find(figure => figure.key === 'hospitals')
  const silent = Math.max(0, Number(hospitals?.value ?? reports.length) - reports.length)
  return (
    <Panel title={translate('page.area.late')} hint={translate('page.area.silent', { count: whole(silent) })} flush>
      <RowTable
        rows={reports.filter(report => !STARTED.includes(report.status)).slice(0, SHOWN)}
        rowKey={row => row.id}
        label={translate('page.area.late')}
        empty={translate('page.area.nobodyLate')}
        columns={[
          { key: 'hospital', label: translate('field.hospital'), cell: row => row.hospital.name },
          { key: 'status', label: translate('field.status'), cell: row => <StatusChip status={row.status} /> },
          { key: 'lines', label: translate('field.lineCount'), cell: row => whole(row.lineCount), numeric: true },
        ]}
      />
    </Panel>
  )
}
