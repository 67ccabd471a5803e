import type { Fen } from './money.ts'
import type { CutPolicy, PriceCapBase } from './policies.ts'

/** What of a place the cap looks at. */
export interface CappedPlace {
  readonly supplier: string
  readonly priceFen: Fen
  /** The price must be justified. */
  readonly lowPrice: boolean
}

/** Whose price the cap counts from. A pack from before this was a choice means the lowest of all winners. */
export function capBaseOf({ priceCapBase = 'lowestWinner' }: Pick<CutPolicy, 'priceCapBase'>): PriceCapBase {
  return priceCapBase
}

/**
 * The price that the cap counts from, among those who would win; null if none counts: then nobody is measured. Prices
 * that must be justified are the lowest of a lot, so leaving them out can only raise it.
 */
export function capBaseFen(winners: readonly CappedPlace[], cuts: CutPolicy): Fen | null {
  const isOrdinary = capBaseOf(cuts) === 'lowestOrdinaryWinner'
  const counted = winners.filter(one => !(isOrdinary && one.lowPrice))
  return counted.reduce<Fen | null>((low, { priceFen }) => (low === null || priceFen < low ? priceFen : low), null)
}

/** The highest price allowed beside a base, rounded down to the fen. */
export function capFen(baseFen: Fen, { priceCapPercent }: CutPolicy): Fen {
  return (baseFen * BigInt(priceCapPercent)) / 100n
}

/**
 * Drops who asks more than the price cap from the proposed winners and lets the next ranks move up, until all keep it
 * (1-domain §3.3 [A]). The base itself is never dropped, and whoever moves up can only lower it, so that nobody who was
 * dropped would have to come back.
 * @param eligible best first
 */
export function keepPriceCap<T extends CappedPlace>(eligible: readonly T[], places: number, cuts: CutPolicy) {
  const tooDear = new Set<string>()
  for (;;) {
    const proposed = eligible.filter(entry => !tooDear.has(entry.supplier)).slice(0, places)
    const baseFen = capBaseFen(proposed, cuts)
    if (baseFen === null) return { proposed, tooDear }
    const above = proposed.filter(entry => entry.priceFen > capFen(baseFen, cuts))
    if (above.length === 0) return { proposed, tooDear }
    for (const entry of above) tooDear.add(entry.supplier)
  }
}
