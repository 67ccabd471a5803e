import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignSheets, pickArbiter, reviewSubjects, type SheetToAssign } from '#domain/assignment.ts'
import { DEFAULT_INDICATORS } from '#domain/indicators.ts'

const EXPERTS = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6']

function sheetsOf(suppliers: number, lots: number): SheetToAssign[] {
  return Array.from({ length: suppliers }, (_, s) => [
    { supplier: `S${s}`, subjectKey: 'company', items: 6 },
    ...Array.from({ length: 1 + ((s * 7) % lots) }, (_lot, l) => ({
      supplier: `S${s}`,
      subjectKey: `lot:${l}`,
      items: 4,
    })),
  ]).flat()
}

function assigned(...args: Parameters<typeof assignSheets>) {
  const result = assignSheets(...args)
  if (!result.ok) throw new Error(JSON.stringify(result.violations))
  return result.assignments
}

describe('assignSheets (1-domain §2, stage 8: scored twice, blind)', () => {
  const conflicts = [
    { expert: 'E1', supplier: 'S1' },
    { expert: 'E6', supplier: null },
  ]
  const sheets = sheetsOf(20, 5)

  it('gives each sheet to two different experts without a conflict', () => {
    const result = assigned(sheets, EXPERTS, conflicts)
    expect(result).toHaveLength(2 * sheets.length)
    for (let i = 0; i < result.length; i += 2) {
      expect(result[i]?.subjectKey).toBe(result[i + 1]?.subjectKey)
      expect(result[i]?.expert).not.toBe(result[i + 1]?.expert)
    }
    expect(result.some(one => one.expert === 'E6' || (one.expert === 'E1' && one.supplier === 'S1'))).toBe(false)
  })

  it('evens out the items to the last swap', () => {
    const load = new Map<string, number>()
    for (const { expert, items } of assigned(sheets, EXPERTS, [])) load.set(expert, (load.get(expert) ?? 0) + items)
    expect(Math.max(...load.values()) - Math.min(...load.values())).toBeLessThanOrEqual(2)
  })

  it('keeps most suppliers with one pair', () => {
    const pairs = new Map<string, Set<string>>()
    for (const { supplier, expert } of assigned(sheets, EXPERTS, [])) {
      pairs.set(supplier, (pairs.get(supplier) ?? new Set()).add(expert))
    }
    expect([...pairs.values()].filter(pair => pair.size === 2).length).toBeGreaterThanOrEqual(12)
  })

  it('does not depend on the order of the inputs', () => {
    const expected = assigned(sheets, EXPERTS, conflicts)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(sheets, { minLength: sheets.length }),
        fc.shuffledSubarray(EXPERTS, { minLength: EXPERTS.length }),
        (shuffledSheets, shuffledExperts) => {
          expect(assigned(shuffledSheets, shuffledExperts, [...conflicts].reverse())).toEqual(expected)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('names the supplier that fewer than two may judge', () => {
    const result = assignSheets(sheetsOf(2, 2), ['E1', 'E2'], [{ expert: 'E1', supplier: 'S1' }])
    expect(result).toMatchObject({
      ok: false,
      violations: [{ code: 'tooFewExperts', path: 'S1', params: { count: 1 } }],
    })
  })
})

describe('reviewSubjects (1-domain §2, stage 8: judged once, reused in all declarations)', () => {
  const declared = [
    { supplier: 'S1', variety: 'HQ', lot: 'HQ-1' },
    { supplier: 'S1', variety: 'HQ', lot: 'HQ-2' },
    { supplier: 'S2', variety: 'HQ', lot: 'HQ-1' },
  ]

  it('has a company once, a variety once per supplier, a spec once per declaration', () => {
    const subjects = reviewSubjects(declared, DEFAULT_INDICATORS)
    expect(subjects.map(one => `${one.supplier} ${one.subjectKey} ${one.indicatorCodes.length}`)).toEqual([
      'S1 company 6',
      'S2 company 6',
      'S1 variety:HQ 4',
      'S2 variety:HQ 4',
      'S1 lot:HQ-1 4',
      'S1 lot:HQ-2 4',
      'S2 lot:HQ-1 4',
    ])
  })

  it('leaves levels without indicators out', () => {
    const companyOnly = DEFAULT_INDICATORS.filter(one => one.level === 'company')
    expect(reviewSubjects(declared, companyOnly).map(one => one.subjectKey)).toEqual(['company', 'company'])
  })
})

describe('pickArbiter', () => {
  it('takes the least loaded expert who has not judged and has no conflict', () => {
    const load = new Map([['E3', 5]])
    const conflicts = [{ expert: 'E4', supplier: 'S1' }]
    expect(pickArbiter('S1', ['E1', 'E2'], ['E5', 'E4', 'E3', 'E2', 'E1'], conflicts, load)).toBe('E5')
    expect(pickArbiter('S1', ['E1', 'E2'], ['E4', 'E3', 'E2', 'E1'], conflicts, load)).toBe('E3')
    expect(pickArbiter('S1', ['E1', 'E2'], ['E4', 'E2', 'E1'], conflicts, load)).toBeNull()
  })
})
