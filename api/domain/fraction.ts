/**
 * Exact fractions. Scores stay fractions until the published total, where they are rounded once (1-domain §3.2);
 * floating point would make the rank of two suppliers depend on the order of additions.
 */

/** An exact number n/d: d > 0, n and d share no divisor. Build it with {@link fraction}, never by hand. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

/** The fraction 0. */
export const ZERO: Fraction = { n: 0n, d: 1n }

/** The fraction 1. */
export const ONE: Fraction = { n: 1n, d: 1n }

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b
  while (y !== 0n) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}

/**
 * The normalised fraction n/d.
 * @throws RangeError if d is 0, or if a number is not a safe integer.
 */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const top = exact(n)
  const bottom = exact(d)
  if (bottom === 1n) return { n: top, d: 1n }
  if (bottom === 0n) throw new RangeError('a fraction needs a denominator other than 0')
  const sign = bottom < 0n ? -1n : 1n
  const divisor = gcd(top, sign * bottom)
  return { n: (sign * top) / divisor, d: (sign * bottom) / divisor }
}

function exact(value: bigint | number): bigint {
  if (typeof value === 'bigint') return value
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`)
  return BigInt(value)
}

/** a + b. */
export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return fraction(a.n + b.n, a.d)
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d)
}

/** a − b. */
export function sub(a: Fraction, b: Fraction): Fraction {
  return add(a, { n: -b.n, d: b.d })
}

/** a × b. */
export function mul(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d)
}

/**
 * a ÷ b.
 * @throws RangeError if b is 0.
 */
export function div(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n)
}

/** −1 if a < b, 0 if equal, 1 if a > b. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.n * b.d
  const right = b.n * a.d
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** |a|. */
export function abs(a: Fraction): Fraction {
  return a.n < 0n ? { n: -a.n, d: a.d } : a
}

/** The lesser of the two. */
export function min(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b
}

/** The greater of the two. */
export function max(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b
}

/** The sum; 0 for an empty list. Reduced once at the end: a freeze adds up 56,000 items. */
export function sum(values: readonly Fraction[]): Fraction {
  let n = 0n
  let d = 1n
  for (const value of values) {
    if (d % value.d === 0n) n += value.n * (d / value.d)
    else {
      n = n * value.d + value.n * d
      d *= value.d
    }
  }
  return fraction(n, d)
}

/**
 * The arithmetic mean.
 * @throws RangeError for an empty list.
 */
export function mean(values: readonly Fraction[]): Fraction {
  return div(sum(values), fraction(values.length))
}

/**
 * The one rounding of the platform: to the nearest, a half goes up (towards +∞), as a whole number of 10^-decimals.
 * roundHalfUp(2/3, 2) = 67n, that is 0.67 (1-domain §3.2).
 */
export function roundHalfUp(value: Fraction, decimals = 0): bigint {
  const doubled = 2n * value.n * 10n ** BigInt(decimals) + value.d
  const divisor = 2n * value.d
  const quotient = doubled / divisor
  return doubled < 0n && doubled % divisor !== 0n ? quotient - 1n : quotient
}

/** Prints a whole number of 10^-decimals with exactly that many decimals: formatScaled(8125n, 2) = '81.25'. */
export function formatScaled(scaled: bigint, decimals: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Rounds half up and prints with exactly that many decimals: formatDecimal(2/3, 2) = '0.67'. */
export function formatDecimal(value: Fraction, decimals: number): string {
  return formatScaled(roundHalfUp(value, decimals), decimals)
}

/**
 * Reads a plain decimal such as '12', '3.75' or '-0.5'; null for anything else (exponents, full-width digits, blanks).
 * Longest accepted text: 40 characters, so that a pasted megabyte costs nothing.
 */
export function parseDecimal(text: string): Fraction | null {
  if (text.length > 40) return null
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!found) return null
  const decimals = found[3] ?? ''
  const n = BigInt(`${found[2]}${decimals}`)
  return fraction(found[1] === '-' ? -n : n, 10n ** BigInt(decimals.length))
}
