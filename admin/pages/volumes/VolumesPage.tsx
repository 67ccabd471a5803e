import { useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { AllocationCell, DemandReport, Tender } from '../../contract/index.ts'
import { useFirst } from '../../data/useAsk.ts'
import { CONFIRM_VOLUMES } from '../../documents/demandCommands.ts'
import { DEMAND_REPORTS } from '../../documents/tender.ts'
import { dateTime, kg, whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { HospitalSteps } from '../HospitalSteps.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { useOwnCells } from './useOwnCells.ts'

/** A hospital sees how its demand was shared among suppliers, and confirms. */
export default function VolumesPage() {
  return (
    <TaskFrame name="volumes">
      {tender => (
        <>
          <HospitalSteps stage={tender.stage} />
          <Volumes tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

function total(cells: readonly AllocationCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.baseKg + cell.adjustmentKg, 0)
}

function Volumes({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const cells = useOwnCells(tender.id)
  const report = useFirst<DemandReport>('demandReports', DEMAND_REPORTS, { tenderId: tender.id }).data
  const confirmedAt = report?.volumesConfirmedAt
  return (
    <AskState asked={cells}>
      {rows => (
        <Panel
          title={translate('page.volumes.table')}
          hint={
            confirmedAt
              ? translate('page.volumes.confirmed', { time: dateTime(confirmedAt) })
              : translate('page.volumes.total', { kg: kg(total(rows)) })
          }
          flush
          actions={
            rows.length > 0 &&
            !confirmedAt && (
              <VerbButton
                verb="confirmVolumes"
                document={CONFIRM_VOLUMES}
                variables={{ tenderId: tender.id }}
                facts={[
                  [translate('field.lineCount'), whole(rows.length)],
                  [translate('field.totalKg'), kg(total(rows))],
                ]}
              />
            )
          }
        >
          <CellTable rows={rows} />
        </Panel>
      )}
    </AskState>
  )
}

function CellTable({ rows }: { readonly rows: readonly AllocationCell[] }) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={rows}
      rowKey={row => row.id}
      label={translate('page.volumes.table')}
      empty={translate('empty.volumes')}
      columns={[
        { key: 'code', label: translate('field.lotCode'), cell: row => row.lot.code },
        { key: 'spec', label: translate('field.spec'), cell: row => specName(row.lot.spec, translate) },
        { key: 'supplier', label: translate('field.supplier'), cell: row => row.supplier.name },
        { key: 'base', label: translate('field.baseKg'), cell: row => kg(row.baseKg), numeric: true },
        { key: 'adjustment', label: translate('field.adjustmentKg'), cell: row => kg(row.adjustmentKg), numeric: true },
        {
          key: 'sum',
          label: translate('field.totalKg'),
          cell: row => kg(row.baseKg + row.adjustmentKg),
          numeric: true,
        },
        {
          key: 'reasons',
          label: translate('field.reasons'),
          cell: row => row.reasons.map(reason => translate(`allocationReason.${reason}`, { _: reason })).join('、'),
          wrap: true,
        },
      ]}
    />
  )
}
