import * as fc from 'fast-check'
import { combine, split } from 'shamir-secret-sharing'
import { describe, expect, it } from 'vitest'
import { combineShares, splitSecret } from '#domain/shamir.ts'

const secretBytes = fc.uint8Array({ minLength: 1, maxLength: 33 })
const sizes = fc
  .tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 7 }))
  .map(([a, b]) => ({ threshold: Math.min(a, b), shares: Math.max(a, b) }))

describe('Shamir over GF(2⁸)', () => {
  it('our shares combine in the audited npm package, theirs here', async () => {
    await fc.assert(
      fc.asyncProperty(secretBytes, sizes, fc.infiniteStream(fc.nat(255)), async (secret, size, random) => {
        const coefficients = Uint8Array.from(
          { length: (size.threshold - 1) * secret.length },
          () => random.next().value,
        )
        const ours = splitSecret({ secret, coefficients, ...size })
        expect(await combine(ours.slice(-size.threshold))).toEqual(secret)
        const theirs = await split(secret, size.shares, size.threshold)
        expect(combineShares(theirs.slice(0, size.threshold))).toEqual(secret)
      }),
      { numRuns: 25 },
    )
  })
  it('any t shares in any order give the secret; t − 1 do not', () => {
    const secret = Uint8Array.from({ length: 32 }, (_, i) => i * 7)
    const coefficients = Uint8Array.from({ length: 64 }, (_, i) => i * 5 + 1)
    const shares = splitSecret({ secret, shares: 5, threshold: 3, coefficients })
    fc.assert(
      fc.property(fc.shuffledSubarray([...shares], { minLength: 2, maxLength: 5 }), some => {
        expect(Buffer.compare(combineShares(some), secret) === 0).toBe(some.length >= 3)
      }),
      { numRuns: 60 },
    )
  })
  it('t = 1 hands out the secret', () => {
    const request = { secret: Uint8Array.of(9, 8), shares: 2, threshold: 1, coefficients: new Uint8Array(0) }
    expect(splitSecret(request)).toEqual([Uint8Array.of(9, 8, 1), Uint8Array.of(9, 8, 2)])
  })
  it.each([
    [0, 3, 0],
    [4, 3, 3],
    [2, 256, 1],
    [2, 3, 2],
  ])('refuses t = %i of n = %i with %i coefficient bytes', (threshold, shares, count) => {
    const request = { secret: Uint8Array.of(1), shares, threshold, coefficients: new Uint8Array(count) }
    expect(() => splitSecret(request)).toThrow(RangeError)
  })
  it('refuses no shares, x = 0, a repeated x and unequal lengths', () => {
    const [a, b] = [Uint8Array.of(5, 1), Uint8Array.of(6, 2)]
    for (const bad of [[], [a, Uint8Array.of(1, 0)], [a, a], [a, b, Uint8Array.of(1, 1, 3)], [Uint8Array.of(1)]]) {
      expect(() => combineShares(bad)).toThrow(RangeError)
    }
  })
})
