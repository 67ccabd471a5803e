import { subjectKey } from '#domain/declaration.ts'
import { checkText } from '#domain/plainText.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { checkDeadline } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn } from '../tender/index.ts'
import { type GivenClarification, insertClarifications, loadOwnLots, type OwnLot } from './clarificationStore.ts'
import { findRound } from './roundStore.ts'

const TEXT_MAX = 1_000
const CLARIFICATIONS_MAX = 500

/**
 * Contests items of the supplier's own declarations after the first review, each once, until the announced day: other
 * experts then judge them anew with this text beside the evidence that was there (1-domain §2, stage 8). No new answers
 * and no new files: a clarification explains and adds no substance (实施条例 52).
 */
export async function clarifyScores(
  ctx: CommandContext,
  input: { tenderId: string; clarifications: readonly GivenClarification[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'clarifyScores')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  const given = input.clarifications.map(one => ({ ...one, text: one.text.trim() }))
  if (given.length < 1 || given.length > CLARIFICATIONS_MAX)
    refuse('outOfRange', 'clarifications', { min: 1, max: CLARIFICATIONS_MAX })
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'review')
    const round = await findRound(tx, tender.id, 'first')
    if (!round?.closedAt) return refuse('scoresNotAnnounced')
    refuseIf(checkDeadline(round.clarifyUntil, tender.now))
    const pack = await loadRulePack(tx, tender.id)
    refuseIf(checkItems(given, itemsOf(await loadOwnLots(tx, tender.id, supplierId), pack)))
    const count = await insertClarifications(tx, tender.id, supplierId, given)
    if (count < given.length) refuse('alreadyDone', 'clarifications')
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'clarifyScores',
      subject: `supplierId:${supplierId}`,
      payload: given,
      changes: count,
    })
    return { count }
  })
}

/** The items that the supplier's submitted declarations were judged by, as 'subject indicator'. */
function itemsOf(lots: readonly OwnLot[], { indicators }: RulePack): ReadonlySet<string> {
  return new Set(
    lots.flatMap(({ variety, lot }) => indicators.map(one => `${subjectKey(one.level, variety, lot)} ${one.code}`)),
  )
}

function checkItems(given: readonly GivenClarification[], items: ReadonlySet<string>): Violation[] {
  const seen = new Set<string>()
  return given.flatMap((one, index) => {
    const path = `clarifications[${index}]`
    const key = `${one.subjectKey} ${one.indicatorCode}`
    if (!items.has(key)) return [violation('notFound', path)]
    if (seen.has(key)) return [violation('duplicate', path, { value: key })]
    seen.add(key)
    return checkText(one.text, `${path}.text`, TEXT_MAX)
  })
}
