import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'
import type { CommandContext } from '../../context.ts'
import * as store from './store.ts'

interface Choice {
  readonly code: string
  readonly name: string
}

/** Specialties of any rule pack and provinces, for the workbook of the pool; `issuedAt` is the database's clock. */
export async function loadPoolChoices(
  ctx: CommandContext,
): Promise<{ specialties: readonly Choice[]; regions: readonly Choice[]; issuedAt: Date }> {
  return ctx.db.tx(async tx => {
    const usual = DEFAULT_RULE_PACK.review.strata.map(({ code, name }) => ({ code, name: name.zh }))
    const known = new Set(usual.map(one => one.code))
    const further = (await store.loadSpecialties(tx)).filter(one => !known.has(one.code))
    const { now, regions } = await store.loadRegions(tx)
    return { specialties: [...usual, ...further], regions, issuedAt: now }
  })
}
