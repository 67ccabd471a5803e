import { assignSheets } from '#domain/assignment.ts'
import { type ReviewPart, type ReviewPhase, reviewParts, seatsOf, secondParts } from '#domain/reviewPlan.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { rankProposals } from '#domain/scoring.ts'
import { Refusal } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, lockTender } from '../tender/index.ts'
import { loadContested } from './clarificationStore.ts'
import { findRound, openRound } from './roundStore.ts'
import * as store from './store.ts'

/** What a review judges, each part with all its seats taken by experts who may; refuses where too few may. */
export async function planReview(
  tx: Tx,
  tenderId: string,
  pack: RulePack,
  phase: ReviewPhase,
): Promise<readonly store.NewSheet[]> {
  const all = reviewParts(await store.loadDeclaredLots(tx, tenderId), pack.indicators, pack.review)
  const parts = phase === 'first' ? all : secondParts(all, await loadContested(tx, tenderId), pack.review)
  const panel = await store.loadPanel(tx, tenderId)
  const before = phase === 'first' ? new Map<string, string[]>() : await judgedBefore(tx, tenderId)
  const sheets = parts.map(part => ({
    ...part,
    items: part.indicatorCodes.length,
    seats: seatsOf(part, pack.review),
    not: before.get(keyOf(part)) ?? [],
  }))
  const plan = assignSheets(sheets, panel.experts, panel.conflicts)
  if (!plan.ok) throw new Refusal(plan.violations)
  const codes = new Map(parts.map(part => [keyOf(part), part.indicatorCodes]))
  return plan.assignments.map(({ supplier, subjectKey, part, panel: isPanel, slot, expert }) => ({
    supplier,
    subjectKey,
    phase,
    part,
    panel: isPanel,
    slot,
    expert,
    indicatorCodes: codes.get(keyOf({ supplier, subjectKey, part, panel: isPanel })) ?? [],
  }))
}

const keyOf = (sheet: Pick<ReviewPart, 'supplier' | 'subjectKey' | 'part' | 'panel'>) =>
  JSON.stringify([sheet.supplier, sheet.subjectKey, sheet.part, sheet.panel])

/** Who judged each part already, by its key. */
async function judgedBefore(tx: Tx, tenderId: string): Promise<Map<string, string[]>> {
  const before = new Map<string, string[]>()
  for (const row of await store.loadJudges(tx, tenderId)) {
    const experts = before.get(keyOf(row))
    if (experts) experts.push(row.expert)
    else before.set(keyOf(row), [row.expert])
  }
  return before
}

/** Opens a review: stores the proposals of rank rules and hands the sheets out, once: later runs change nothing. */
export async function dealReview(tx: Tx, tenderId: string, phase: ReviewPhase): Promise<void> {
  const tender = await lockTender(tx, tenderId)
  if (tender.stage !== 'review' || (await findRound(tx, tenderId, phase))) return
  const pack = await loadRulePack(tx, tenderId)
  if (phase === 'first') await proposeRanks(tx, tenderId, pack)
  await openRound(tx, tenderId, phase)
  const changes = await store.insertSheets(tx, tenderId, await planReview(tx, tenderId, pack, phase))
  await appendAudit(tx, null, {
    tenderId,
    action: phase === 'first' ? 'assignReview' : 'startSecondReview',
    subject: `tender:${tender.code}`,
    payload: { sheets: changes },
    changes: changes + 1,
  })
}

/** A rank rule compares all suppliers of a subject; those without a submitted declaration there do not count. */
async function proposeRanks(tx: Tx, tenderId: string, pack: RulePack): Promise<void> {
  const ranked = pack.indicators.filter(indicator => indicator.rule.type === 'rank')
  if (ranked.length === 0) return
  const subjectOf = (one: { supplier: string; subjectKey: string }) => JSON.stringify([one.supplier, one.subjectKey])
  const parts = reviewParts(await store.loadDeclaredLots(tx, tenderId), ranked, pack.review)
  const judged = new Set(parts.map(subjectOf))
  const codes = ranked.map(indicator => indicator.code)
  const answers = await store.loadAnswersTo(tx, tenderId, codes)
  const counted = answers.filter(answer => judged.has(subjectOf(answer)))
  await store.saveProposals(tx, tenderId, rankProposals(counted, ranked))
}
