import { describe, expect, it } from 'vitest'
import { addMoves, movesBetween, NO_MOVES } from '../../admin/pages/score/sheetMoves.ts'

const sheet = (id: string, change: object = {}) => ({
  id,
  phase: 'first' as const,
  supplierName: '饮片企业1',
  subjectKey: 'company',
  panel: false,
  slot: 1,
  indicatorCodes: ['Q2', 'Q4'],
  ...change,
})

describe('what became of the sheets of a desk', () => {
  it('is nothing while the list stays the same', () => {
    expect(movesBetween([sheet('a')], [sheet('a')])).toEqual(NO_MOVES)
  })

  it('tells an unlocked sheet from one taken away and from a new one', () => {
    expect(movesBetween([sheet('a')], [sheet('b')])).toEqual({ dealt: 0, reopened: 1, taken: 0 })
    expect(movesBetween([sheet('a')], [])).toEqual({ dealt: 0, reopened: 0, taken: 1 })
    expect(movesBetween([sheet('a')], [sheet('a'), sheet('c', { slot: 3 })])).toEqual({
      dealt: 1,
      reopened: 0,
      taken: 0,
    })
    expect(movesBetween([sheet('a')], [sheet('b', { phase: 'second' })])).toEqual({ dealt: 1, reopened: 0, taken: 1 })
  })

  it('adds up until it is read', () => {
    expect(addMoves({ dealt: 1, reopened: 0, taken: 2 }, { dealt: 1, reopened: 1, taken: 0 })).toEqual({
      dealt: 2,
      reopened: 1,
      taken: 2,
    })
  })
})
