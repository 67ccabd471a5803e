import { createHash } from 'node:crypto'
import { pickArbiter } from '#domain/assignment.ts'
import type { Indicator } from '#domain/indicators.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { checkSheet, disputedCodes, type GivenScore, sheetBytes } from '#domain/scoreSheet.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, type TenderRow } from '../tender/index.ts'
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
 * two blind scores of a subject now lie too far apart, a third expert gets the disputed indicators. Refuses sheets that
 * are not the expert's own as if they did not exist.
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
    const judged = await checkSheets(tx, given, await store.loadExpertCode(tx, expertId), review)
    const count = await store.submitSheets(
      tx,
      tenderId,
      judged.map(sheet => ({ id: sheet.row.id, hash: hashOf(tender, sheet), scores: sheet.scores })),
    )
    const arbitrations = await arbitrate(tx, review, judged)
    const payload = { sheets: judged.map(sheet => hashOf(tender, sheet)).sort(), arbitrations }
    await appendAudit(tx, actor, {
      tenderId,
      action: 'submitScores',
      subject: `tender:${tender.code}`,
      payload,
      changes: count + judged.length + arbitrations,
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

interface Review {
  readonly tender: TenderRow
  readonly pack: RulePack
  readonly subjects: readonly store.SheetRow[]
  readonly panel: store.Panel
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

const asked = (pack: RulePack, row: store.SheetRow): readonly Indicator[] =>
  pack.indicators.filter(one => row.indicatorCodes.includes(one.code))

async function proposalsOf(tx: Tx, sheetIds: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const proposals = new Map<string, Map<string, number>>()
  for (const row of await store.loadProposals(tx, sheetIds))
    proposals.set(row.sheetId, (proposals.get(row.sheetId) ?? new Map()).set(row.indicatorCode, row.proposedCenti))
  return proposals
}

function hashOf(tender: TenderRow, { row, scores }: Judged): string {
  const { supplier, subjectKey, slot, expert } = row
  return createHash('sha256')
    .update(sheetBytes({ tender: tender.code, supplier, subjectKey, slot, expert, scores }))
    .digest('hex')
}

/** Hands the disputed indicators of subjects whose two blind sheets are now both in to third experts; how many sheets. */
async function arbitrate(
  tx: Tx,
  { tender, pack, subjects, panel }: Review,
  judged: readonly Judged[],
): Promise<number> {
  const pairs = judged.flatMap(({ row }) => pairOf(row, subjects))
  if (pairs.length === 0) return 0
  const points = await pointsOf(
    tx,
    pairs.flat().map(row => row.id),
  )
  const disputes = pairs.flatMap(([first, second]) => {
    const none = new Map<string, number>()
    const codes = disputedCodes(
      asked(pack, first),
      points.get(first.id) ?? none,
      points.get(second.id) ?? none,
      pack.review.arbitrationPercent,
    )
    return codes.length > 0 ? [{ first, second, codes }] : []
  })
  if (disputes.length === 0) return 0
  const load = await store.loadItemLoad(tx, tender.id)
  const sheets = disputes.map(({ first, second, codes }) => {
    const { supplier, subjectKey } = first
    const expert =
      pickArbiter(supplier, [first.expert, second.expert], panel.experts, panel.conflicts, load) ??
      refuse('tooFewExperts', undefined, { subject: supplier, count: 0, needed: 1 })
    load.set(expert, (load.get(expert) ?? 0) + codes.length)
    return { supplier, subjectKey, slot: 3, expert, indicatorCodes: codes }
  })
  return store.insertSheets(tx, tender.id, sheets)
}

/** Both blind sheets of a subject if the other one is in already. */
function pairOf(row: store.SheetRow, subjects: readonly store.SheetRow[]): [store.SheetRow, store.SheetRow][] {
  if (row.slot === 3) return []
  const other = subjects.find(
    one => one.supplier === row.supplier && one.subjectKey === row.subjectKey && one.slot === 3 - row.slot,
  )
  if (other?.status !== 'submitted') return []
  return [row.slot === 1 ? [row, other] : [other, row]]
}

async function pointsOf(tx: Tx, sheetIds: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const points = new Map<string, Map<string, number>>()
  for (const row of await store.loadScores(tx, sheetIds))
    points.set(row.sheetId, (points.get(row.sheetId) ?? new Map()).set(row.indicatorCode, row.pointsCenti))
  return points
}
