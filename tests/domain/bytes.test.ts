import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  base64url,
  canonicalJson,
  compareBytes,
  equalBytes,
  fromBase64url,
  fromHex,
  hex,
  lengthPrefixed,
  readUint,
  splitLengthPrefixed,
  u16,
  u64,
  utf8,
  utf8Text,
} from '#domain/bytes.ts'

describe('text encodings', () => {
  it('agree with the platform for any text and bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('黄芪 é €', '𠮷😀', '\u0000', '')),
        fc.uint8Array({ maxLength: 40 }),
        (text, bytes) => {
          expect(utf8(text)).toEqual(new Uint8Array(Buffer.from(text)))
          expect(utf8Text(utf8(text))).toBe(text)
          expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
          expect(fromHex(hex(bytes))).toEqual(bytes)
          expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
          expect(fromBase64url(base64url(bytes))).toEqual(bytes)
        },
      ),
      { numRuns: 60 },
    )
  })
  it.each(['c080', 'eda080', 'ff', 'e282'])('refuse UTF-8 that is not strict: %s', text => {
    expect(utf8Text(fromHex(text) ?? new Uint8Array(0))).toBeNull()
  })
  it('refuse a lone surrogate', () => {
    expect(() => utf8('\ud800')).toThrow(RangeError)
  })
  it.each(['0', 'AB', 'zz', '0x'])('refuse hex %s', text => {
    expect(fromHex(text)).toBeNull()
  })
  it.each(['A', 'AB', 'AAB', 'A=', 'A+8', 'AA=='])('refuse base64url %s', text => {
    expect(fromBase64url(text)).toBeNull()
  })
})

describe('integers and order', () => {
  it('are big-endian and bounded', () => {
    expect(hex(u16(258))).toBe('0102')
    expect(hex(u64(2n ** 64n - 1n))).toBe('ffffffffffffffff')
    expect(readUint(u64(123_456_789_012_345n))).toBe(123_456_789_012_345n)
    for (const value of [-1, 65_536, 1.5, Number.NaN]) expect(() => u16(value)).toThrow(RangeError)
  })
  it('compares like Buffer.compare', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 3 }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('lengthPrefixed', () => {
  it('splits into the same parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 5 }), parts => {
        expect(splitLengthPrefixed(lengthPrefixed(...parts))).toEqual(parts)
      }),
      { numRuns: 60 },
    )
  })
  it('tells ("ab","c") from ("a","bc")', () => {
    expect(lengthPrefixed(utf8('ab'), utf8('c'))).not.toEqual(lengthPrefixed(utf8('a'), utf8('bc')))
  })
  it.each(['000000', '00000002ff', '00000001ff00', 'ffffffff00'])('refuses %s', text => {
    expect(splitLengthPrefixed(fromHex(text) ?? new Uint8Array(0))).toBeNull()
  })
})

describe('canonicalJson', () => {
  it('sorts keys by code unit, whatever the order of writing', () => {
    expect(canonicalJson({ b: 1, a: [2n, null, true], é: 'x\n', Z: {} })).toBe(
      '{"Z":{},"a":["2",null,true],"b":1,"é":"x\\n"}',
    )
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  })
  it.each([
    Number.NaN,
    1.5,
    1e21,
    -0,
    undefined,
    () => 1,
    new Date(0),
    new Map(),
    new Uint8Array(1),
    '\udc00',
    [undefined],
  ])('refuses %s', value => {
    expect(() => canonicalJson({ value })).toThrow(RangeError)
  })
})
