import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { loadTender } from '../tender/index.ts'
import * as store from './store.ts'

/** The signed-in hospital's form for a tender: its lots by code, with what has been reported so far. */
export interface DemandForm extends store.FormHead {
  readonly issuedAt: Date
  readonly lots: readonly store.FormLot[]
}

/** Loads the form; refuses hospitals whose province takes no part, as if the tender did not exist. */
export async function loadDemandForm(ctx: CommandContext, tenderId: string): Promise<DemandForm> {
  const actor = actorFor(ctx, 'importDemand')
  const hospitalId = actor.hospitalId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTender(tx, tenderId)
    const head = (await store.findFormHead(tx, tender.id, hospitalId)) ?? refuse('notFound', 'tenderId')
    return { ...head, issuedAt: tender.now, lots: await store.loadFormLots(tx, tender.id, hospitalId) }
  })
}
