import { checkReason } from '#domain/scoreSheet.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn, lockTender } from '../tender/index.ts'
import { deleteResults, isFrozen } from './freezeStore.ts'
import { forgetReasonsDue, voidArbitration, voidSheet } from './redoStore.ts'
import { findRound } from './roundStore.ts'
import { insertSheets, isJobRunning } from './store.ts'
import { copyToDrafts, findTenderOfSheet } from './unlockStore.ts'

/**
 * Opens a submitted sheet again for the expert who holds it, by two people and with a reason, such as a slip of the
 * keyboard. The submitted one stays in the record as void; its scores become the drafts of the new one; the arbitration
 * that rested on it falls away. Not once the review of that sheet is closed.
 */
export async function unlockSheet(ctx: CommandContext, input: { sheetId: string; reason: string }): Promise<string> {
  const actor = actorFor(ctx, 'unlockSheet')
  refuseIf(checkReason(input.reason, 'reason'))
  return ctx.db.tx(async tx => {
    const tenderId = (await findTenderOfSheet(tx, input.sheetId)) ?? refuse('notFound', 'sheetId')
    await lockTender(tx, tenderId)
    const sheet = (await voidSheet(tx, input.sheetId)) ?? refuse('notFound', 'sheetId')
    const tender = await loadTenderIn(tx, tenderId, 'review')
    if ((await isFrozen(tx, tenderId)) || (await findRound(tx, tenderId, sheet.phase))?.closedAt) refuse('alreadyDone')
    if (await isJobRunning(tx, tenderId, 'assignReview', 'scoreLots')) refuse('jobRunning')
    const isBlind = !sheet.panel && sheet.slot < 3
    const arbitrations = isBlind ? await voidArbitration(tx, tenderId, [sheet]) : 0
    await forgetReasonsDue(tx, tenderId, [sheet])
    await deleteResults(tx, tenderId)
    await insertSheets(tx, tenderId, [sheet])
    const copied = await copyToDrafts(tx, input.sheetId)
    await appendAudit(tx, actor, {
      tenderId,
      action: 'unlockSheet',
      subject: `tender:${tender.code}`,
      payload: { sheet: input.sheetId, reason: input.reason.trim() },
      changes: 2 + arbitrations + copied,
    })
    return tenderId
  })
}
