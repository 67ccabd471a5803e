import { awardsHash, type PlaceEvidence, SUBJECTS } from '#domain/evidence.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from '../tender/index.ts'
import type { Facts, Matter } from './facts.ts'
import * as store from './rankingStore.ts'
import { loadFreezeHash } from './scoresStore.ts'
import { rowsAbout } from './store.ts'

/** Both rankings of every lot, and the winners that became final. */
export async function rankingFacts(tx: Tx, { tenderId, tender }: Matter): Promise<Facts<'ranking'>> {
  const freezeHash = await loadFreezeHash(tx, tenderId)
  const places = await store.loadPlaces(tx, tenderId)
  const winners = await store.loadWinners(tx, tenderId)
  const samples = await store.loadSamples(tx, tenderId)
  const lowPrices = await store.loadLowPrices(tx, tenderId)
  const phaseOf = (lot: string, phase: string): PlaceEvidence[] =>
    places.filter(place => place.lot === lot && place.phase === phase).map(evidenceOf)
  const lots = (await store.loadCeilings(tx, tenderId)).map(({ lot, ceilingFen }) => ({
    lot,
    ceilingFen: String(ceilingFen),
    shortlist: phaseOf(lot, 'shortlist'),
    award: phaseOf(lot, 'award'),
    failedSamples: samples.filter(row => row.lot === lot && row.removed).map(row => row.supplier),
    sampleScores: samples.flatMap(row =>
      row.lot === lot && row.scoreCenti !== null ? [[row.supplier, row.scoreCenti] as const] : [],
    ),
    lowPrices: lowPrices.filter(row => row.lot === lot).map(row => [row.supplier, row.outcome] as const),
    winners: winnersOf(winners, lot),
  }))
  const hash = await awardsHash(
    lots.map(lot => [lot.lot, lot.winners]),
    nodeCrypto,
  )
  const decided = lowPrices.map(row => SUBJECTS.lowPrice(tender, row.lot, row.supplier, row.outcome))
  const subjects = [SUBJECTS.freeze(tender, freezeHash), ...decided, SUBJECTS.awards(tender, hash)]
  return {
    content: { tender, tenderId, pack: await loadRulePack(tx, tenderId), freezeHash, lots },
    rowSeqs: await rowsAbout(tx, tenderId, ['freezeScores', 'decideLowPrice', 'finaliseAwards'], subjects),
  }
}

const winnersOf = (winners: readonly store.WinnerRow[], lot: string) =>
  winners.filter(row => row.lot === lot).map(row => [row.supplier, String(row.priceFen)] as const)

/** The hash of the final winners as the log keeps it. */
export async function finalAwardsHash(tx: Tx, tenderId: string): Promise<string> {
  const winners = await store.loadWinners(tx, tenderId)
  const lots = await store.loadCeilings(tx, tenderId)
  return awardsHash(
    lots.map(({ lot }) => [lot, winnersOf(winners, lot)]),
    nodeCrypto,
  )
}

function evidenceOf(row: store.PlaceRow): PlaceEvidence {
  const { supplier, rank, selected, qualityCenti, priceScoreCenti, compositeCenti, explanation } = row
  const { decidedBy, reasons } = explanation
  const priceFen = String(row.priceFen)
  return { supplier, rank, selected, qualityCenti, priceFen, priceScoreCenti, compositeCenti, decidedBy, reasons }
}
