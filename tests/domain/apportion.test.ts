import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportionCapped, largestRemainder } from '#domain/apportion.ts'

const amount = fc.bigInt({ min: 0n, max: 1_000n })
const addUp = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n)

describe('largestRemainder (1-domain §3.4: whole kg by largest remainder)', () => {
  it.each([
    [[1n, 1n, 1n], 10n, [4n, 3n, 3n]],
    [[5n, 3n, 2n], 7n, [4n, 2n, 1n]],
    [[47_000n, 16_000n, 15_900n, 12_000n, 6_000n, 3_100n], 10n, [5n, 2n, 1n, 1n, 1n, 0n]],
    [[0n, 0n], 0n, [0n, 0n]],
    [[], 0n, []],
    [[0n, 3n], 2n, [0n, 2n]],
  ])('%s of %s', (weights, total, expected) => expect(largestRemainder(weights, total)).toEqual(expected))

  it('refuses negative amounts and weights that are all 0', () => {
    expect(() => largestRemainder([0n, 0n], 1n)).toThrow(RangeError)
    expect(() => largestRemainder([], 1n)).toThrow(RangeError)
    expect(() => largestRemainder([-1n, 2n], 1n)).toThrow(RangeError)
    expect(() => largestRemainder([1n], -1n)).toThrow(RangeError)
  })

  it('adds up and stays within one of the quota', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), amount, (weights, total) => {
        const sum = addUp(weights)
        fc.pre(sum > 0n)
        const shares = largestRemainder(weights, total)
        expect(addUp(shares)).toBe(total)
        shares.forEach((share, i) => {
          const gap = share * sum - (weights[i] ?? 0n) * total
          expect(gap < sum && gap > -sum).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('apportionCapped', () => {
  it.each([
    [[1n, 1n], [1n, 9n], 6n, [1n, 5n]],
    [[10n, 9n, 8n], [100n, 100n, 100n], 27n, [10n, 9n, 8n]],
    [[0n, 5n], [4n, 3n], 5n, [2n, 3n]],
    [[0n, 0n], [4n, 4n], 3n, [2n, 1n]],
    [[1n, 2n], [3n, 3n], 6n, [3n, 3n]],
  ])('%s with caps %s of %s', (weights, caps, total, expected) =>
    expect(apportionCapped(weights, caps, total)).toEqual(expected),
  )

  it('is null if the caps are too small', () => expect(apportionCapped([1n, 1n], [2n, 3n], 6n)).toBeNull())

  it('refuses lists of different length', () => expect(() => apportionCapped([1n], [], 0n)).toThrow(RangeError))

  it('adds up, keeps caps, and gives no more to a lighter weight unless the heavier one is full', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 12 }), amount, (pairs, total) => {
        const [weights, caps] = [pairs.map(pair => pair[0]), pairs.map(pair => pair[1])]
        const shares = apportionCapped(weights, caps, total)
        if (shares === null) {
          expect(addUp(caps) < total).toBe(true)
          return
        }
        expect(addUp(shares)).toBe(total)
        pairs.forEach(([weight, cap], i) => {
          const share = shares[i] ?? 0n
          expect(share <= cap && share >= 0n).toBe(true)
          pairs.forEach(([other], j) => {
            if (weight > other && share < cap) expect(share + 1n >= (shares[j] ?? 0n)).toBe(true)
          })
        })
      }),
      { numRuns: 60 },
    )
  })
})
