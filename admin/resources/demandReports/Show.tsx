import { useRecordContext, useTranslate } from 'ra-core'
import type { DemandReport } from '../../contract/index.ts'
import { Panel } from '../../ui/Panel.tsx'
import { COLUMNS as LINE_COLUMNS } from '../demandLines/columns.ts'
import { ResourceList } from '../ResourceList.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One hospital's report with its lines. */
export function DemandReportShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <Lines />
    </ResourceShow>
  )
}

function Lines() {
  const report = useRecordContext<DemandReport>()
  const translate = useTranslate()
  if (!report) return null
  return (
    <Panel title={translate('resources.demandLines.name')} flush>
      <ResourceList
        resource="demandLines"
        columns={LINE_COLUMNS.slice(2)}
        filter={{ tenderId: report.tenderId, hospitalId: report.hospital.id }}
        hasShow={false}
        embedded
      />
    </Panel>
  )
}
