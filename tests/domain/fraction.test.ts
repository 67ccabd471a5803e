import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  div,
  formatDecimal,
  formatScaled,
  fraction,
  mean,
  mul,
  parseDecimal,
  roundHalfUp,
  sub,
  sum,
  ZERO,
} from '#domain/fraction.ts'

const anyFraction = fc
  .tuple(fc.bigInt({ min: -10_000n, max: 10_000n }), fc.bigInt({ min: 1n, max: 500n }))
  .map(([n, d]) => fraction(n, d))

describe('fraction (1-domain §3.2: exact fractions throughout)', () => {
  it.each([
    [6n, 4n, { n: 3n, d: 2n }],
    [3n, -6n, { n: -1n, d: 2n }],
    [0n, 7n, { n: 0n, d: 1n }],
    [5, 1, { n: 5n, d: 1n }],
  ])('normalises %s/%s', (n, d, expected) => expect(fraction(n, d)).toEqual(expected))

  it('refuses a denominator of 0 and numbers that are not safe integers', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError)
    expect(() => fraction(0.5)).toThrow(RangeError)
    expect(() => fraction(Number.NaN)).toThrow(RangeError)
    expect(() => div(fraction(1), ZERO)).toThrow(RangeError)
  })

  it('is a field: inverse operations cancel, sums do not depend on the order', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, anyFraction, (a, b, c) => {
        expect(sub(add(a, b), b)).toEqual(a)
        if (b.n !== 0n) expect(div(mul(a, b), b)).toEqual(a)
        expect(sum([a, b, c])).toEqual(sum([c, a, b]))
        expect(sum([a, b, c])).toEqual(add(add(a, b), c))
        expect(compare(a, b)).toBe(0 - compare(b, a))
      }),
      { numRuns: 60 },
    )
  })

  it('has a mean, but none of nothing', () => {
    expect(mean([fraction(1), fraction(2)])).toEqual(fraction(3, 2))
    expect(sum([])).toEqual(ZERO)
    expect(() => mean([])).toThrow(RangeError)
  })
})

describe('roundHalfUp, the one rounding (1-domain §3.2)', () => {
  it.each([
    [fraction(5, 1000), 2, 1n],
    [fraction(4999, 1_000_000), 2, 0n],
    [fraction(2, 3), 2, 67n],
    [fraction(1, 2), 0, 1n],
    [fraction(-1, 2), 0, 0n],
    [fraction(-3, 2), 0, -1n],
    [fraction(-2, 3), 2, -67n],
    [fraction(7), 2, 700n],
  ])('%o to %i decimals is %s', (value, decimals, expected) => expect(roundHalfUp(value, decimals)).toBe(expected))

  it('is never further than half a unit from the exact value', () => {
    fc.assert(
      fc.property(anyFraction, value => {
        const rest = sub(fraction(roundHalfUp(value, 2), 100n), value)
        expect(compare(rest, fraction(1, 200)) <= 0 && compare(rest, fraction(-1, 200)) > 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('texts', () => {
  it.each([
    [8125n, 2, '81.25'],
    [5n, 2, '0.05'],
    [-5n, 2, '-0.05'],
    [7n, 0, '7'],
  ])('prints %s', (scaled, decimals, text) => expect(formatScaled(scaled, decimals)).toBe(text))

  it('prints a fraction', () => expect(formatDecimal(fraction(2, 3), 2)).toBe('0.67'))

  it.each(['', '1e3', '１２', '1.', '.5', ' 1', '+1', 'NaN', '1,000', '9'.repeat(41)])('does not read %j', text =>
    expect(parseDecimal(text)).toBeNull(),
  )

  it('reads plain decimals', () => expect(parseDecimal('-12.50')).toEqual(fraction(-25, 2)))
})
