import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocationInputLines, allocationLines } from '#domain/allocation/canonical.ts'
import { openLedger } from '#domain/allocation/ledger.ts'
import { serve } from '#domain/allocation/requests.ts'
import { allocateSlicesDefault, type LotAllocationInput } from '#domain/allocation/slicesDefault.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const policy = DEFAULT_RULE_PACK.allocation

const line = (hospital: string, demandKg: number, picks: string[] = [], city = 'C1') => ({
  hospital,
  city,
  demandKg,
  picks,
})
const winners = (...capacities: number[]) =>
  capacities.map((capacityKg, i) => ({ supplier: `S${i + 1}`, rank: i + 1, capacityKg }))

function lot(change: Partial<LotAllocationInput>): LotAllocationInput {
  return { lot: 'L1', lines: [], winners: winners(1_000, 1_000, 1_000), cityDefaults: new Map(), ...change }
}

/** The cells as 'H1 S1 base+adjustment reasons'. */
function cells(change: Partial<LotAllocationInput>, rules = policy): string[] {
  const result = allocateSlicesDefault(lot(change), rules)
  if (!result.ok) throw new Error(JSON.stringify(result.violations))
  return result.cells.map(
    one => `${one.hospital} ${one.supplier} ${one.baseKg}+${one.adjustmentKg} ${one.reasons.join(',')}`,
  )
}

const one = winners(1_000)

describe('slices default (1-domain §3.4, mode 4)', () => {
  it('agrees 80 % of the demand and splits it 70 : 30, rounded half up', () => {
    expect(cells({ lines: [line('H1', 100)], winners: one })).toEqual(['H1 S1 56+24 bestRanked,adjustmentTop'])
    expect(cells({ lines: [line('H1', 7)], winners: one })).toEqual(['H1 S1 4+2 bestRanked,adjustmentTop'])
  })

  it('spreads the base equally over the picks; the first take the odd kilograms', () => {
    const found = cells({ lines: [line('H1', 100, ['S3', 'S1', 'S2'])] }, { ...policy, basePercent: 100 })
    expect(found).toEqual(['H1 S1 27+0 pick', 'H1 S2 26+0 pick', 'H1 S3 27+0 pick'])
  })

  it('silence means the city default, and without one the best ranked', () => {
    const lines = [line('H1', 100), line('H2', 100, [], 'C2')]
    expect(cells({ lines, cityDefaults: new Map([['C1', 'S3']]) }, { ...policy, basePercent: 100 })).toEqual([
      'H1 S3 80+0 cityDefault',
      'H2 S1 80+0 bestRanked',
    ])
  })

  it('gives lines under 5 kg to one winner whole', () => {
    expect(cells({ lines: [line('H1', 4, ['S2', 'S3'])] })).toEqual(['H1 S2 3+0 pick,smallLine'])
    expect(cells({ lines: [line('H1', 4, ['S2'])], winners: winners(9, 2) })).toEqual([
      'H1 S1 3+0 nextRanked,smallLine',
    ])
    expect(cells({ lines: [line('H1', 4)], winners: winners(2, 3, 3), cityDefaults: new Map([['C1', 'S3']]) })).toEqual(
      ['H1 S3 3+0 cityDefault,smallLine'],
    )
  })

  it('cuts an oversubscribed winner by largest remainder and spills to other picks, city default, next ranked', () => {
    const rules = { ...policy, basePercent: 100, ratePercent: 100 }
    const lines = [line('H1', 30, ['S2', 'S3']), line('H2', 60, ['S2'], 'C2'), line('H3', 10, ['S2'], 'C3')]
    const found = cells({ lines, winners: winners(500, 17, 40, 20), cityDefaults: new Map([['C2', 'S4']]) }, rules)
    expect(found).toEqual([
      'H1 S2 3+0 pick',
      'H1 S3 27+0 pick,otherPick',
      'H2 S1 28+0 nextRanked',
      'H2 S2 12+0 pick',
      'H2 S4 20+0 cityDefault',
      'H3 S1 8+0 nextRanked',
      'H3 S2 2+0 pick',
    ])
  })

  it('gives the adjustment to the top ranks by weight, preferring suppliers the line has', () => {
    const rules = { ...policy, ratePercent: 100, basePercent: 50, adjustmentTop: 2 }
    expect(cells({ lines: [line('H1', 60, ['S2']), line('H2', 60, ['S3'])] }, rules)).toEqual([
      'H1 S1 0+10 adjustmentTop',
      'H1 S2 30+20 pick,adjustmentTop',
      'H2 S1 0+30 adjustmentTop',
      'H2 S3 30+0 pick',
    ])
  })

  it('goes down the ranks where the top ones are full', () => {
    const rules = { ...policy, ratePercent: 100, basePercent: 50, adjustmentTop: 1 }
    expect(cells({ lines: [line('H1', 100)], winners: winners(70, 10, 30) }, rules)).toEqual([
      'H1 S1 50+20 bestRanked,adjustmentTop',
      'H1 S2 0+10 adjustmentNextRank',
      'H1 S3 0+20 adjustmentNextRank',
    ])
  })

  it('leaves out picks that did not win, duplicates and picks beyond the third', () => {
    const rules = { ...policy, basePercent: 100 }
    const lines = [line('H1', 100, ['LOSER', 'S4', 'S4', 'S3', 'S2', 'S1'])]
    expect(cells({ lines, winners: winners(99, 99, 99, 99) }, rules).map(text => text.split(' ')[1])).toEqual([
      'S2',
      'S3',
      'S4',
    ])
  })
})

describe('infeasible: says which constraints clash, relaxes nothing (1-domain §3.4)', () => {
  it.each([
    ['no winner', { winners: [] }, policy, 'noWinners', {}],
    [
      'too little capacity',
      { winners: winners(30, 49) },
      policy,
      'capacityShort',
      { params: { agreedKg: 80, capacityKg: 79, missingKg: 1 } },
    ],
    ['a volume cap', { winners: winners(99, 99) }, { ...policy, volumeCapPercent: 40 }, 'infeasible', {}],
    [
      'small lines that fit nowhere whole',
      { lines: [line('H1', 4)], winners: winners(2, 2) },
      policy,
      'infeasible',
      {},
    ],
  ])('%s', (_name, change, rules, code, params) => {
    const result = allocateSlicesDefault(lot({ lines: [line('H1', 100)], ...change }), rules)
    expect(result).toMatchObject({ ok: false, violations: [{ code, ...params }] })
    expect([...allocationLines('L1', result)].at(-1)).toContain(code)
  })

  it('allocates nothing where nothing is wanted', () => {
    expect(allocateSlicesDefault(lot({ lines: [line('H1', 0)], winners: [] }), policy)).toMatchObject({
      ok: true,
      cells: [],
    })
  })

  it('refuses broken input', () => {
    expect(() => cells({ lines: [line('H1', 1), line('H1', 2)] })).toThrow(RangeError)
    expect(() => cells({ lines: [line('H1', 1.5)] })).toThrow(RangeError)
    expect(() => cells({ winners: [...one, ...one] })).toThrow(RangeError)
  })
})

const anyLot = fc
  .record({
    demands: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 })),
      {
        minLength: 1,
        maxLength: 25,
      },
    ),
    capacities: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ demands, capacities }) =>
    lot({
      lines: demands.map(([kg, picks], i) =>
        line(
          `H${i}`,
          kg,
          picks.map(pick => `S${pick}`),
          `C${i % 3}`,
        ),
      ),
      winners: winners(...capacities),
      cityDefaults: new Map([['C1', 'S2']]),
    }),
  )

describe('invariants of every mode (1-domain §3.4)', () => {
  it('Σ suppliers = agreed per line, ≤ capacity, whole kg; refuses only what cannot be', () => {
    fc.assert(
      fc.property(anyLot, input => {
        const result = allocateSlicesDefault(input, policy)
        const capacityKg = input.winners.reduce((sum, winner) => sum + winner.capacityKg, 0)
        if (!result.ok) {
          expect(capacityKg < result.agreedKg || result.violations[0]?.code === 'infeasible').toBe(true)
          return
        }
        const perLine = new Map<string, number>()
        const perWinner = new Map<string, number>()
        for (const { hospital, supplier, baseKg, adjustmentKg, reasons } of result.cells) {
          const kg = baseKg + adjustmentKg
          expect(Number.isSafeInteger(kg) && kg > 0 && reasons.length > 0).toBe(true)
          perLine.set(hospital, (perLine.get(hospital) ?? 0) + kg)
          perWinner.set(supplier, (perWinner.get(supplier) ?? 0) + kg)
        }
        for (const { hospital, demandKg } of input.lines) {
          expect(perLine.get(hospital) ?? 0).toBe(Math.floor((demandKg * 8 + 5) / 10))
        }
        for (const { supplier, capacityKg: kg } of input.winners)
          expect(perWinner.get(supplier) ?? 0).toBeLessThanOrEqual(kg)
      }),
      { numRuns: 60 },
    )
  })

  it('same inputs in any order, same bytes', () => {
    fc.assert(
      fc.property(anyLot, input => {
        const turned = {
          ...input,
          lines: [...input.lines].reverse(),
          winners: [...input.winners].reverse(),
          cityDefaults: new Map([...input.cityDefaults].reverse()),
        }
        expect([...allocationInputLines(turned, policy)]).toEqual([...allocationInputLines(input, policy)])
        const [a, b] = [allocateSlicesDefault(turned, policy), allocateSlicesDefault(input, policy)]
        expect([...allocationLines('L1', a)]).toEqual([...allocationLines('L1', b)])
      }),
      { numRuns: 30 },
    )
  })

  it('stays exact where products exceed 2^53', () => {
    const [asked, room] = [9_999_999, 1_500_000_003]
    const lines = 200
    const ledger = openLedger(lines, [room], lines)
    const need = new Int32Array(lines).fill(asked)
    serve(ledger, need, { places: 1, winners: new Int32Array(lines) }, () => 'pick')
    expect(ledger.room[0]).toBe(0)
    expect(need.reduce((sum, kg) => sum + kg, 0)).toBe(lines * asked - room)
    expect(Math.max(...need) - Math.min(...need)).toBe(1)
  })
})
