import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDemandLine, demandSnapshot, isOutlier, lotSnapshot } from '#domain/demand.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const policy = DEFAULT_RULE_PACK.demand
const line = { quantityKg: 80, lastYearKg: 100, lastPriceFen: 5_000n, reason: null }

describe('checkDemandLine (1-domain §2, stage 2)', () => {
  it.each([
    ['80 % of last year', line, []],
    ['79 % without a reason', { ...line, quantityKg: 79 }, ['reasonRequired']],
    ['79 % with a blank reason', { ...line, quantityKg: 79, reason: '  ' }, ['reasonRequired']],
    ['79 % with a reason', { ...line, quantityKg: 79, reason: '科室调整' }, []],
    ['nothing, after nothing', { ...line, quantityKg: 0, lastYearKg: 0 }, []],
    ['half a kilogram', { ...line, quantityKg: 80.5 }, ['notWholeKg']],
    ['a negative quantity', { ...line, quantityKg: -1 }, ['notWholeKg']],
    ['1e21 kg', { ...line, quantityKg: 1e21 }, ['notWholeKg']],
    ['a negative price', { ...line, lastPriceFen: -1n }, ['notYuan']],
    ['a price beyond all money', { ...line, lastPriceFen: 10n ** 17n }, ['outOfRange']],
    ['U+0000 in the reason', { ...line, reason: 'a\0b' }, ['notText']],
    ['a lone surrogate in the reason', { ...line, reason: '\ud800' }, ['notText']],
    ['10 MB of reason', { ...line, reason: 'x'.repeat(501) }, ['tooLong']],
  ])('%s', (_name, draft, codes) => expect(checkDemandLine(draft, policy).map(found => found.code)).toEqual(codes))

  it('says where', () => {
    expect(checkDemandLine({ ...line, lastYearKg: -1 }, policy, 'lines[4]')[0]?.path).toBe('lines[4].lastYearKg')
  })

  it.each([
    [300, 100, false],
    [301, 100, true],
    [1, 0, true],
    [0, 0, false],
  ])('%i kg after %i kg is an outlier: %s', (quantityKg, lastYearKg, expected) =>
    expect(isOutlier({ quantityKg, lastYearKg }, policy)).toBe(expected),
  )
})

describe('demandSnapshot', () => {
  const rows = [
    { lot: 'L02', hospital: 'H1', quantityKg: 7, lastYearKg: 8, lastPriceFen: 900n },
    { lot: 'L01', hospital: 'H2', quantityKg: 5, lastYearKg: 5, lastPriceFen: 100n },
    { lot: 'L01', hospital: 'H10', quantityKg: 3, lastYearKg: 0, lastPriceFen: 0n },
  ]

  it('orders by code unit and adds up', () => {
    const snapshot = demandSnapshot(rows)
    expect([...snapshot.lines].join('')).toBe(
      'bencao.demand/1\nL01\tH10\t3\t0\t0\nL01\tH2\t5\t5\t100\nL02\tH1\t7\t8\t900\n',
    )
    expect([...snapshot.lines]).toHaveLength(4)
    expect(snapshot).toMatchObject({ lineCount: 3, totalKg: 15n })
  })

  it('does not depend on the order of the rows', () => {
    const expected = [...demandSnapshot(rows).lines]
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), shuffled => {
        expect([...demandSnapshot(shuffled).lines]).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('is the same piece by piece, lot after lot', () => {
    const row = (lot: string, hospital: string) => ({ lot, hospital, quantityKg: 7, lastYearKg: 8, lastPriceFen: 9n })
    const [a, b] = [[row('A', 'H2'), row('A', 'H1')], [row('B', 'H1')]]
    const pieces = [lotSnapshot(a, true), lotSnapshot(b, false)]
    expect(pieces.flatMap(piece => [...piece.lines])).toEqual([...demandSnapshot([...b, ...a]).lines])
    expect(pieces.map(piece => piece.totalKg)).toEqual([14n, 7n])
  })

  it('refuses a hospital twice and codes that forge lines', () => {
    expect(() => demandSnapshot([...rows, ...rows.slice(0, 1)])).toThrow(RangeError)
    expect(() => demandSnapshot(rows.map(row => ({ ...row, lot: 'L\n1' })))).toThrow(RangeError)
  })
})
