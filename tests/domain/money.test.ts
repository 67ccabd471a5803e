import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fraction } from '#domain/fraction.ts'
import { formatYuan, MAX_FEN, parseYuan, plainYuan, savingPercent } from '#domain/money.ts'

describe('money', () => {
  it.each([
    ['12.34', 1234n],
    ['12.3', 1230n],
    ['12', 1200n],
    ['0', 0n],
    ['0.01', 1n],
    ['999999999999.99', MAX_FEN],
  ])('reads %s yuan', (text, fen) => expect(parseYuan(text)).toBe(fen))

  it.each([
    '',
    '12.345',
    '１２.３',
    '1e3',
    '-1',
    '+1',
    'NaN',
    'Infinity',
    '1,234',
    ' 12',
    '12.',
    '.5',
    '0x10',
    '1000000000000',
  ])('refuses %j', text => expect(parseYuan(text)).toBeNull())

  it.each([
    [123456n, '1,234.56'],
    [5n, '0.05'],
    [100_000_000n, '1,000,000.00'],
    [-5n, '-0.05'],
  ])('prints %s fen', (fen, text) => expect(formatYuan(fen)).toBe(text))

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_FEN }), fen => {
        expect(parseYuan(plainYuan(fen))).toBe(fen)
      }),
      { numRuns: 50 },
    )
  })

  it('computes savings exactly', () => {
    expect(savingPercent(1000n, 705n)).toEqual(fraction(59, 2))
    expect(savingPercent(0n, 5n)).toBeNull()
  })
})
