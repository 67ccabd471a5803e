import { hex } from '#domain/bytes.ts'
import { NO_PREVIOUS_LEAF } from '#domain/envelope.ts'
import { KIT_TYPE, type SealingKit } from '#domain/sealingKit.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { officerKeys } from './keyStore.ts'
import { ownPlaces } from './kitStore.ts'
import * as store from './store.ts'

/** What the offline client seals by: for the suppliers of an open round, each with their own lots. */
export function loadSealingKit(
  ctx: CommandContext,
  roundId: string,
): Promise<SealingKit & { readonly tenderCode: string; readonly number: number }> {
  const actor = actorFor(ctx, 'submitBid')
  return ctx.db.tx(async tx => {
    const round = (await store.findRound(tx, roundId)) ?? refuse('notFound', 'roundId')
    const places = await ownPlaces(tx, roundId, actor.supplierId)
    const supplier = places[0]?.supplier ?? refuse('notFound', 'roundId')
    store.requireStatus(round, 'open')
    const keys = await officerKeys(tx, { roundId, version: round.policyVersion })
    return {
      type: KIT_TYPE,
      tenderCode: round.tenderCode,
      number: round.number,
      roundId,
      policy: round.policy ?? '',
      officers: keys.map(key => ({
        code: key.login,
        name: key.displayName,
        body: key.body,
        publicKey: hex(key.publicKey),
        signingKey: hex(key.signingKey),
        keySignature: hex(key.keySignature),
        policySignature: hex(key.policySignature ?? new Uint8Array(0)),
      })),
      supplier,
      lots: places.map(({ lot, seq, leaf, ceilingFen }) => ({
        lot,
        seq: (seq ?? 0) + 1,
        previousLeaf: hex(leaf ?? NO_PREVIOUS_LEAF),
        ceilingFen: String(ceilingFen),
      })),
    }
  })
}
