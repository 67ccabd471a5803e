import type { CryptoPort } from '#domain/crypto.ts'
import { awardsHash, type EvidenceFile, type PlaceEvidence, type RankingEvidence, SUBJECTS } from '#domain/evidence.ts'
import { awardLot, type RankingInput, type Selection, shortlistLot, tieDrawKey } from '#domain/ranking.ts'
import { parseRulePack } from '#domain/rulePack.ts'
import { checkFrame, checkLog, checkOrder, checkSeal, rowOf } from './log.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

type LotEvidence = RankingEvidence['lots'][number]
type Phase = 'shortlist' | 'award'

/**
 * Ranks every lot again, shortlist and award, from quality totals and opened prices, and compares every place, every cut
 * and the winners that the log knows (1-domain §3.3).
 */
export function verifyRanking(
  file: EvidenceFile<RankingEvidence>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    checkFrame(file, ['ranking'], trustedKey, check)
    const { content, seal } = file
    check.expect(parseRulePack(content.pack).ok, 'pack')
    for (const lot of content.lots) await checkLot(content, lot, crypto, check)
    const winners = content.lots.map(({ lot, winners: won }) => [lot, won] as const)
    const rows = await checkLog(content.log, seal.logKey, content.tenderId, crypto, check)
    const frozen = rowOf(rows, SUBJECTS.freeze(content.tender, content.freezeHash), check)
    const awarded = rowOf(rows, SUBJECTS.awards(content.tender, await awardsHash(winners, crypto)), check)
    // Whoever was let in or kept out for a low price: two people said so, before the award (1-domain §3.3).
    const decided = content.lots.flatMap(({ lot, lowPrices }) =>
      lowPrices.map(([supplier, outcome]) =>
        rowOf(rows, SUBJECTS.lowPrice(content.tender, lot, supplier, outcome), check),
      ),
    )
    for (const row of [frozen, ...decided]) checkOrder([row], [awarded], check)
    await checkSeal(file, crypto, check)
  }, progress)
}

async function checkLot(content: RankingEvidence, lot: LotEvidence, crypto: CryptoPort, check: Checker): Promise<void> {
  const ceilingFen = BigInt(lot.ceilingFen)
  const outcomes = new Map(lot.lowPrices)
  const rejected = new Set([...outcomes].flatMap(([supplier, outcome]) => (outcome === 'rejected' ? supplier : [])))
  const rank = async (phase: Phase) => {
    const entries: RankingInput[] = []
    const scores = new Map(phase === 'award' ? lot.sampleScores : [])
    for (const place of lot[phase]) {
      const entry = await entrant(content.freezeHash, lot.lot, place, crypto)
      const lowPriceRejected = phase === 'award' && rejected.has(place.supplier)
      entries.push({ ...entry, sampleCenti: scores.get(place.supplier) ?? null, lowPriceRejected })
    }
    const field = { ceilingFen, entries }
    return phase === 'shortlist' ? shortlistLot(field, content.pack) : awardLot(field, content.pack)
  }
  checkPlaces(lot, 'shortlist', await rank('shortlist'), check)
  const award = await rank('award')
  checkPlaces(lot, 'award', award, check)
  for (const entry of award.entries) {
    const isOpen = entry.selected && entry.lowPrice && outcomes.get(entry.supplier) !== 'accepted'
    check.expect(!isOpen, 'lowPrice', { lot: lot.lot, supplier: entry.supplier })
  }
  checkFinalists(lot, check)
  const winners = lot.award.filter(place => place.selected).map(place => [place.supplier, place.priceFen])
  for (const [i, [supplier, priceFen]] of winners.entries()) {
    const won = lot.winners[i]
    check.expect(won?.[0] === supplier && won?.[1] === priceFen, 'winner', { lot: lot.lot, place: i + 1 })
    check.saw('winners')
  }
  check.expect(lot.winners.length === winners.length, 'winner', { lot: lot.lot, place: winners.length + 1 })
  check.saw('lots')
}

async function entrant(
  freezeHash: string,
  lot: string,
  place: PlaceEvidence,
  crypto: CryptoPort,
): Promise<RankingInput> {
  const { supplier, qualityCenti } = place
  return {
    supplier,
    qualityCenti,
    priceFen: BigInt(place.priceFen),
    reportedDemandKg: 0,
    sampleCenti: null,
    lastSupplyKg: 0,
    drawKey: await tieDrawKey(freezeHash, lot, supplier, crypto),
  }
}

function checkPlaces(lot: LotEvidence, phase: Phase, selection: Selection, check: Checker): void {
  const claimed = new Map(lot[phase].map(place => [place.supplier, place]))
  for (const entry of selection.entries) {
    const place = claimed.get(entry.supplier)
    const where = { lot: lot.lot, phase, supplier: entry.supplier }
    check.expect(place !== undefined, 'place', where)
    check.expect(place.rank === entry.rank, 'rank', { ...where, found: entry.rank })
    check.expect(place.selected === entry.selected, 'selected', where)
    const isSame =
      place.priceScoreCenti === entry.priceScoreCenti &&
      place.compositeCenti === entry.compositeCenti &&
      place.decidedBy === entry.decidedBy &&
      place.reasons.join() === entry.reasons.join()
    check.expect(isSame, 'place', where)
    check.saw('places')
  }
}

/** Who stands in the last ranking: the shortlisted whose sample did not take them out, with the quality of the first. */
function checkFinalists(lot: LotEvidence, check: Checker): void {
  const first = new Map(lot.shortlist.filter(place => place.selected).map(place => [place.supplier, place]))
  const failed = new Set(lot.failedSamples)
  for (const place of lot.award) {
    const before = first.get(place.supplier)
    const where = { lot: lot.lot, phase: 'award', supplier: place.supplier }
    check.expect(before !== undefined && !failed.has(place.supplier), 'finalist', where)
    check.expect(before.qualityCenti === place.qualityCenti, 'place', where)
    check.expect(BigInt(place.priceFen) <= BigInt(before.priceFen), 'place', where)
  }
  const expected = [...first.keys()].filter(supplier => !failed.has(supplier)).length
  check.expect(lot.award.length === expected, 'finalists', { lot: lot.lot, expected, found: lot.award.length })
}
