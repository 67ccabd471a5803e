import { isStorableText } from '#domain/plainText.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { type GivenDraft, saveDrafts as save } from './draftStore.ts'

const DRAFTS_MAX = 500
const REASON_MAX = 2_000

/**
 * Keeps what an expert has typed, finished or not: points in hundredths or none, a reason, a mark to come back to. Drafts
 * decide nothing, are written over and are not in the log; only the points' range is checked. Sheets that are not the
 * expert's own, or submitted, are refused together as if they did not exist: nothing of the call is kept then.
 * @returns how many drafts are kept
 */
export async function saveDrafts(ctx: CommandContext, given: readonly GivenDraft[]): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'saveDrafts')
  if (!actor.expertId) refuse('forbidden')
  if (given.length < 1 || given.length > DRAFTS_MAX) refuse('outOfRange', 'drafts', { min: 1, max: DRAFTS_MAX })
  refuseIf(given.flatMap((draft, index) => checkDraft(draft, `drafts[${index}]`)))
  // One statement, which keeps all or nothing: without a transaction around it, at half the round trips.
  const { kept, lost } = await ctx.db.once(tx => save(tx, given))
  if (lost !== null) refuse('notFound', `drafts[${lost}].sheetId`)
  return { count: kept }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function checkDraft({ sheetId, pointsCenti, reason }: GivenDraft, path: string): Violation[] {
  if (!UUID.test(sheetId)) return [violation('notFound', `${path}.sheetId`)]
  if (pointsCenti !== null && (pointsCenti < 0 || pointsCenti > 10_000))
    return [violation('outOfRange', `${path}.pointsCenti`, { min: 0, max: 10_000 })]
  if (reason === null) return []
  if (reason.length > REASON_MAX) return [violation('tooLong', `${path}.reason`, { max: REASON_MAX })]
  return isStorableText(reason) ? [] : [violation('notText', `${path}.reason`)]
}
