import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hex } from '#domain/bytes.ts'
import { md5 } from '#domain/md5.ts'
import { rfc3797Key, rfc3797Select } from '#domain/rfc3797.ts'

const KEY = '9319./2.5.8.10.12./9.18.26.34.41.45./'

describe('RFC 3797 §6, the worked example', () => {
  it('has this key', () => {
    expect(rfc3797Key(['9319', '2 5 12 8 10', '9 18 26 34 41 45'])).toBe(KEY)
    expect(rfc3797Key([' 09319 ', '12,10, 8,05,2', '45 41 34 26 18 9'])).toBe(KEY)
  })
  it('selects 17, 7, 2, 16, 25, 23, 8, 24, 19, 13 of 25', () => {
    expect(rfc3797Select(KEY, 25, 10)).toEqual([17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
  })
})

describe('RFC 3797 selection', () => {
  it('of everybody is a permutation', () => {
    expect([...rfc3797Select('1./', 300, 300)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, i) => i + 1),
    )
  })
  it.each([
    [0, 0],
    [5, 6],
    [70_000, 1],
    [5, -1],
  ])('refuses pool %i, count %i', (pool, count) => {
    expect(() => rfc3797Select('1./', pool, count)).toThrow(RangeError)
  })
  it.each(['', 'seven', '1.5', '-3', '１２'])('refuses source "%s"', source => {
    expect(() => rfc3797Key([source])).toThrow(RangeError)
  })
})

it('MD5 agrees with OpenSSL at every padding length (RFC 1321)', () => {
  for (let length = 0; length <= 130; length++) {
    const bytes = new Uint8Array(length).fill(length)
    expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'))
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'))
    }),
    { numRuns: 30 },
  )
})
