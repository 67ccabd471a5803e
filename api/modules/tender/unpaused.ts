import type { Stage } from '#domain/stage.ts'
import { refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { loadPauseViolations } from './pauseStore.ts'
import { loadTenderIn, type TenderRow } from './store.ts'

/** The tender in one of these stages, if nothing holds it up: open objections and suspensions do (实施条例 54, 62). */
export async function loadUnpaused(tx: Tx, tenderId: string, ...stages: readonly Stage[]): Promise<TenderRow> {
  const tender = await loadTenderIn(tx, tenderId, ...stages)
  refuseIf(await loadPauseViolations(tx, tender.id))
  return tender
}
