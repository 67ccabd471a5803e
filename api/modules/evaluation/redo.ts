import { pickExpert } from '#domain/assignment.ts'
import { refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { deleteResults, isFrozen } from './freezeStore.ts'
import { forgetReasonsDue, voidArbitration, voidSheetsOf } from './redoStore.ts'
import { insertSheets, isJobRunning, loadItemLoad, loadJudges, loadPanel, type NewSheet, type Panel } from './store.ts'

export interface Redo {
  readonly tenderId: string
  /** Whose conclusions are void. */
  readonly expert: string
  /** Only for this supplier; null for all. */
  readonly supplier: string | null
  /** Takes the sheets over where they may judge; the others, or all without a successor, go to the least loaded. */
  readonly successor: string | null
}

/**
 * Voids an expert's sheets and hands the same slots to others, to be scored anew (实施条例 48). Where a blind score falls
 * away, so does the arbitration that rested on it. The caller holds the tender's lock. Refuses while sheets are being
 * dealt or scores frozen, and after the freeze.
 * @returns how many sheets were voided or handed out
 */
export async function redoSheets(tx: Tx, redo: Redo): Promise<number> {
  if (await isFrozen(tx, redo.tenderId)) refuse('alreadyDone')
  if (await isJobRunning(tx, redo.tenderId, 'assignReview', 'scoreLots')) refuse('jobRunning')
  const voided = await voidSheetsOf(tx, redo.tenderId, redo.expert, redo.supplier)
  if (voided.length === 0) return 0
  const blind = voided.filter(sheet => !sheet.panel && sheet.slot < 3)
  const arbitrations = await voidArbitration(tx, redo.tenderId, blind)
  await forgetReasonsDue(tx, redo.tenderId, voided)
  await deleteResults(tx, redo.tenderId)
  const holders = await holdersOf(tx, redo.tenderId, voided)
  const load = await loadItemLoad(tx, redo.tenderId)
  const panel = await loadPanel(tx, redo.tenderId)
  const dealt = voided.map(sheet => {
    const expert = newExpert(sheet, redo, panel, holders.get(keyOf(sheet)) ?? [], load)
    load.set(expert, (load.get(expert) ?? 0) + sheet.indicatorCodes.length)
    return { ...sheet, expert }
  })
  await insertSheets(tx, redo.tenderId, dealt)
  return voided.length + arbitrations + dealt.length
}

function newExpert(
  sheet: NewSheet,
  redo: Redo,
  panel: Panel,
  holders: readonly string[],
  load: ReadonlyMap<string, number>,
) {
  const judgedBy = [...holders, redo.expert]
  const pick = (experts: Panel['experts']) => pickExpert(sheet, judgedBy, experts, panel.conflicts, load)
  const successor = pick(panel.experts.filter(expert => expert.code === redo.successor))
  return (
    successor ??
    pick(panel.experts) ??
    refuse('tooFewExperts', undefined, { subject: sheet.supplier, count: 0, needed: 1 })
  )
}

const keyOf = ({ supplier, subjectKey, part, panel }: Pick<NewSheet, 'supplier' | 'subjectKey' | 'part' | 'panel'>) =>
  JSON.stringify([supplier, subjectKey, part, panel])

async function holdersOf(tx: Tx, tenderId: string, subjects: readonly NewSheet[]): Promise<Map<string, string[]>> {
  const holders = new Map<string, string[]>()
  for (const row of await loadJudges(tx, tenderId, [...new Set(subjects.map(sheet => sheet.supplier))]))
    holders.set(keyOf(row), [...(holders.get(keyOf(row)) ?? []), row.expert])
  return holders
}
