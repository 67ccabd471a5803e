import type { AllocationCell, AllocationRun } from '../../contract/index.ts'
import { type Asked, useAll } from '../../data/useAsk.ts'
import { useMe } from '../../data/useMe.ts'
import { ALLOCATION_CELLS, ALLOCATION_RUNS } from '../../documents/bid.ts'

/** The cells of the adopted allocation that are the signed-in hospital's; none before an adoption. */
export function useOwnCells(tenderId: string): Asked<readonly AllocationCell[]> {
  const me = useMe()
  const runs = useAll<AllocationRun>('allocationRuns', ALLOCATION_RUNS, { tenderId })
  const adopted = runs.data?.find(run => run.adoptedAt !== null)
  const filter = { runId: adopted?.id, hospitalId: me?.hospitalId ?? null }
  const cells = useAll<AllocationCell>('allocationCells', ALLOCATION_CELLS, filter, { enabled: adopted !== undefined })
  return runs.data && !adopted ? { ...cells, data: [] } : { ...cells, error: cells.error ?? runs.error }
}
