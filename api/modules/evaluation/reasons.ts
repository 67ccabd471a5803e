import { checkReason } from '#domain/scoreSheet.ts'
import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { expertLabels } from '../evidence/index.ts'
import { loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import { isFrozen } from './freezeStore.ts'
import { loadOwnSheets, setHashes, setReasons } from './reasonStore.ts'
import { sheetHash } from './sheetHash.ts'
import { findTenderOfSheets, loadScores, type SheetRow } from './store.ts'

const REASONS_MAX = 500

/** The reason of one submitted score. */
export interface GivenReason {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly reason: string
}

/**
 * Adds the reasons that were asked for because a score lies far from the mean of all (1-domain §3.2). The points stay; the
 * sheets get a new hash. Refuses scores whose reason was not asked for.
 */
export async function giveReasons(ctx: CommandContext, given: readonly GivenReason[]): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'giveReasons')
  const expertId = actor.expertId ?? refuse('forbidden')
  if (given.length < 1 || given.length > REASONS_MAX) refuse('outOfRange', 'reasons', { min: 1, max: REASONS_MAX })
  refuseIf(given.flatMap(({ reason }, index) => checkReason(reason, `reasons[${index}].reason`)))
  const ids = [...new Set(given.map(one => one.sheetId.toLowerCase()))].filter(id => /^[0-9a-f-]{36}$/.test(id))
  return ctx.db.tx(async tx => {
    const tenderId = (await findTenderOfSheets(tx, expertId, ids)) ?? refuse('notFound', 'reasons[0].sheetId')
    await lockTender(tx, tenderId)
    const tender = await loadTenderIn(tx, tenderId, 'review')
    if (await isFrozen(tx, tenderId)) refuse('alreadyDone')
    const sheets = await loadOwnSheets(tx, tenderId, expertId, ids)
    await checkDue(tx, given, sheets)
    await setReasons(tx, given)
    const hashes = await rehash(tx, tender, sheets)
    await appendAudit(tx, actor, {
      tenderId,
      action: 'giveReasons',
      subject: `tender:${tender.code}`,
      payload: { sheets: hashes.map(sheet => sheet.hash).sort() },
      changes: given.length + hashes.length,
    })
    return { count: given.length }
  })
}

async function checkDue(tx: Tx, given: readonly GivenReason[], sheets: readonly SheetRow[]): Promise<void> {
  const scores = await loadScores(
    tx,
    sheets.map(sheet => sheet.id),
  )
  const due = new Set(scores.filter(score => score.reasonDue).map(score => `${score.sheetId} ${score.indicatorCode}`))
  refuseIf(
    given.flatMap(({ sheetId, indicatorCode }, index) =>
      due.has(`${sheetId.toLowerCase()} ${indicatorCode}`) ? [] : [violation('notFound', `reasons[${index}]`)],
    ),
  )
}

async function rehash(tx: Tx, tender: TenderRow, sheets: readonly SheetRow[]) {
  const ids = sheets.map(sheet => sheet.id)
  const scores = await loadScores(tx, ids)
  const labels = await expertLabels(
    tx,
    tender.id,
    sheets.map(sheet => sheet.expert),
  )
  const hashes = sheets.map(sheet => {
    const own = scores.filter(score => score.sheetId === sheet.id)
    return { id: sheet.id, hash: sheetHash(tender.code, sheet, labels.get(sheet.expert) ?? '', own) }
  })
  await setHashes(tx, hashes)
  return hashes
}
