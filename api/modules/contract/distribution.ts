import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn } from '../tender/index.ts'
import * as store from './store.ts'

export interface DistributionInput {
  readonly cityId: string
  readonly distributorIds: readonly string[]
}

/**
 * Stores whom the signed-in supplier names to deliver for it in cities (1-domain §2, stage 15): for each city the list
 * takes the place of the one before; other cities keep theirs. Only for suppliers that have won something.
 */
export async function nameDistributors(
  ctx: CommandContext,
  input: { tenderId: string; distributions: readonly DistributionInput[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'nameDistributors')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'distribution')
    if (!(await store.isWinner(tx, tender.id, supplierId)))
      refuse('notWinner', undefined, { supplier: actor.displayName })
    refuseIf(
      checkDistributions(
        input.distributions,
        await store.loadCityIds(tx, tender.id),
        await store.loadDistributorIds(tx),
      ),
    )
    const offers = input.distributions.flatMap(({ cityId, distributorIds }) =>
      distributorIds.map(distributorId => ({ cityId, distributorId })),
    )
    const cityIds = input.distributions.map(({ cityId }) => cityId)
    const count = await store.replaceOffers(tx, { tenderId: tender.id, supplierId }, cityIds, offers)
    const payload = { supplierId, offers }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'nameDistributors',
      subject: `supplier:${supplierId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

type Known = ReadonlySet<string>

function checkDistributions(
  distributions: readonly DistributionInput[],
  cities: Known,
  distributors: Known,
): Violation[] {
  if (distributions.length === 0) return [violation('required', 'distributions')]
  const seen = new Set<string>()
  return distributions.flatMap(({ cityId, distributorIds }, i) => {
    const path = `distributions[${i}]`
    if (!cities.has(cityId)) return [violation('notFound', `${path}.cityId`)]
    if (seen.has(cityId)) return [violation('duplicate', `${path}.cityId`, { value: cityId })]
    seen.add(cityId)
    if (distributorIds.length === 0) return [violation('required', `${path}.distributorIds`)]
    return distributorIds.flatMap((id, j) =>
      checkDistributor(id, distributorIds.indexOf(id) < j, distributors, `${path}.distributorIds[${j}]`),
    )
  })
}

function checkDistributor(id: string, isRepeated: boolean, distributors: Known, path: string): Violation[] {
  if (!distributors.has(id)) return [violation('notFound', path)]
  return isRepeated ? [violation('duplicate', path, { value: id })] : []
}

export interface DistributorPickInput {
  readonly supplierId: string
  readonly distributorId: string
}

/** Stores which of a supplier's distributors the signed-in hospital wants; only one that is named for its city. */
export async function chooseDistributors(
  ctx: CommandContext,
  input: { tenderId: string; picks: readonly DistributorPickInput[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'chooseDistributors')
  const hospitalId = actor.hospitalId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'distribution')
    refuseIf(checkPicks(input.picks, await store.loadOffersTo(tx, tender.id, hospitalId)))
    const count = await store.savePicks(tx, { tenderId: tender.id, hospitalId }, input.picks)
    const picks = input.picks.map(({ supplierId, distributorId }) => ({ supplierId, distributorId }))
    const payload = { hospitalId, picks }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'chooseDistributors',
      subject: `hospital:${hospitalId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

function checkPicks(picks: readonly DistributorPickInput[], offers: Known): Violation[] {
  if (picks.length === 0) return [violation('required', 'picks')]
  const seen = new Set<string>()
  return picks.flatMap(({ supplierId, distributorId }, i) => {
    if (seen.has(supplierId)) return [violation('duplicate', `picks[${i}].supplierId`, { value: supplierId })]
    seen.add(supplierId)
    return offers.has(`${supplierId}:${distributorId}`) ? [] : [violation('notFound', `picks[${i}].distributorId`)]
  })
}
