import type { CommandContext } from '../../context.ts'
import * as store from './store.ts'

interface Choice {
  readonly code: string
  readonly name: string
}

/** Specialties of the published rules of any tender, in their order, and provinces, for the workbook of the pool; `issuedAt` is the database's clock. */
export async function loadPoolChoices(
  ctx: CommandContext,
): Promise<{ specialties: readonly Choice[]; regions: readonly Choice[]; issuedAt: Date }> {
  return ctx.db.tx(async tx => {
    const specialties = await store.loadSpecialties(tx)
    const { now, regions } = await store.loadRegions(tx)
    return { specialties, regions, issuedAt: now }
  })
}
