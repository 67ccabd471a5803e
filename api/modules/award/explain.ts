import { explainPlace, type PlaceExplanation } from '#domain/explainPlace.ts'
import { actorFor, type CommandContext } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { isPublished } from '../notice/index.ts'
import { fieldOf, NOTICE_OF } from './rankings.ts'
import * as store from './store.ts'

/**
 * Why a declaration has its place, computed again from what it stands on. Who runs, opens or controls reads all of it; a
 * supplier its own line once the result is public, without the code of who stands above where that one was not selected.
 * @returns null where there is nothing to read
 */
export async function placeExplanation(
  ctx: CommandContext,
  input: { declarationId: string; phase: string },
): Promise<PlaceExplanation | null> {
  const actor = actorFor(ctx, 'placeExplanation')
  const phase = input.phase === 'award' ? 'award' : 'shortlist'
  return ctx.db.as(PLATFORM).tx(async tx => {
    const place = await store.findPlace(tx, input.declarationId, phase)
    if (!place) return null
    const isOwn = actor.supplierId === place.supplierId
    if (actor.role === 'supplier' && !(isOwn && (await isPublished(tx, place.tenderId, NOTICE_OF[phase])))) return null
    const { field, pack } = await fieldOf(tx, phase, place.lotId)
    const explained = explainPlace(field, pack, phase, place.supplierCode)
    return actor.role === 'supplier' ? forSupplier(explained) : explained
  })
}

/** What others bid and who they are stays with them: the counted prices are told by number, lowest and mean alone. */
export function forSupplier(explained: PlaceExplanation): PlaceExplanation {
  const { aboveSupplier: _above, steps, price, ...rest } = explained
  const [lowest] = price.countedFen
  return {
    ...rest,
    price: { ...price, countedFen: lowest === undefined ? [] : [lowest] },
    aboveSupplier: null,
    steps: steps.map(step => (step.by === 'price' || step.by === 'sample' ? { ...step, above: '' } : step)),
  }
}
