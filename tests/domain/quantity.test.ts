import { describe, expect, it } from 'vitest'
import { formatKg, isWholeKg, MAX_LINE_KG, parseKg } from '#domain/quantity.ts'

describe('quantity: whole kilograms (1-domain §3.4)', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['9999999', MAX_LINE_KG],
  ])('reads %s', (text, kg) => expect(parseKg(text)).toBe(kg))

  it.each(['', '1.5', '-1', '１２', '1e3', '10000000', ' 1', '1,000', '1\u0000'])('refuses %j', text =>
    expect(parseKg(text)).toBeNull(),
  )

  it.each([Number.NaN, -1, 0.5, 1e21, '5', null, 10_000_000])('%j is no quantity of a line', value =>
    expect(isWholeKg(value)).toBe(false),
  )

  it('prints thousands', () => {
    expect(formatKg(6_558_800)).toBe('6,558,800')
    expect(formatKg(12n)).toBe('12')
  })
})
