import { explainPlaces } from '#domain/explainPlace.ts'
import { lotName } from '#domain/paperWords.ts'
import type { RankedLot } from '../../../templates/ranking.xlsx.ts'
import { actorFor, type CommandContext, type SignedIn } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { isPublished } from '../notice/index.ts'
import { forSupplier } from './explain.ts'
import { fieldOf, NOTICE_OF } from './rankings.ts'
import * as store from './store.ts'

/** Which rankings are asked for. */
export interface RankingsAsked {
  readonly tenderId: string
  readonly phase: store.Phase
  /** One lot alone. */
  readonly lotId?: string
}

/**
 * The lots with a stored ranking of which the actor may see at least one place: who runs, opens or controls sees all, a
 * supplier the lots of its own places once the result is public. The same as the page of a ranking.
 */
export async function visibleRankings(
  ctx: CommandContext,
  asked: RankingsAsked,
): Promise<readonly store.RankedLotRow[]> {
  const actor = actorFor(ctx, 'placeExplanation')
  return ctx.db.as(PLATFORM).tx(async tx => {
    if (actor.role === 'supplier' && !(await isPublished(tx, asked.tenderId, NOTICE_OF[asked.phase]))) return []
    return store.loadRankedLots(tx, { ...asked, supplierId: ownOnly(actor) })
  })
}

/** A supplier without a company of its own sees nobody's places. */
const ownOnly = (actor: SignedIn): string | null => (actor.role === 'supplier' ? (actor.supplierId ?? NOBODY) : null)
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Their places with all that led to them, computed again lot by lot; of a supplier's lots its own place alone. */
export async function* rankedLots(
  ctx: CommandContext,
  phase: store.Phase,
  lots: readonly store.RankedLotRow[],
): AsyncGenerator<RankedLot> {
  const actor = actorFor(ctx, 'placeExplanation')
  for (const lot of lots) {
    const { field, pack, names } = await ctx.db.as(PLATFORM).tx(async tx => ({
      ...(await fieldOf(tx, phase, lot.id)),
      names: await store.loadRankedNames(tx, lot.id, phase),
    }))
    const known = new Map(names.map(one => [one.supplier, one]))
    const places = explainPlaces(field, pack, phase).flatMap(place => {
      const named = known.get(place.supplier)
      if (!named) return []
      if (actor.role !== 'supplier') return [{ place, supplierName: named.name }]
      return named.supplierId === actor.supplierId ? [{ place: forSupplier(place), supplierName: named.name }] : []
    })
    yield { lot: lot.code, lotName: lotName({ ...lot, lot: lot.code }), places }
  }
}
