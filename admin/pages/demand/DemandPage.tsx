import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { DemandLine, DemandReport, Lot, Tender } from '../../contract/index.ts'
import { useAll, useFirst } from '../../data/useAsk.ts'
import { DEMAND_LINES, DEMAND_REPORTS, LOTS } from '../../documents/tender.ts'
import { AskState } from '../../ui/AskState.tsx'
import { HospitalSteps } from '../HospitalSteps.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { DemandTable } from './DemandTable.tsx'
import { ExcelForm } from './ExcelForm.tsx'

/** A hospital reports what it needs in a year. */
export default function DemandPage() {
  return (
    <TaskFrame name="demand">
      {tender => (
        <>
          <HospitalSteps stage={tender.stage} />
          <Report tender={tender} />
        </>
      )}
    </TaskFrame>
  )
}

const EDITABLE = ['draft', 'returned']

function Report({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const filter = { tenderId: tender.id }
  const report = useFirst<DemandReport>('demandReports', DEMAND_REPORTS, filter)
  const lots = useAll<Lot>('lots', LOTS, filter)
  const lines = useAll<DemandLine>('demandLines', DEMAND_LINES, filter)
  return (
    <AskState asked={report}>
      {own => {
        const isEditable = tender.stage === 'demand' && (own === null || EDITABLE.includes(own.status))
        return (
          <>
            {own?.status === 'returned' && (
              <Alert severity="warning" variant="outlined">
                {translate('page.demand.returned', { remark: own.remark ?? '—' })}
              </Alert>
            )}
            {isEditable && <ExcelForm tenderId={tender.id} />}
            <AskState asked={lots}>
              {lotRows => (
                <AskState asked={lines}>
                  {lineRows => (
                    <DemandTable
                      // A saved or uploaded report starts the table anew; what is being typed stays until then.
                      key={lineRows
                        .map(
                          line =>
                            `${line.lot.id}${line.quantityKg}${line.lastYearKg}${line.lastPriceFen}${line.reason}`,
                        )
                        .join()}
                      tender={tender}
                      report={own}
                      lots={lotRows}
                      lines={lineRows}
                      isEditable={isEditable}
                    />
                  )}
                </AskState>
              )}
            </AskState>
          </>
        )
      }}
    </AskState>
  )
}
