import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, endOfDay, formatInstant } from '#domain/period.ts'

const at = (text: string) => new Date(text)

describe('period (民法典 201, 203)', () => {
  it.each([
    ['2026-03-01T00:00:00+08:00', '2026-03-21T00:00:00+08:00', 20],
    ['2026-03-01T23:59:59+08:00', '2026-03-02T00:00:00+08:00', 1],
    ['2026-03-01T00:00:00+08:00', '2026-03-01T23:59:59+08:00', 0],
    ['2026-02-28T15:59:59Z', '2026-02-28T16:00:00Z', 1],
    ['2026-03-02T00:00:00+08:00', '2026-03-01T00:00:00+08:00', -1],
  ])('%s to %s is %i days in Shanghai', (from, to, days) => expect(daysBetween(at(from), at(to))).toBe(days))

  it('ends a day at 24:00 in Shanghai', () => {
    expect(endOfDay(at('2026-03-01T10:00:00+08:00'))).toEqual(at('2026-03-02T00:00:00+08:00'))
    expect(endOfDay(at('2026-03-02T00:00:00+08:00'))).toEqual(at('2026-03-03T00:00:00+08:00'))
  })

  it('adds days and shows the zone', () => {
    expect(addDays(at('2026-02-27T01:00:00Z'), 2)).toEqual(at('2026-03-01T01:00:00Z'))
    expect(formatInstant(at('2026-03-05T09:00:00Z'))).toBe('2026-03-05 17:00 +08:00')
  })
})
