import { type CalendarYear, CHINA_CALENDAR } from './chinaCalendar.ts'
import { addDays, endOfDay } from './period.ts'

/**
 * Working days in China: Monday to Friday without public holidays, and the weekend days worked instead (调休). All days are
 * days in Asia/Shanghai.
 */

const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const SATURDAY = 6
const SUNDAY = 0
/** The longest run of rest days is far shorter; a calendar that rests longer is broken data. */
const REST_RUN_MAX = 60

/** calendar: every day counts · working: working days only. */
export const DAY_COUNTS = ['calendar', 'working'] as const

/** How the days of one period are counted. */
export type DayCount = (typeof DAY_COUNTS)[number]

/** What becomes of a period whose last day is a day of rest: it moves to the next working day (民法典 203), or stays. */
export const REST_DAY_ENDS = ['moves', 'stays'] as const

/** moves: to the next working day · stays. */
export type RestDayEnd = (typeof REST_DAY_ENDS)[number]

/** How one period is counted. */
export interface Counting {
  readonly count: DayCount
  readonly restDayEnd: RestDayEnd
}

/** The day of an instant in Asia/Shanghai, as 2026-03-05. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}

/** Whether the official calendar of that day's year is known; otherwise only weekends are days of rest. */
export function isCovered(at: Date, calendar: readonly CalendarYear[] = CHINA_CALENDAR): boolean {
  const year = yearOf(dayOf(at))
  return calendar.some(one => one.year === year)
}

/** Whether the day of this instant is a working day. */
export function isWorkingDay(at: Date, calendar: readonly CalendarYear[] = CHINA_CALENDAR): boolean {
  const day = dayOf(at)
  const known = calendar.find(one => one.year === yearOf(day))
  if (known?.workingWeekends.includes(day)) return true
  if (known?.holidays.some(({ from, to }) => from <= day && day <= to)) return false
  const weekday = new Date(at.getTime() + SHANGHAI_OFFSET_MS).getUTCDay()
  return weekday !== SATURDAY && weekday !== SUNDAY
}

function nextWorkingDay(at: Date, calendar: readonly CalendarYear[]): Date {
  for (let days = 0; days <= REST_RUN_MAX; days += 1) {
    const day = addDays(at, days)
    if (isWorkingDay(day, calendar)) return day
  }
  throw new RangeError('the calendar has no working day')
}

/**
 * The same time of day, that many working days later. The starting day is not counted (民法典 201); 0 days later is the
 * instant itself.
 * @throws RangeError if days is negative or no whole number
 */
export function addWorkingDays(at: Date, days: number, calendar: readonly CalendarYear[] = CHINA_CALENDAR): Date {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError('working days are counted forward, in whole days')
  let day = at
  for (let counted = 0; counted < days; counted += 1) day = nextWorkingDay(addDays(day, 1), calendar)
  return day
}

/**
 * The same time of day, so many days of one kind before `end`: where something must be done days before another thing,
 * such as questions before a deadline. A day of rest on which it ends moves nothing: to move it on would cut the days that
 * are to lie between (民法典 203 lengthens periods, it does not shorten them).
 * In: whole days, not negative.
 */
export function daysBefore(
  end: Date,
  days: number,
  count: DayCount,
  calendar: readonly CalendarYear[] = CHINA_CALENDAR,
): Date {
  if (count === 'calendar') return addDays(end, -days)
  let day = end
  for (let counted = 0; counted < days; ) {
    day = addDays(day, -1)
    if (isWorkingDay(day, calendar)) counted += 1
  }
  return day
}

/**
 * The end of a period of days that starts in the course of `start`: 24:00 in Asia/Shanghai of its last day (民法典 203).
 * In: whole days, not negative. A last day of rest moves on to the next working day where the counting says so.
 */
export function periodEnd(
  start: Date,
  days: number,
  { count, restDayEnd }: Counting,
  calendar: readonly CalendarYear[] = CHINA_CALENDAR,
): Date {
  const last = count === 'working' ? addWorkingDays(start, days, calendar) : addDays(start, days)
  return endOfDay(restDayEnd === 'moves' ? nextWorkingDay(last, calendar) : last)
}
