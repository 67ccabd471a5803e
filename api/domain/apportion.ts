/** Exact division of whole amounts (kg, fen, seats) by the method of the largest remainder (1-domain §3.4, invariants). */

function checkAmounts(values: readonly bigint[], total: bigint): void {
  if (total < 0n) throw new RangeError('the total to divide is negative')
  if (values.some(value => value < 0n)) throw new RangeError('a weight or cap is negative')
}

function addUp(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n)
}

/**
 * Divides `total` in proportion to `weights`: each share is the quota rounded down, and what is left goes one by one to
 * the largest remainders; among equal remainders the lower index is first. Σ result = total, |share − quota| < 1.
 * @throws RangeError if a weight or the total is negative, or if every weight is 0 and the total is not.
 */
export function largestRemainder(weights: readonly bigint[], total: bigint): bigint[] {
  checkAmounts(weights, total)
  const weightSum = addUp(weights)
  if (weightSum === 0n) {
    if (total > 0n) throw new RangeError('nothing to divide by: every weight is 0')
    return weights.map(() => 0n)
  }
  const shares = weights.map(weight => (weight * total) / weightSum)
  const left = Number(total - addUp(shares))
  const order = weights
    .map((weight, index) => ({ index, remainder: (weight * total) % weightSum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of order.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n
  return shares
}

interface Claim {
  readonly index: number
  readonly weight: bigint
  readonly cap: bigint
}

/** Fills the claims in proportion to weight until each cap; returns what is left when all caps are full. */
function fill(claims: readonly Claim[], total: bigint, shares: bigint[]): bigint {
  // In the order of cap ÷ weight, who is full at the present level stays full at every later one (water filling).
  const order = [...claims].sort((a, b) => {
    const left = a.cap * b.weight
    const right = b.cap * a.weight
    return left === right ? a.index - b.index : left < right ? -1 : 1
  })
  let left = total
  let weightLeft = addUp(order.map(claim => claim.weight))
  let full = 0
  for (const { index, weight, cap } of order) {
    if (cap * weightLeft > weight * left) break
    shares[index] = cap
    left -= cap
    weightLeft -= weight
    full += 1
  }
  const open = order.slice(full).sort((a, b) => a.index - b.index)
  if (open.length === 0) return left
  // Every open quota is strictly below its whole cap, so that rounding up cannot exceed the cap.
  const parts = largestRemainder(
    open.map(claim => claim.weight),
    left,
  )
  open.forEach((claim, i) => {
    shares[claim.index] = parts[i] ?? 0n
  })
  return 0n
}

/**
 * Divides `total` in proportion to `weights`, no share above its cap: the shares are min(cap, level × weight), rounded by
 * the largest remainder. Entries of weight 0 receive equal parts, and only after all others are full.
 * Out: the shares, Σ = total; null if Σ caps < total.
 * @throws RangeError if an amount is negative or the lists differ in length.
 */
export function apportionCapped(weights: readonly bigint[], caps: readonly bigint[], total: bigint): bigint[] | null {
  if (weights.length !== caps.length) throw new RangeError('as many caps as weights are needed')
  checkAmounts([...weights, ...caps], total)
  if (addUp(caps) < total) return null
  const claims = weights.map((weight, index) => ({ index, weight, cap: caps[index] ?? 0n }))
  const shares = weights.map(() => 0n)
  const rest = fill(
    claims.filter(claim => claim.weight > 0n),
    total,
    shares,
  )
  if (rest > 0n) {
    const unweighted = claims.filter(claim => claim.weight === 0n).map(claim => ({ ...claim, weight: 1n }))
    fill(unweighted, rest, shares)
  }
  return shares
}
