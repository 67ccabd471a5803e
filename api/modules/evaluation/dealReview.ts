import { assignSheets, type ReviewSubject, reviewSubjects } from '#domain/assignment.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { rankProposals } from '#domain/scoring.ts'
import { Refusal } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, lockTender } from '../tender/index.ts'
import * as store from './store.ts'

/** Each subject of the submitted declarations twice, to two different drawn experts; refuses where too few may judge. */
export async function planReview(tx: Tx, tenderId: string, pack: RulePack): Promise<readonly store.NewSheet[]> {
  const subjects = reviewSubjects(await store.loadDeclaredLots(tx, tenderId), pack.indicators)
  const panel = await store.loadPanel(tx, tenderId)
  const sheets = subjects.map(subject => ({ ...subject, items: subject.indicatorCodes.length }))
  const plan = assignSheets(sheets, panel.experts, panel.conflicts)
  if (!plan.ok) throw new Refusal(plan.violations)
  const codes = new Map(subjects.map(subject => [keyOf(subject), subject.indicatorCodes]))
  return plan.assignments.map(sheet => ({ ...sheet, indicatorCodes: codes.get(keyOf(sheet)) ?? [] }))
}

const keyOf = (subject: Pick<ReviewSubject, 'supplier' | 'subjectKey'>) =>
  JSON.stringify([subject.supplier, subject.subjectKey])

/** Stores the proposals of rank rules and hands the sheets out, once: later runs change nothing. */
export async function dealReview(tx: Tx, tenderId: string): Promise<void> {
  const tender = await lockTender(tx, tenderId)
  if (tender.stage !== 'review' || (await store.hasSheets(tx, tenderId))) return
  const pack = await loadRulePack(tx, tenderId)
  await proposeRanks(tx, tenderId, pack)
  const changes = await store.insertSheets(tx, tenderId, await planReview(tx, tenderId, pack))
  await appendAudit(tx, null, {
    tenderId,
    action: 'assignReview',
    subject: `tender:${tender.code}`,
    payload: { sheets: changes },
    changes,
  })
}

/** A rank rule compares all suppliers of a subject; those without a submitted declaration there do not count. */
async function proposeRanks(tx: Tx, tenderId: string, pack: RulePack): Promise<void> {
  const ranked = pack.indicators.filter(indicator => indicator.rule.type === 'rank')
  if (ranked.length === 0) return
  const subjects = reviewSubjects(await store.loadDeclaredLots(tx, tenderId), ranked)
  const judged = new Set(subjects.map(keyOf))
  const codes = ranked.map(indicator => indicator.code)
  const answers = await store.loadAnswersTo(tx, tenderId, codes)
  await store.saveProposals(
    tx,
    tenderId,
    rankProposals(
      answers.filter(answer => judged.has(keyOf(answer))),
      ranked,
    ),
  )
}
