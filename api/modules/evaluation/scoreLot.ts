import { createHash } from 'node:crypto'
import { countingOf } from '#domain/calendarPolicy.ts'
import { SUBJECTS } from '#domain/evidence.ts'
import { freezeBytes } from '#domain/scoreSheet.ts'
import { periodEnd } from '#domain/workingDays.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { requestEvidence } from '../evidence/index.ts'
import { loadRulePack, lockTender } from '../tender/index.ts'
import { insertFreeze, isFrozen, loadLotScores, loadScoredLots, scoreLots } from './freezeStore.ts'
import { closeRound, findRound } from './roundStore.ts'

/** Judges the items of some lots and adds them up; starting the job has cleared away what an earlier one left. */
export async function scoreSomeLots(tx: Tx, tenderId: string, lotIds: readonly string[]): Promise<void> {
  await scoreLots(tx, tenderId, await loadScoredLots(tx, tenderId, lotIds), await loadRulePack(tx, tenderId))
}

/** Items and scores of all lots. @throws Error when items are missing: a sheet was voided while the lots were scored */
async function completeScores(tx: Tx, tenderId: string, indicators: number) {
  const lots = await loadLotScores(tx, tenderId)
  const items = lots.reduce((total, lot) => total + lot.items, 0)
  const declared = await loadScoredLots(tx, tenderId)
  const expected = declared.reduce((total, lot) => total + lot.declarations, 0) * indicators
  if (items !== expected) throw new Error(`${expected - items} of ${expected} items are not judged`)
  return { lots, items, scores: lots.reduce((total, lot) => total + lot.scores, 0) }
}

/** Closes the first review after the last lot: each supplier sees its scores and may contest them until a day. */
export async function announceScores(tx: Tx, tenderId: string): Promise<void> {
  const tender = await lockTender(tx, tenderId)
  const round = await findRound(tx, tenderId, 'first')
  if (!round || round.closedAt) return
  const pack = await loadRulePack(tx, tenderId)
  const { items } = await completeScores(tx, tenderId, pack.indicators.length)
  const clarifyUntil = periodEnd(tender.now, pack.review.clarificationDays, countingOf(pack.calendar, 'clarification'))
  await closeRound(tx, tenderId, 'first', clarifyUntil)
  await appendAudit(tx, null, {
    tenderId,
    action: 'announceScores',
    subject: `tender:${tender.code}`,
    payload: { items, clarifyUntil: clarifyUntil.toISOString() },
    changes: items,
  })
}

/** Freezes the scores after the last lot, under a hash of all items with the scores they rest on. */
export async function freezeAll(tx: Tx, tenderId: string): Promise<void> {
  const tender = await lockTender(tx, tenderId)
  if (await isFrozen(tx, tenderId)) return
  const pack = await loadRulePack(tx, tenderId)
  const { lots, items, scores } = await completeScores(tx, tenderId, pack.indicators.length)
  const hash = createHash('sha256')
    .update(freezeBytes(lots.map(lot => [lot.lot, lot.hash])))
    .digest('hex')
  for (const phase of ['first', 'second'] as const) await closeRound(tx, tenderId, phase, null)
  await insertFreeze(tx, tenderId, { hash, items, scores })
  await appendAudit(tx, null, {
    tenderId,
    action: 'freezeScores',
    subject: SUBJECTS.freeze(tender.code, hash),
    payload: { hash, items, scores },
    changes: items,
  })
  await requestEvidence(tx, tenderId, 'scores', null)
}
