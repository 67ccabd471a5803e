import { type Found, fieldsOf, join, oneOf } from './shape.ts'
import { type Counting, DAY_COUNTS, type DayCount, REST_DAY_ENDS, type RestDayEnd } from './workingDays.ts'

/** The periods whose days a pack may count either way. */
export const COUNTED_PERIODS = [
  'questions',
  'notice',
  'objection',
  'complaint',
  'clarification',
  'retest',
  'contract',
  'credit',
] as const

/** One of them. */
export type CountedPeriod = (typeof COUNTED_PERIODS)[number]

/** How the days of each period are counted, and what becomes of a last day that is a day of rest (民法典 203). */
export type CalendarPolicy = Readonly<Record<CountedPeriod, DayCount>> & { readonly restDayEnd: RestDayEnd }

/** Days of the law are days of the calendar (民法典 201); replies on credit are due in working days (1-domain §5). */
export const DEFAULT_CALENDAR: CalendarPolicy = {
  questions: 'calendar',
  notice: 'calendar',
  objection: 'calendar',
  complaint: 'calendar',
  clarification: 'calendar',
  retest: 'calendar',
  contract: 'calendar',
  credit: 'working',
  restDayEnd: 'moves',
}

/** How one period of a pack is counted. */
export function countingOf(calendar: CalendarPolicy, period: CountedPeriod): Counting {
  return { count: calendar[period], restDayEnd: calendar.restDayEnd }
}

/** Checks the calendar of a pack; notes what is wrong in `found`. */
export function checkCalendar(found: Found, value: unknown): void {
  const fields = fieldsOf(found, value, 'calendar', [...COUNTED_PERIODS, 'restDayEnd'])
  if (!fields) return
  for (const period of COUNTED_PERIODS) oneOf(found, fields[period], join('calendar', period), DAY_COUNTS)
  oneOf(found, fields.restDayEnd, 'calendar.restDayEnd', REST_DAY_ENDS)
}
