import { createHash } from 'node:crypto'
import { SUBJECTS } from '#domain/evidence.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from '../tender/index.ts'
import type { Facts, Matter } from './facts.ts'
import { expertLabels } from './labels.ts'
import * as store from './scoresStore.ts'
import { rowsAbout } from './store.ts'

/** All score sheets that count and the totals they came to; experts under their labels of the draw. */
export async function scoresFacts(tx: Tx, { tenderId, tender }: Matter): Promise<Facts<'scores'>> {
  const freezeHash = await store.loadFreezeHash(tx, tenderId)
  const subject = SUBJECTS.freeze(tender, freezeHash)
  const sheets = await store.loadSheets(tx, tenderId)
  const labels = await expertLabels(
    tx,
    tenderId,
    sheets.map(sheet => sheet.expert),
  )
  const labelOf = (expert: string) => labels.get(expert) ?? ''
  const signatures = await store.loadSignatures(tx, tenderId)
  const content = {
    tender,
    tenderId,
    pack: await loadRulePack(tx, tenderId),
    lots: await store.loadLots(tx, tenderId),
    sheets: sheets.map(sheet => ({
      ...sheet,
      expert: labelOf(sheet.expert),
      scores: sheet.scores.map(
        ([code, centi, reason]) => [code, centi, reason === null ? null : sha256(reason)] as const,
      ),
    })),
    signatures: signatures.map(signed => ({ ...signed, expert: labelOf(signed.expert) })),
    totals: await store.loadTotals(tx, tenderId),
    freezeHash,
  }
  return { content, rowSeqs: await rowsAbout(tx, tenderId, ['freezeScores'], [subject]) }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
