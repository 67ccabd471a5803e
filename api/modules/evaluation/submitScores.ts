import { checkSheet, type GivenScore } from '#domain/scoreSheet.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { expertLabels } from '../evidence/index.ts'
import { loadRulePack, loadTenderIn } from '../tender/index.ts'
import { asked, type Review, settleScores } from './afterSubmission.ts'
import { sheetHash } from './sheetHash.ts'
import * as store from './store.ts'

const SHEETS_MAX = 200
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface GivenSheet {
  readonly sheetId: string
  readonly scores: readonly {
    readonly indicatorCode: string
    readonly pointsCenti: number
    readonly reason?: string | null
  }[]
}

/** A sheet as given, beside the stored one. */
interface Judged {
  readonly row: store.SheetRow
  readonly scores: readonly GivenScore[]
}

/**
 * Stores an expert's complete sheets of one tender, 1 to 200 at once, all or none; a submitted sheet is final. Where the
 * two blind scores of a part now lie too far apart, a third expert gets the disputed indicators; where a score lies far
 * from the mean of all, its expert is asked for a reason. Refuses sheets that are not the expert's own as if they did not
 * exist.
 * @returns how many scores were stored
 */
export async function submitScores(ctx: CommandContext, given: readonly GivenSheet[]): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'submitScores')
  const expertId = actor.expertId ?? refuse('forbidden')
  refuseIf(checkList(given))
  const ids = given.map(sheet => sheet.sheetId.toLowerCase()).filter(id => UUID.test(id))
  // Whether two blind sheets lie too far apart only the platform may see.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const tenderId = (await store.findTenderOfSheets(tx, expertId, ids)) ?? refuse('notFound', 'sheets[0].sheetId')
    const tender = await loadTenderIn(tx, tenderId, 'review')
    const pack = await loadRulePack(tx, tenderId)
    const subjects = await store.lockSubjects(tx, tenderId, ids)
    const review: Review = { tender, pack, subjects, panel: await store.loadPanel(tx, tenderId) }
    const expert = await store.loadExpertCode(tx, expertId)
    const judged = await checkSheets(tx, given, expert, review)
    const label = (await expertLabels(tx, tenderId, [expert])).get(expert) ?? ''
    const hashed = judged.map(({ row, scores }) => ({
      id: row.id,
      hash: sheetHash(tender.code, row, label, scores),
      scores,
    }))
    const count = await store.submitSheets(tx, tenderId, hashed)
    const done = new Set(judged.map(({ row }) => row.id))
    const now = subjects.map(row => (done.has(row.id) ? { ...row, status: 'submitted' as const } : row))
    const settled = await settleScores(
      tx,
      { ...review, subjects: now },
      judged.map(({ row }) => row),
    )
    await appendAudit(tx, actor, {
      tenderId,
      action: 'submitScores',
      subject: `tender:${tender.code}`,
      payload: { sheets: hashed.map(sheet => sheet.hash).sort(), ...settled },
      changes: count + judged.length + settled.arbitrations + settled.reasonsDue,
    })
    return { count }
  })
}

function checkList(given: readonly GivenSheet[]): Violation[] {
  if (given.length < 1 || given.length > SHEETS_MAX)
    return [violation('outOfRange', 'sheets', { min: 1, max: SHEETS_MAX })]
  const ids = given.map(sheet => sheet.sheetId.toLowerCase())
  return ids.flatMap((id, i) =>
    ids.indexOf(id) < i ? [violation('duplicate', `sheets[${i}].sheetId`, { value: id.slice(0, 36) })] : [],
  )
}

/** Pairs what is given with the stored sheets; refuses with everything that is wrong. */
async function checkSheets(
  tx: Tx,
  given: readonly GivenSheet[],
  expert: string,
  review: Review,
): Promise<readonly Judged[]> {
  const rows = new Map(review.subjects.filter(row => row.expert === expert).map(row => [row.id, row]))
  const barred = new Set(
    review.panel.conflicts.filter(conflict => conflict.expert === expert).map(conflict => conflict.supplier),
  )
  const proposals = await proposalsOf(tx, [...rows.keys()])
  const found: Violation[] = []
  const judged = given.flatMap(({ sheetId, scores }, index): Judged[] => {
    const path = `sheets[${index}]`
    const row = rows.get(sheetId.toLowerCase())
    if (!row) return fail(found, violation('notFound', `${path}.sheetId`))
    if (row.status !== 'assigned') return fail(found, violation('alreadyDone', `${path}.sheetId`))
    if (barred.has(null) || barred.has(row.supplier))
      return fail(found, violation('recused', `${path}.sheetId`, { expert }))
    const own = scores.map(score => ({ ...score, reason: score.reason?.trim() ? score.reason : null }))
    const questions = {
      indicators: asked(review.pack, row),
      proposals: proposals.get(row.id) ?? new Map(),
      reasonPercent: review.pack.review.reasonPercent,
    }
    found.push(...checkSheet(own, questions, path))
    return [{ row, scores: own }]
  })
  refuseIf(found)
  return judged
}

function fail(found: Violation[], problem: Violation): [] {
  found.push(problem)
  return []
}

async function proposalsOf(tx: Tx, sheetIds: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const proposals = new Map<string, Map<string, number>>()
  for (const row of await store.loadProposals(tx, sheetIds))
    proposals.set(row.sheetId, (proposals.get(row.sheetId) ?? new Map()).set(row.indicatorCode, row.proposedCenti))
  return proposals
}
