import { abs, div, type Fraction, fraction, max as greater, min as lesser, mean, mul, sub, ZERO } from './fraction.ts'
import type { Fen } from './money.ts'
import type { PricePolicy } from './policies.ts'

const HUNDRED = fraction(100)

/** What the prices of a lot are measured against: the ceiling and the prices that count, in fen per kg. */
export interface PriceField {
  readonly ceilingFen: Fen
  readonly pricesFen: readonly Fen[]
}

export function lowest(pricesFen: readonly Fen[]): Fen {
  return pricesFen.reduce((low, price) => {
    if (price < low) return price
    return low
  })
}

function meanPrice(pricesFen: readonly Fen[]): Fraction {
  return mean(pricesFen.map(price => fraction(price)))
}

/** B: everyone at the ceiling leaves nothing to tell apart, so that all get full marks. */
function dropScore(priceFen: Fen, ceilingFen: Fen, lowestFen: Fen): Fraction {
  if (ceilingFen === lowestFen) return HUNDRED
  return fraction((ceilingFen - priceFen) * 100n, ceilingFen - lowestFen)
}

/** C: F − |Pi − Pavg| / Pavg · F · E. */
function distanceScore(priceFen: Fen, average: Fraction, policy: PricePolicy): Fraction {
  const full = fraction(policy.fullScore)
  const distance = div(abs(sub(fraction(priceFen), average)), average)
  return sub(full, mul(mul(distance, full), fraction(policy.distancePercent, 100)))
}

/** D: 100 · (N − place + 1) / N by price, because one ceiling makes the largest drop the lowest price. */
function placeScore(priceFen: Fen, pricesFen: readonly Fen[]): Fraction {
  const cheaper = pricesFen.filter(price => price < priceFen).length
  return fraction(100 * Math.max(0, pricesFen.length - cheaper), pricesFen.length)
}

function rawScore(priceFen: Fen, { ceilingFen, pricesFen }: PriceField, policy: PricePolicy): Fraction {
  switch (policy.strategy) {
    case 'A':
      return fraction(100n * lowest(pricesFen), priceFen)
    case 'B':
      return dropScore(priceFen, ceilingFen, lowest(pricesFen))
    case 'C':
      return distanceScore(priceFen, meanPrice(pricesFen), policy)
    case 'D':
      return placeScore(priceFen, pricesFen)
  }
}

/**
 * The price score, exact, 0 to 100, by the strategy of the pack (1-domain §3.3). The prices that count are those of the
 * entries above the quality line: who cannot win must not set the lowest or the mean price of the others. 0 if none counts.
 * @throws RangeError if the price is not above 0.
 */
export function priceScore(priceFen: Fen, field: PriceField, policy: PricePolicy): Fraction {
  if (priceFen <= 0n) throw new RangeError('a price must be above 0')
  if (field.pricesFen.length === 0) return ZERO
  return greater(ZERO, lesser(HUNDRED, rawScore(priceFen, field, policy)))
}

/**
 * Whether a price is so low that it must be justified: below max(50 % of the mean, lowest) of the prices that count
 * (1-domain §3.3 [A]). A flag for people; nothing is voided by it.
 */
export function isLowPrice(priceFen: Fen, pricesFen: readonly Fen[], lowPricePercent: number): boolean {
  if (pricesFen.length === 0) return false
  const sum = pricesFen.reduce((total, price) => total + price, 0n)
  const belowMean = priceFen * 100n * BigInt(pricesFen.length) < sum * BigInt(lowPricePercent)
  return belowMean || priceFen < lowest(pricesFen)
}
