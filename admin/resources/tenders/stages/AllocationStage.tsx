import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { AllocationRun, Tender } from '../../../contract/index.ts'
import { usePage } from '../../../data/useAsk.ts'
import { ALLOCATION_RUNS } from '../../../documents/bid.ts'
import { ADOPT_ALLOCATION, RUN_ALLOCATION } from '../../../documents/demandCommands.ts'
import { dateTime, kg, shortHash } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RowTable } from '../../../ui/RowTable.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'

/** Allocations are computed and compared; one is adopted. */
export function AllocationStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const variables = { page: 1, perPage: 50, sort: 'number', order: 'DESC', filter: { tenderId: tender.id } }
  const asked = usePage<AllocationRun>('allocationRuns', ALLOCATION_RUNS, variables, { everyMs: 5000 })
  const isAdopted = asked.data?.items.some(run => run.adoptedAt !== null) ?? true
  return (
    <Panel
      title={translate('page.allocation.title')}
      hint={translate('page.allocation.hint')}
      flush
      actions={
        !isAdopted && <VerbButton verb="runAllocation" document={RUN_ALLOCATION} variables={{ tenderId: tender.id }} />
      }
    >
      <AskState asked={asked}>{({ items }) => <RunTable runs={items} isAdopted={isAdopted} />}</AskState>
    </Panel>
  )
}

interface RunTableProps {
  readonly runs: readonly AllocationRun[]
  readonly isAdopted: boolean
}

function RunTable({ runs, isAdopted }: RunTableProps) {
  const translate = useTranslate()
  return (
    <RowTable
      rows={runs}
      rowKey={run => run.id}
      label={translate('page.allocation.title')}
      empty={translate('empty.allocationRuns')}
      columns={[
        { key: 'number', label: translate('field.runNumber'), cell: run => run.number, numeric: true },
        { key: 'mode', label: translate('field.mode'), cell: run => translate(`mode.${run.mode}`, { _: run.mode }) },
        {
          key: 'status',
          label: translate('field.status'),
          cell: run => <StatusChip status={run.adoptedAt ? 'adopted' : run.status} />,
        },
        { key: 'agreed', label: translate('field.agreedKg'), cell: run => kg(run.agreedKg), numeric: true },
        { key: 'allocated', label: translate('field.allocatedKg'), cell: run => kg(run.allocatedKg), numeric: true },
        { key: 'created', label: translate('field.createdAt'), cell: run => dateTime(run.createdAt) },
        { key: 'hash', label: translate('field.outputHash'), cell: run => <code>{shortHash(run.outputHash)}</code> },
        {
          key: 'verbs',
          label: '',
          cell: run => (
            <Stack direction="row" sx={{ gap: 1 }}>
              <Button size="small" component={Link} to={`/allocationRuns/${run.id}/show`}>
                {translate('ra.action.show')}
              </Button>
              {!isAdopted && run.status === 'done' && <AdoptButton run={run} />}
            </Stack>
          ),
        },
      ]}
    />
  )
}

/** Makes one run the agreed volumes. */
export function AdoptButton({ run }: { readonly run: AllocationRun }) {
  const translate = useTranslate()
  return (
    <VerbButton
      verb="adoptAllocation"
      document={ADOPT_ALLOCATION}
      variables={{ runId: run.id }}
      look="outlined"
      facts={[
        [translate('field.runNumber'), run.number],
        [translate('field.allocatedKg'), kg(run.allocatedKg)],
        [translate('field.inputHash'), shortHash(run.inputHash)],
        [translate('field.outputHash'), shortHash(run.outputHash)],
      ]}
    />
  )
}
