import { hex, lengthPrefixed, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { add, fraction, mul } from './fraction.ts'
import type { Fen } from './money.ts'
import { compareCodes } from './order.ts'
import type { CutPolicy, TieCriterion } from './policies.ts'
import { keepPriceCap } from './priceCap.ts'
import { isLowPrice, priceScore } from './priceScore.ts'
import type { RulePack } from './rulePack.ts'
import { toCenti } from './scoring.ts'

/** The parts of a rule pack that decide a ranking. */
export type RankingRules = Pick<RulePack, 'price' | 'weights' | 'cuts' | 'ties'>

/** One declaration with a valid price. Scores are published hundredths of a point. */
export interface RankingInput {
  readonly supplier: string
  readonly qualityCenti: number
  /** fen per kg */
  readonly priceFen: Fen
  /** kg that hospitals reported for this supplier or lot; the first tie criterion. */
  readonly reportedDemandKg: number
  /** null before the samples are tested. */
  readonly sampleCenti: number | null
  /** kg supplied in the last batch. */
  readonly lastSupplyKg: number
  /** Sort key of the witnessed seeded draw, hex; the lesser one is first. */
  readonly drawKey: string
  /** Two people did not accept its reasons for a low price: it stands in the ranking and cannot win. */
  readonly lowPriceRejected?: boolean
}

/** All that stands in one ranking. */
export interface RankingField {
  readonly ceilingFen: Fen
  readonly entries: readonly RankingInput[]
}

/** Why an entry is not selected. */
export type RankingReason = 'belowFloor' | 'lowPriceRejected' | 'tooFewDeclarers' | 'beyondCut' | 'priceAboveCap'

/** A place, with every step that led to it, so that a page can explain it. */
export interface RankedEntry extends RankingInput {
  /** 1 is best; unique within the lot. */
  readonly rank: number
  /** Quality reaches the floor (and the pass line of strategy D), and no low price was rejected. */
  readonly eligible: boolean
  readonly priceScoreCenti: number
  readonly compositeCenti: number
  /** What put it behind the entry above: nothing for the first, the floor, the composite score or a tie criterion. */
  readonly decidedBy: 'first' | 'floor' | 'lowPrice' | 'composite' | TieCriterion
  /** Suppliers with the same composite score, by code. */
  readonly tiedWith: readonly string[]
  /** The price must be justified. */
  readonly lowPrice: boolean
}

/** A ranking with its cut. */
export interface Selection {
  readonly entries: readonly (RankedEntry & {
    readonly selected: boolean
    readonly reasons: readonly RankingReason[]
  })[]
  /** How many entries there were (M or S). */
  readonly entered: number
  /** How many places there are (S or W). */
  readonly places: number
  /** Too few declarers: nobody is selected, the published fallback applies (招标投标法 28). */
  readonly fallback: boolean
}

type Scored = Omit<RankedEntry, 'rank' | 'decidedBy' | 'tiedWith'>

/** The quality needed, in hundredths of a point: the floor, or the pass line of strategy D where that is higher. */
export function floorCenti({ price, cuts }: RankingRules): number {
  return 100 * (price.strategy === 'D' ? Math.max(cuts.qualityFloor, price.passLine) : cuts.qualityFloor)
}

function isEligible({ qualityCenti, lowPriceRejected }: RankingInput, rules: RankingRules): boolean {
  return qualityCenti >= floorCenti(rules) && lowPriceRejected !== true
}

/** The prices that the others are measured against, in fen per kg: of those who can win. */
export function countedPrices({ entries }: RankingField, rules: RankingRules): Fen[] {
  return entries.filter(entry => isEligible(entry, rules)).map(entry => entry.priceFen)
}

/**
 * Composite = wq · Q + wp · P, from the published quality total and the exact price score, rounded once, half up, to two
 * decimals: anyone can recompute it from what is published (1-domain §3.3).
 */
function score(field: RankingField, rules: RankingRules): Scored[] {
  const counted = countedPrices(field, rules)
  const { qualityPercent, pricePercent } = rules.weights
  return field.entries.map(entry => {
    const price = priceScore(entry.priceFen, { ceilingFen: field.ceilingFen, pricesFen: counted }, rules.price)
    const quality = fraction(entry.qualityCenti * qualityPercent, 10_000)
    return {
      ...entry,
      eligible: isEligible(entry, rules),
      priceScoreCenti: toCenti(price),
      compositeCenti: toCenti(add(quality, mul(price, fraction(pricePercent, 100)))),
      lowPrice: isLowPrice(entry.priceFen, counted, rules.cuts.lowPricePercent),
    }
  })
}

function byAmount(a: Fen | number, b: Fen | number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Negative if a comes first. Never the time of submission (1-domain §3.3). */
const TIE_BREAKERS: Readonly<Record<TieCriterion, (a: RankingInput, b: RankingInput) => number>> = {
  demand: (a, b) => b.reportedDemandKg - a.reportedDemandKg,
  quality: (a, b) => b.qualityCenti - a.qualityCenti,
  sample: (a, b) => (b.sampleCenti ?? 0) - (a.sampleCenti ?? 0),
  price: (a, b) => byAmount(a.priceFen, b.priceFen),
  lastSupply: (a, b) => b.lastSupplyKg - a.lastSupplyKg,
  draw: (a, b) => compareCodes(a.drawKey, b.drawKey),
}

interface Step {
  readonly by: RankedEntry['decidedBy']
  readonly sign: number
}

function compareScored(a: Scored, b: Scored, ties: readonly TieCriterion[]): Step {
  if (a.eligible !== b.eligible) {
    const by = (a.eligible ? b : a).lowPriceRejected ? 'lowPrice' : 'floor'
    return { by, sign: a.eligible ? -1 : 1 }
  }
  if (a.compositeCenti !== b.compositeCenti) return { by: 'composite', sign: b.compositeCenti - a.compositeCenti }
  for (const by of ties) {
    const sign = TIE_BREAKERS[by](a, b)
    if (sign !== 0) return { by, sign }
  }
  // Equal draw keys do not happen (SHA-256); the code only keeps the order of the input out of the result.
  return { by: 'draw', sign: compareCodes(a.supplier, b.supplier) }
}

function tiedSuppliers(sorted: readonly Scored[]): Map<string, string[]> {
  const tied = new Map<string, string[]>()
  for (const { eligible, compositeCenti, supplier } of sorted) {
    const key = `${eligible}/${compositeCenti}`
    const group = tied.get(key)
    if (group) group.push(supplier)
    else tied.set(key, [supplier])
  }
  return tied
}

/**
 * Ranks a lot: entries above the quality floor first, then by composite score, ties by the chain of the pack (1-domain
 * §3.3). The order of the input does not matter. Out: best first.
 * @throws RangeError if a supplier stands twice in the field or a price is not above 0.
 */
export function rankLot(field: RankingField, rules: RankingRules): RankedEntry[] {
  if (new Set(field.entries.map(entry => entry.supplier)).size < field.entries.length) {
    throw new RangeError('a supplier stands twice in a ranking')
  }
  const sorted = score(field, rules).sort((a, b) => compareScored(a, b, rules.ties).sign)
  const tied = tiedSuppliers(sorted)
  return sorted.map((entry, index) => {
    const above = sorted[index - 1]
    const group = tied.get(`${entry.eligible}/${entry.compositeCenti}`) ?? []
    return {
      ...entry,
      rank: index + 1,
      decidedBy: above ? compareScored(above, entry, rules.ties).by : 'first',
      tiedWith: group.filter(code => code !== entry.supplier).sort(compareCodes),
    }
  })
}

/** Places on the shortlist: S = min(60, ⌈0.8 · M⌉) (1-domain §3.3). */
export function shortlistPlaces(declarers: number, cuts: CutPolicy): number {
  return Math.min(cuts.shortlistCap, Math.ceil((declarers * cuts.shortlistPercent) / 100))
}

/**
 * Places for winners: W = min(50, ⌊0.8 · S⌋), and at least one loser if S ≥ 2 (1-domain §3.3). A single shortlisted
 * supplier keeps its place, because the rule asks for a loser only among two or more.
 */
export function winnerPlaces(shortlisted: number, cuts: CutPolicy): number {
  if (shortlisted < 2) return shortlisted
  const share = Math.floor((shortlisted * cuts.winnerPercent) / 100)
  return Math.min(cuts.winnerCap, shortlisted - 1, Math.max(1, share))
}

function select(
  ranked: readonly RankedEntry[],
  places: number,
  fallback: boolean,
  chosen: ReadonlySet<string>,
  tooDear: ReadonlySet<string>,
): Selection {
  const reasonFor = (entry: RankedEntry): RankingReason => {
    if (entry.lowPriceRejected) return 'lowPriceRejected'
    if (!entry.eligible) return 'belowFloor'
    if (fallback) return 'tooFewDeclarers'
    return tooDear.has(entry.supplier) ? 'priceAboveCap' : 'beyondCut'
  }
  const entries = ranked.map(entry => {
    const selected = chosen.has(entry.supplier)
    return { ...entry, selected, reasons: selected ? [] : [reasonFor(entry)] }
  })
  return { entries, entered: ranked.length, places, fallback }
}

function codesOf(entries: readonly RankedEntry[]): Set<string> {
  return new Set(entries.map(entry => entry.supplier))
}

/** Ranks all valid declarers of a lot and cuts the shortlist: the first S with Q ≥ 60; M < 3 → fallback (§3.3). */
export function shortlistLot(field: RankingField, rules: RankingRules): Selection {
  const ranked = rankLot(field, rules)
  const fallback = ranked.length < rules.cuts.minimumDeclarers
  const places = fallback ? 0 : shortlistPlaces(ranked.length, rules.cuts)
  const chosen = codesOf(ranked.filter(entry => entry.eligible).slice(0, places))
  return select(ranked, places, fallback, chosen, new Set())
}

/**
 * Ranks the shortlisted entries that are still in (sample passed, valid price of the last round) and cuts the winners:
 * the first W, no price above 1.5 × that of the lowest proposed winner, or of the lowest one that needs no justification,
 * as the pack says (1-domain §3.3 [A]).
 */
export function awardLot(field: RankingField, rules: RankingRules): Selection {
  const ranked = rankLot(field, rules)
  const places = winnerPlaces(ranked.length, rules.cuts)
  const eligible = ranked.filter(entry => entry.eligible)
  const { proposed, tooDear } = keepPriceCap(eligible, places, rules.cuts)
  return select(ranked, places, false, codesOf(proposed), tooDear)
}

/**
 * Sort key of the witnessed seeded draw, the last tie criterion: SHA-256⟨hash of the frozen scores, lot, supplier⟩ in hex.
 * The freeze is public before any price is, so nobody can choose it.
 */
export async function tieDrawKey(
  freezeHash: string,
  lot: string,
  supplier: string,
  crypto: CryptoPort,
): Promise<string> {
  return hex(await crypto.sha256(lengthPrefixed(utf8(freezeHash), utf8(lot), utf8(supplier))))
}
