import { describe, expect, it } from 'vitest'
import { automaticRecusals, type ExpertTie, lookBackFrom } from '../../api/domain/recusal.ts'

const now = new Date('2026-03-01T08:00:00.000Z')
const tie = (expert: string, supplier: string, until: string | null, kind: ExpertTie['kind'] = 'employment') => ({
  expert,
  kind,
  supplier,
  until: until === null ? null : new Date(until),
})

describe('automatic recusals (招标投标法 37, three years back)', () => {
  it.each([
    ['a tie that lasts', tie('E1', 'S1', null), true],
    ['one that ended yesterday', tie('E1', 'S1', '2026-02-28T00:00:00Z'), true],
    ['one that ended three years ago to the instant', tie('E1', 'S1', '2023-03-01T08:00:00.000Z'), true],
    ['one that ended a moment earlier', tie('E1', 'S1', '2023-03-01T07:59:59.999Z'), false],
    ['one to a supplier that does not declare', tie('E1', 'S9', null), false],
    ['kinship', tie('E1', 'S1', null, 'kinship'), true],
    ['a holding', tie('E1', 'S1', null, 'holding'), true],
  ])('count or not: %s', (_what, one, counts) => {
    expect(automaticRecusals([one], new Set(['S1']), now)).toHaveLength(counts ? 1 : 0)
  })

  it('name each expert once, whatever the order of the ties', () => {
    const ties = [tie('E2', 'S1', null, 'holding'), tie('E1', 'S2', null), tie('E2', 'S2', null), tie('E1', 'S1', null)]
    const found = automaticRecusals(ties, new Set(['S1', 'S2']), now)
    expect(found.map(one => [one.expert, one.kind, one.supplier])).toEqual([
      ['E1', 'employment', 'S1'],
      ['E2', 'employment', 'S2'],
    ])
    expect(automaticRecusals([...ties].reverse(), new Set(['S1', 'S2']), now)).toEqual(found)
  })

  it('look back three years from a leap day to the first of March', () => {
    expect(lookBackFrom(new Date('2028-02-29T00:00:00Z')).toISOString()).toBe('2025-03-01T00:00:00.000Z')
  })
})
