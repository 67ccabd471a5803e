import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHINA_CALENDAR } from '#domain/chinaCalendar.ts'
import { addDays, daysBetween } from '#domain/period.ts'
import { addWorkingDays, dayOf, isCovered, isWorkingDay, periodEnd } from '#domain/workingDays.ts'

const at = (text: string) => new Date(`${text}T09:30:00+08:00`)
const later = (from: string, days: number) => dayOf(addWorkingDays(at(from), days))

/** Any minute of the years that are known, and of some that are not. */
const instants = fc
  .integer({ min: Date.UTC(2023, 0, 1) / 60_000, max: Date.UTC(2028, 11, 31) / 60_000 })
  .map(minute => new Date(minute * 60_000))

describe('working days', () => {
  it.each([
    ['over a weekend', '2026-03-06', 1, '2026-03-09'],
    ['over the Spring Festival, whose eve is worked on Saturday 28', '2026-02-13', 1, '2026-02-14'],
    ['over nine days off', '2026-02-14', 1, '2026-02-24'],
    ['a Saturday that is worked counts', '2026-02-27', 1, '2026-02-28'],
    ['over the National Day, Sunday 20 September worked', '2026-09-18', 2, '2026-09-21'],
    ['Saturday 10 October is worked', '2026-09-30', 3, '2026-10-10'],
    ['no days', '2026-10-01', 0, '2026-10-01'],
    ['a year that is not announced knows weekends only', '2027-04-30', 1, '2027-05-03'],
  ])('%s', (_name, from, days, to) => expect(later(from, days)).toBe(to))

  it('knows a day in Shanghai, whatever the machine thinks', () => {
    expect(isWorkingDay(new Date('2026-09-30T16:00:00Z'))).toBe(false) // 1 October in Shanghai
    expect(isWorkingDay(new Date('2026-09-30T15:59:59Z'))).toBe(true)
  })

  it('says which years are announced', () => {
    expect(CHINA_CALENDAR.map(({ year }) => year)).toEqual([2024, 2025, 2026])
    expect([isCovered(at('2026-12-31')), isCovered(at('2027-01-01'))]).toEqual([true, false])
  })

  it('has data in order: days off within the year, worked days on weekends, none both', () => {
    for (const { year, holidays, workingWeekends } of CHINA_CALENDAR) {
      expect(holidays.length).toBeGreaterThanOrEqual(6)
      for (const { from, to } of holidays) expect([from.slice(0, 4), from <= to]).toEqual([String(year), true])
      for (const day of workingWeekends) {
        expect([0, 6]).toContain(at(day).getUTCDay())
        expect(holidays.some(({ from, to }) => from <= day && day <= to)).toBe(false)
      }
    }
  })

  it('ends on a working day, at the same time of day, not sooner than by the calendar', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 60 }), (from, days) => {
        const end = addWorkingDays(from, days)
        expect(isWorkingDay(end)).toBe(true)
        expect((end.getTime() - from.getTime()) % 86_400_000).toBe(0)
        expect(daysBetween(from, end)).toBeGreaterThanOrEqual(days)
      }),
    )
  })

  it('adds up: a then b days are a + b days', () => {
    fc.assert(
      fc.property(instants, fc.nat(20), fc.nat(20), (from, a, b) => {
        expect(addWorkingDays(addWorkingDays(from, a), b)).toEqual(addWorkingDays(from, a + b))
      }),
    )
  })

  it('grows with the days and with the start', () => {
    fc.assert(
      fc.property(instants, fc.nat(300), fc.nat(30), (from, sooner, days) => {
        const end = addWorkingDays(from, days)
        expect(addWorkingDays(from, days + 1) > end).toBe(true)
        expect(addWorkingDays(addDays(from, sooner), days) >= end).toBe(true)
      }),
    )
  })

  it('refuses to count back or by halves', () => {
    expect(() => addWorkingDays(at('2026-03-02'), -1)).toThrow(RangeError)
    expect(() => addWorkingDays(at('2026-03-02'), 0.5)).toThrow(RangeError)
  })
})

describe('a period', () => {
  it('ends at 24:00 of its last day, on a working day where the end moves (民法典 203)', () => {
    fc.assert(
      fc.property(instants, fc.nat(40), fc.constantFrom('calendar', 'working'), (from, days, count) => {
        const stays = periodEnd(from, days, { count, restDayEnd: 'stays' })
        const moves = periodEnd(from, days, { count, restDayEnd: 'moves' })
        expect(moves >= stays).toBe(true)
        expect((moves.getTime() + 8 * 3_600_000) % 86_400_000).toBe(0)
        expect(isWorkingDay(new Date(moves.getTime() - 1))).toBe(true)
        expect(daysBetween(from, new Date(stays.getTime() - 1))).toBeGreaterThanOrEqual(days)
      }),
    )
  })
})
