/**
 * Days as the law counts them. The day on which a period starts is not counted (民法典 201) and its last day ends at
 * 24:00 (民法典 203). All days are days in Asia/Shanghai, which has had the fixed offset +08:00 since 1991; no time zone
 * table is needed, and the answer does not depend on the machine.
 */

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

function shanghaiDay(at: Date): number {
  return Math.floor((at.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS)
}

/** The same time of day, that many days later (days may be negative). */
export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS)
}

/** That many milliseconds later. */
export function addMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms)
}

/** Calendar days in Asia/Shanghai from one instant to another; the starting day is not counted (民法典 201). */
export function daysBetween(from: Date, to: Date): number {
  return shanghaiDay(to) - shanghaiDay(from)
}

/** 24:00 in Asia/Shanghai of the day the instant lies in (民法典 203): the first instant after that day. */
export function endOfDay(at: Date): Date {
  return new Date((shanghaiDay(at) + 1) * DAY_MS - SHANGHAI_OFFSET_MS)
}

/** Prints an instant as '2026-03-05 17:00 +08:00', for messages and canonical texts. */
export function formatInstant(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)} +08:00`
}
