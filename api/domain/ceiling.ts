import { fraction, roundHalfUp } from './fraction.ts'
import { type Fen, plainYuan } from './money.ts'
import type { DemandPolicy } from './policies.ts'
import { type Violation, violation } from './violation.ts'

/** What hospitals bought of a spec at one price in the last 12 months. */
export interface HospitalPrice {
  readonly quantityKg: number
  /** fen per kg */
  readonly priceFen: Fen
  /** How many hospitals' purchases are added up here; one if not said. */
  readonly hospitals?: number
}

/** A proposed ceiling with everything it was computed from, so that it can be explained and recomputed. */
export interface CeilingProposal {
  /** fen per kg */
  readonly ceilingFen: Fen
  /** Volume-weighted median of hospital prices; null if no hospital reported a purchase. */
  readonly weightedP50Fen: Fen | null
  readonly surveyFen: Fen
  /** survey × (1 + factor), rounded half up to fen. */
  readonly surveyLimitFen: Fen
  readonly surveyFactorPercent: number
  /** How many hospitals' purchases were counted, and how many kg. */
  readonly hospitals: number
  readonly quantityKg: bigint
}

function isPurchase(point: HospitalPrice): boolean {
  return point.quantityKg > 0 && point.priceFen > 0n
}

/**
 * The volume-weighted median: the lowest price at which at least half of all kilograms were bought at or below it.
 * Lines without quantity or price are left out. Null if nothing is left.
 */
export function weightedP50(points: readonly HospitalPrice[]): Fen | null {
  const sorted = points
    .filter(isPurchase)
    .sort((a, b) => (a.priceFen === b.priceFen ? 0 : a.priceFen < b.priceFen ? -1 : 1))
  const total = sorted.reduce((sum, point) => sum + point.quantityKg, 0)
  let below = 0
  for (const point of sorted) {
    below += point.quantityKg
    if (2 * below >= total) return point.priceFen
  }
  return null
}

/**
 * The default price ceiling of a spec: min(volume-weighted P50 of hospital prices, survey × (1 + factor)), exact, in fen
 * per kg; the survey alone if no hospital bought any (1-domain §2, stage 3 [D]).
 * @throws RangeError if the survey is not above 0.
 */
export function defaultCeiling(
  points: readonly HospitalPrice[],
  surveyFen: Fen,
  policy: Pick<DemandPolicy, 'surveyFactorPercent'>,
): CeilingProposal {
  if (surveyFen <= 0n) throw new RangeError('a survey price must be above 0')
  const { surveyFactorPercent } = policy
  const surveyLimitFen = roundHalfUp(fraction(surveyFen * BigInt(100 + surveyFactorPercent), 100n))
  const weightedP50Fen = weightedP50(points)
  const purchases = points.filter(isPurchase)
  return {
    ceilingFen: weightedP50Fen !== null && weightedP50Fen < surveyLimitFen ? weightedP50Fen : surveyLimitFen,
    weightedP50Fen,
    surveyFen,
    surveyLimitFen,
    surveyFactorPercent,
    hospitals: purchases.reduce((sum, point) => sum + (point.hospitals ?? 1), 0),
    quantityKg: purchases.reduce((sum, point) => sum + BigInt(point.quantityKg), 0n),
  }
}

/**
 * Checks a quote in fen per kg: 0 < quote ≤ ceiling, and in round 2 not above the bidder's own quote of round 1
 * (1-domain §2, stages 6 and 12). `round1Fen` is null in round 1.
 */
export function checkQuote(priceFen: Fen, ceilingFen: Fen, round1Fen: Fen | null): Violation[] {
  if (priceFen <= 0n) return [violation('notYuan', 'priceFen')]
  const price = plainYuan(priceFen)
  if (priceFen > ceilingFen) return [violation('aboveCeiling', 'priceFen', { price, ceiling: plainYuan(ceilingFen) })]
  if (round1Fen === null || priceFen <= round1Fen) return []
  return [violation('aboveRound1', 'priceFen', { price, round1: plainYuan(round1Fen) })]
}
