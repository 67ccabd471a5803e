import { useRecordContext, useTranslate } from 'ra-core'
import type { AllocationRun } from '../../contract/index.ts'
import { Panel } from '../../ui/Panel.tsx'
import { CELL_COLUMNS } from '../allocationCells/columns.ts'
import { ResourceList } from '../ResourceList.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One allocation with its cells. */
export function AllocationRunShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <Cells />
    </ResourceShow>
  )
}

function Cells() {
  const run = useRecordContext<AllocationRun>()
  const translate = useTranslate()
  if (!run) return null
  return (
    <Panel title={translate('resources.allocationCells.name')} hint={translate('page.allocation.cellsHint')} flush>
      <ResourceList
        resource="allocationCells"
        columns={CELL_COLUMNS}
        filter={{ runId: run.id }}
        hasShow={false}
        embedded
      />
    </Panel>
  )
}
