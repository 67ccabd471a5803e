/**
 * Shamir's secret sharing over GF(2⁸), byte by byte, with the AES polynomial x⁸ + x⁴ + x³ + x + 1 and the share format
 * of the audited npm package `shamir-secret-sharing`: the y bytes, then one x byte. The coefficients are given, not
 * drawn: sealing must be repeatable at the opening (integrity design §1, step 2).
 */

const { EXP, LOG } = tables()

function tables(): { readonly EXP: Uint8Array; readonly LOG: Uint8Array } {
  const EXP = new Uint8Array(510)
  const LOG = new Uint8Array(256)
  let power = 1
  for (let i = 0; i < 255; i++) {
    EXP[i] = power
    EXP[i + 255] = power
    LOG[power] = i
    // The generator 3 = x + 1: times x, reduced, plus itself.
    power ^= (power << 1) ^ (power & 0x80 ? 0x11b : 0)
  }
  return { EXP, LOG }
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0)
}

function divide(a: number, b: number): number {
  return a === 0 ? 0 : (EXP[(LOG[a] ?? 0) + 255 - (LOG[b] ?? 0)] ?? 0)
}

export interface ShamirSplit {
  readonly secret: Uint8Array
  /** n, at most 255; share i gets x = i, counted from 1. */
  readonly shares: number
  /** t, from 1 to n. */
  readonly threshold: number
  /** (t − 1) · secret.length uniformly random bytes: the coefficients of x¹ for every byte, then of x², … */
  readonly coefficients: Uint8Array
}

/**
 * Splits a secret into n shares of secret.length + 1 bytes, any t of which give it back.
 * @throws RangeError when t, n or the number of coefficient bytes is impossible.
 */
export function splitSecret({ secret, shares, threshold, coefficients }: ShamirSplit): readonly Uint8Array[] {
  if (!(threshold >= 1 && threshold <= shares && shares <= 255)) throw new RangeError('need 1 ≤ t ≤ n ≤ 255')
  if (coefficients.length !== (threshold - 1) * secret.length)
    throw new RangeError('need (t − 1) · length coefficients')
  const split: Uint8Array[] = []
  for (let x = 1; x <= shares; x++) {
    const share = new Uint8Array(secret.length + 1)
    for (let byte = 0; byte < secret.length; byte++) {
      let y = 0
      for (let degree = threshold - 2; degree >= 0; degree--) {
        y = multiply(y, x) ^ (coefficients[degree * secret.length + byte] ?? 0)
      }
      share[byte] = multiply(y, x) ^ (secret[byte] ?? 0)
    }
    share[secret.length] = x
    split.push(share)
  }
  return split
}

/**
 * The secret at x = 0 of the polynomial through the shares. Fewer than t shares, or a wrong one, give a wrong secret
 * without notice: check the result against a commitment.
 * @throws RangeError for no shares, shares of different length, x = 0 or an x that occurs twice.
 */
export function combineShares(shares: readonly Uint8Array[]): Uint8Array {
  const width = shares[0]?.length ?? 0
  if (width < 2 || shares.some(share => share.length !== width)) throw new RangeError('shares must have one length')
  const xs = shares.map(share => share[width - 1] ?? 0)
  if (xs.includes(0) || new Set(xs).size !== xs.length) throw new RangeError('shares must have different x, not 0')
  const secret = new Uint8Array(width - 1)
  shares.forEach((share, i) => {
    const xi = xs[i] ?? 0
    const weight = xs.reduce((product, xj, j) => (j === i ? product : multiply(product, divide(xj, xi ^ xj))), 1)
    for (let byte = 0; byte < secret.length; byte++)
      secret[byte] = (secret[byte] ?? 0) ^ multiply(weight, share[byte] ?? 0)
  })
  return secret
}
