import { poolLabel, poolSalt } from '#domain/draw.ts'
import { type ScoresEvidence, SUBJECTS } from '#domain/evidence.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from '../tender/index.ts'
import { findPoolSecret } from './drawStore.ts'
import type { Facts, Matter } from './facts.ts'
import * as store from './scoresStore.ts'
import { rowsAbout } from './store.ts'

/** All score sheets that count and the totals they came to; experts under their labels of the draw. */
export async function scoresFacts(tx: Tx, { tenderId, tender }: Matter): Promise<Facts<'scores'>> {
  const freezeHash = await store.loadFreezeHash(tx, tenderId)
  const subject = SUBJECTS.freeze(tender, freezeHash)
  const content = {
    tender,
    tenderId,
    pack: await loadRulePack(tx, tenderId),
    lots: await store.loadLots(tx, tenderId),
    sheets: await labelled(tx, tenderId, await store.loadSheets(tx, tenderId)),
    totals: await store.loadTotals(tx, tenderId),
    freezeHash,
  }
  return { content, rowSeqs: await rowsAbout(tx, tenderId, ['freezeScores'], [subject]) }
}

async function labelled(
  tx: Tx,
  tenderId: string,
  sheets: readonly store.SheetRow[],
): Promise<ScoresEvidence['sheets']> {
  const { poolSecret } = (await findPoolSecret(tx, tenderId)) ?? { poolSecret: new Uint8Array(0) }
  const labels = new Map<string, string>()
  for (const { expert } of sheets)
    if (!labels.has(expert))
      labels.set(expert, await poolLabel(await poolSalt(poolSecret, expert, nodeCrypto), expert, nodeCrypto))
  return sheets.map(({ supplier, subjectKey, slot, expert, scores }) => [
    supplier,
    subjectKey,
    slot,
    labels.get(expert) ?? '',
    scores,
  ])
}
