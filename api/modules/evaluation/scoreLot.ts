import { createHash } from 'node:crypto'
import { SUBJECTS } from '#domain/evidence.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { requestEvidence } from '../evidence/index.ts'
import { loadRulePack, lockTender } from '../tender/index.ts'
import { insertFreeze, isFrozen, loadFrozenLots, loadScoredLots, scoreLots } from './freezeStore.ts'

/** Judges the items of one lot and adds them up; starting the job has cleared away what an earlier one left. */
export async function scoreLot(tx: Tx, tenderId: string, lotId: string): Promise<void> {
  await scoreLots(tx, tenderId, await loadScoredLots(tx, tenderId, lotId), await loadRulePack(tx, tenderId))
}

/**
 * Freezes the scores under the SHA-256 of all items with the scores they rest on, after the last lot.
 * @throws Error when items are missing: a sheet was voided while the lots were being scored, and the freeze starts anew
 */
export async function freezeAll(tx: Tx, tenderId: string): Promise<void> {
  const tender = await lockTender(tx, tenderId)
  if (await isFrozen(tx, tenderId)) return
  const pack = await loadRulePack(tx, tenderId)
  const lots = await loadScoredLots(tx, tenderId)
  const frozen = await loadFrozenLots(tx, tenderId, lots, pack)
  const sum = (of: (lot: (typeof frozen)[number]) => number) => frozen.reduce((total, lot) => total + of(lot), 0)
  const items = sum(lot => lot.items)
  const expected = lots.reduce((total, lot) => total + lot.declarations, 0) * pack.indicators.length
  if (items !== expected) throw new Error(`${expected - items} of ${expected} items are not judged`)
  const hash = createHash('sha256')
  for (const lot of frozen) hash.update(lot.lines)
  const freeze = { hash: hash.digest('hex'), items, scores: sum(lot => lot.scores) }
  await insertFreeze(tx, tenderId, freeze)
  await appendAudit(tx, null, {
    tenderId,
    action: 'freezeScores',
    subject: SUBJECTS.freeze(tender.code, freeze.hash),
    payload: freeze,
    changes: items,
  })
  await requestEvidence(tx, tenderId, 'scores', null)
}
