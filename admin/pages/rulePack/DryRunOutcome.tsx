import { Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Tender } from '../../contract/index.ts'
import type { DryRun, DryRunLot, PlayTotals } from '../../contract/rulePack.ts'
import { useAsk } from '../../data/useAsk.ts'
import { DRY_RUN } from '../../documents/rulePack.ts'
import { money, points, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'

const FIGURES = ['entered', 'belowFloor', 'shortlisted', 'winners', 'winningSuppliers', 'lotsWithoutWinner'] as const

/** A finished dry run: the pack in force and the draft side by side, in all and lot by lot. */
export function DryRunOutcome({ tender, runId }: { readonly tender: Tender; readonly runId: string }) {
  const asked = useAsk<{ dryRuns: readonly DryRun[] }>(DRY_RUN, { tenderId: tender.id, id: runId })
  return (
    <AskState asked={asked}>
      {({ dryRuns }) =>
        dryRuns.map(run => (
          <Stack key={run.id} sx={{ gap: 2 }}>
            <Totals run={run} />
            <Lots run={run} />
          </Stack>
        ))
      }
    </AskState>
  )
}

function Totals({ run }: { readonly run: DryRun }) {
  const translate = useTranslate()
  const share = (totals: PlayTotals) =>
    totals.priceOfCeilingCenti === null ? '—' : `${points(totals.priceOfCeilingCenti)} %`
  const rows = [
    ...FIGURES.map(name => ({ name, base: whole(run.baseTotals[name]), candidate: whole(run.candidateTotals[name]) })),
    { name: 'price', base: share(run.baseTotals), candidate: share(run.candidateTotals) },
  ]
  return (
    <Panel title={translate('page.rulePack.dry.outcome')} hint={translate('page.rulePack.dry.hint')} flush>
      <RowTable
        rows={rows}
        rowKey={row => row.name}
        label={translate('page.rulePack.dry.outcome')}
        empty="—"
        columns={[
          {
            key: 'name',
            label: translate('page.rulePack.dry.figure'),
            cell: row => translate(`page.rulePack.dry.${row.name}`),
          },
          { key: 'base', label: translate('page.rulePack.dry.base'), numeric: true, cell: row => row.base },
          {
            key: 'candidate',
            label: translate('page.rulePack.dry.candidate'),
            numeric: true,
            cell: row => row.candidate,
          },
        ]}
      />
    </Panel>
  )
}

const pair = (before: string, after: string) => (before === after ? before : `${before} → ${after}`)

function Lots({ run }: { readonly run: DryRun }) {
  const translate = useTranslate()
  const count = (lot: DryRunLot, side: 'base' | 'candidate', list: 'shortlisted' | 'winners') =>
    whole(lot[side][list].length)
  return (
    <Panel title={translate('page.rulePack.dry.byLot')} flush>
      <RowTable
        rows={run.lots}
        rowKey={lot => lot.lotCode}
        label={translate('page.rulePack.dry.byLot')}
        empty="—"
        columns={[
          { key: 'lot', label: translate('field.lotCode'), cell: lot => lot.lotCode },
          {
            key: 'entered',
            label: translate('page.rulePack.dry.entered'),
            numeric: true,
            cell: lot => whole(lot.candidate.entered),
          },
          {
            key: 'shortlisted',
            label: translate('page.rulePack.dry.shortlisted'),
            numeric: true,
            cell: lot => pair(count(lot, 'base', 'shortlisted'), count(lot, 'candidate', 'shortlisted')),
          },
          {
            key: 'winners',
            label: translate('page.rulePack.dry.winners'),
            numeric: true,
            cell: lot => pair(count(lot, 'base', 'winners'), count(lot, 'candidate', 'winners')),
          },
          {
            key: 'mean',
            label: translate('page.rulePack.dry.mean'),
            numeric: true,
            cell: lot => pair(money(lot.base.meanPriceFen), money(lot.candidate.meanPriceFen)),
          },
          {
            key: 'in',
            label: translate('page.rulePack.dry.comesIn'),
            cell: lot => lot.comparison.comesIn.join(' ') || '—',
            wrap: true,
          },
          {
            key: 'out',
            label: translate('page.rulePack.dry.dropsOut'),
            cell: lot => lot.comparison.dropsOut.join(' ') || '—',
            wrap: true,
          },
        ]}
      />
    </Panel>
  )
}
