import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignSheets, type Judge, pickExpert, type SheetToAssign } from '#domain/assignment.ts'

const judges = (...codes: string[]): Judge[] => codes.map(code => ({ code, specialty: 'any' }))
const EXPERTS = judges('E1', 'E2', 'E3', 'E4', 'E5', 'E6')
const PAIR = { part: '', panel: false, seats: 2, not: [] }

function sheetsOf(suppliers: number, lots: number): SheetToAssign[] {
  return Array.from({ length: suppliers }, (_, s) => [
    { ...PAIR, supplier: `S${s}`, subjectKey: 'company', items: 6 },
    ...Array.from({ length: 1 + ((s * 7) % lots) }, (_lot, l) => ({
      ...PAIR,
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
    const result = assignSheets(sheetsOf(2, 2), judges('E1', 'E2'), [{ expert: 'E1', supplier: 'S1' }])
    expect(result).toMatchObject({
      ok: false,
      violations: [{ code: 'tooFewExperts', path: 'S1', params: { count: 1 } }],
    })
  })
})

describe('assignSheets by specialty and seats (1-domain §3.2; 招标投标法 37)', () => {
  const experts: Judge[] = Array.from({ length: 20 }, (_, i) => ({
    code: `E${String(i).padStart(2, '0')}`,
    specialty: i < 12 ? 'processing' : 'quality',
  }))
  const sheets: SheetToAssign[] = Array.from({ length: 40 }, (_, s) => [
    { ...PAIR, supplier: `S${s}`, subjectKey: 'company', part: 'quality', items: 4 },
    { ...PAIR, supplier: `S${s}`, subjectKey: 'company', items: 1 + (s % 2) },
    { ...PAIR, supplier: `S${s}`, subjectKey: 'variety:HQ', part: 'processing', panel: true, seats: 5, items: 1 },
  ]).flat()
  const result = assigned(sheets, experts, [])
  const specialtyOf = new Map(experts.map(expert => [expert.code, expert.specialty]))

  it('fills every seat with different experts of the specialty', () => {
    for (const sheet of sheets) {
      const seats = result.filter(
        one => one.supplier === sheet.supplier && one.subjectKey === sheet.subjectKey && one.part === sheet.part,
      )
      expect(seats.map(seat => seat.slot)).toEqual(Array.from({ length: sheet.seats }, (_, i) => i + 1))
      expect(new Set(seats.map(seat => seat.expert)).size).toBe(sheet.seats)
      if (sheet.part !== '') expect(seats.every(seat => specialtyOf.get(seat.expert) === sheet.part)).toBe(true)
    }
  })

  it('evens the loads of a specialty out to ±1, those for anybody over all', () => {
    const load = (kept: (sheet: SheetToAssign) => boolean, specialty: string) =>
      experts
        .filter(expert => expert.specialty === specialty)
        .map(expert =>
          result.filter(one => one.expert === expert.code && kept(one)).reduce((sum, one) => sum + one.items, 0),
        )
    const spread = (loads: number[]) => Math.max(...loads) - Math.min(...loads)
    expect(spread(load(sheet => sheet.part === 'processing', 'processing'))).toBeLessThanOrEqual(1)
    expect(spread(load(() => true, 'processing'))).toBeLessThanOrEqual(1)
    expect(spread(load(sheet => sheet.part === 'quality', 'quality'))).toBeLessThanOrEqual(4)
    // 8 who are fuller by their specialty than anybody gets are given nothing more.
    expect(load(sheet => sheet.part === '', 'quality')).toEqual(Array.from({ length: 8 }, () => 0))
  })

  it('keeps those out who judged the sheet before', () => {
    const again = sheets.map(sheet => ({
      ...sheet,
      not: result
        .filter(
          one => one.supplier === sheet.supplier && one.part === sheet.part && one.subjectKey === sheet.subjectKey,
        )
        .map(one => one.expert),
    }))
    for (const { expert, not } of assigned(again, experts, [])) expect(not).not.toContain(expert)
  })

  it('names the supplier for whose panel a specialty is too small', () => {
    const short = assignSheets(sheets.slice(0, 3), experts.slice(8), [])
    expect(short).toMatchObject({ ok: false, violations: [{ code: 'tooFewExperts', params: { count: 4, needed: 5 } }] })
  })
})

describe('pickExpert', () => {
  const load = new Map([['E3', 5]])
  const conflicts = [{ expert: 'E4', supplier: 'S1' }]
  const sheet = { supplier: 'S1', part: '' }

  it('takes the least loaded expert who has not judged and has no conflict', () => {
    const judged = ['E1', 'E2']
    expect(pickExpert(sheet, judged, judges('E5', 'E4', 'E3', 'E2', 'E1'), conflicts, load)).toBe('E5')
    expect(pickExpert(sheet, judged, judges('E4', 'E3', 'E2', 'E1'), conflicts, load)).toBe('E3')
    expect(pickExpert(sheet, judged, judges('E4', 'E2', 'E1'), conflicts, load)).toBeNull()
  })

  it('prefers the specialty to a lighter load, and anybody to nobody', () => {
    const experts = [...judges('E5'), { code: 'E3', specialty: 'quality' }]
    expect(pickExpert({ supplier: 'S1', part: 'quality' }, [], experts, conflicts, load)).toBe('E3')
    expect(pickExpert({ supplier: 'S1', part: 'quality' }, ['E3'], experts, conflicts, load)).toBe('E5')
  })
})
