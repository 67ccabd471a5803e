/** What follows when scores have come in: a third expert where two lie too far apart, reasons where one lies far off. */
import { pickExpert } from '#domain/assignment.ts'
import type { Indicator } from '#domain/indicators.ts'
import { scoresNeeded } from '#domain/reviewPlan.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { disputedCodes } from '#domain/scoreSheet.ts'
import { fromCenti, outliers } from '#domain/scoring.ts'
import { refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import type { TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

/** A tender's review with all living sheets of the subjects that are being scored. */
export interface Review {
  readonly tender: TenderRow
  readonly pack: RulePack
  /** As they are after the submission. */
  readonly subjects: readonly store.SheetRow[]
  readonly panel: store.Panel
}

/** The indicators a sheet asks for. */
export const asked = (pack: RulePack, row: Pick<store.SheetRow, 'indicatorCodes'>): readonly Indicator[] =>
  pack.indicators.filter(one => row.indicatorCodes.includes(one.code))

const groupOf = ({ phase, ...sheet }: store.SheetRow) => JSON.stringify([phase, partOf(sheet)])
const partOf = ({ supplier, subjectKey, part, panel }: Omit<store.SheetRow, 'phase'>) =>
  JSON.stringify([supplier, subjectKey, part, panel])

type Points = ReadonlyMap<string, ReadonlyMap<string, store.ScoreRow>>

/** Arbitrations handed out and reasons asked for, after these sheets were submitted. */
export async function settleScores(
  tx: Tx,
  review: Review,
  submitted: readonly store.SheetRow[],
): Promise<{ readonly arbitrations: number; readonly reasonsDue: number }> {
  const touched = new Set(submitted.map(groupOf))
  const groups = new Map<string, store.SheetRow[]>()
  for (const row of review.subjects) {
    const key = groupOf(row)
    if (touched.has(key) && row.status === 'submitted') groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const sheets = [...groups.values()]
  const points = await pointsOf(
    tx,
    sheets.flat().map(row => row.id),
  )
  return {
    arbitrations: await arbitrate(tx, review, sheets, points),
    reasonsDue: await store.setReasonsDue(
      tx,
      sheets.flatMap(group => farOff(group, points, review.pack)),
    ),
  }
}

async function pointsOf(tx: Tx, sheetIds: readonly string[]): Promise<Points> {
  const points = new Map<string, Map<string, store.ScoreRow>>()
  for (const row of await store.loadScores(tx, sheetIds))
    points.set(row.sheetId, (points.get(row.sheetId) ?? new Map()).set(row.indicatorCode, row))
  return points
}

/** The indicators on which the two blind sheets of a group lie too far apart; none while one of them is missing. */
function disputed(group: readonly store.SheetRow[], points: Points, pack: RulePack): readonly string[] {
  const [first, second] = [1, 2].map(slot => group.find(row => row.slot === slot))
  if (!first || !second || first.panel) return []
  const centi = (row: store.SheetRow) =>
    new Map([...(points.get(row.id) ?? [])].map(([code, score]) => [code, score.pointsCenti]))
  return disputedCodes(asked(pack, first), centi(first), centi(second), pack.review.arbitrationPercent)
}

/** Hands the disputed indicators to third experts; how many sheets. */
async function arbitrate(
  tx: Tx,
  { tender, pack, subjects, panel }: Review,
  groups: readonly store.SheetRow[][],
  points: Points,
): Promise<number> {
  const disputes = groups.flatMap(group => {
    const [sheet] = group
    const codes = disputed(group, points, pack)
    const isGiven = sheet !== undefined && subjects.some(row => row.slot === 3 && groupOf(row) === groupOf(sheet))
    return sheet && codes.length > 0 && !isGiven ? [{ sheet, codes }] : []
  })
  if (disputes.length === 0) return 0
  const load = await store.loadItemLoad(tx, tender.id)
  const sheets = disputes.map(({ sheet, codes }) => {
    const judgedBy = subjects.filter(row => partOf(row) === partOf(sheet)).map(row => row.expert)
    const expert =
      pickExpert(sheet, judgedBy, panel.experts, panel.conflicts, load) ??
      refuse('tooFewExperts', undefined, { subject: sheet.supplier, count: 0, needed: 1 })
    load.set(expert, (load.get(expert) ?? 0) + codes.length)
    const { supplier, subjectKey, phase, part } = sheet
    return { supplier, subjectKey, phase, part, panel: false, slot: 3, expert, indicatorCodes: codes }
  })
  return store.insertSheets(tx, tender.id, sheets)
}

/** Scores of items that are complete, too far from the mean of all and without a reason (1-domain §3.2). */
function farOff(group: readonly store.SheetRow[], points: Points, pack: RulePack): store.ScoreRow[] {
  const [sheet] = group
  if (!sheet) return []
  const open = new Set(disputed(group, points, pack))
  return asked(pack, sheet).flatMap(({ code, points: maximum }) => {
    const scores = group.flatMap(row => points.get(row.id)?.get(code) ?? [])
    if (scores.length < scoresNeeded(sheet, open.has(code), pack.review)) return []
    const far = outliers(
      scores.map(score => fromCenti(score.pointsCenti)),
      maximum,
      pack.review.reasonPercent,
    )
    return far.flatMap(index => scores[index] ?? []).filter(score => (score.reason ?? '').trim() === '')
  })
}
