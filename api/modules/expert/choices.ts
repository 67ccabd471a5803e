import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'
import type { CommandContext } from '../../context.ts'
import * as store from './store.ts'

interface Choice {
  readonly code: string
  readonly name: string
}

/**
 * Specialties of the published rules of any tender, in their order, before there are any those of a new pack, and provinces,
 * for the workbook of the pool; `issuedAt` is the database's clock.
 */
export async function loadPoolChoices(
  ctx: CommandContext,
): Promise<{ specialties: readonly Choice[]; regions: readonly Choice[]; issuedAt: Date }> {
  return ctx.db.tx(async tx => {
    const published = await store.loadSpecialties(tx)
    const offered = DEFAULT_RULE_PACK.review.strata.map(({ code, name }) => ({ code, name: name.zh }))
    // The pool is entered before the first campaign has rules.
    const specialties = published.length > 0 ? published : offered
    const { now, regions } = await store.loadRegions(tx)
    return { specialties, regions, issuedAt: now }
  })
}
