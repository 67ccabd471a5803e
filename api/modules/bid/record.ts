import { mayReadPrice } from '#domain/permissions.ts'
import type { OpeningRecordView } from '../../../templates/openingRecord.xlsx.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import * as opening from './openingStore.ts'
import { findRound } from './store.ts'

/** The published record of a round for those who may read every price; refuses before the opening. */
export function loadOpeningRecord(ctx: CommandContext, roundId: string): Promise<OpeningRecordView> {
  const { role } = actorFor(ctx, 'openedBids')
  return ctx.db.tx(async tx => {
    const round = (await findRound(tx, roundId)) ?? refuse('notFound', 'roundId')
    if (round.status !== 'opened' || !round.openedAt)
      return refuse('roundNotOpened', undefined, { round: round.number })
    if (!mayReadPrice({ role, ownSupplier: false, roundOpened: true })) return refuse('forbidden')
    const { tenderCode, tenderTitle, number, openedAt, policyHash, manifestHash, recordHash } = round
    return {
      tenderCode,
      tenderTitle,
      round: number,
      openedAt,
      policyHash: policyHash ?? '',
      manifestHash: manifestHash ?? '',
      recordHash: recordHash ?? '',
      officers: await opening.officersPresent(tx, roundId),
      bids: await opening.loadVerdicts(tx, roundId),
    }
  })
}
