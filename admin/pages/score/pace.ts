const WINDOW_MS = 30 * 60_000
const HOUR_MS = 3_600_000
/** Fewer items or minutes say nothing about a pace. */
const LEAST_ITEMS = 3
const LEAST_MS = 60_000

/** How fast somebody works. */
export interface Pace {
  readonly perHour: number
  /** Minutes that `left` items take at this pace. */
  readonly minutesLeft: number
}

/**
 * The pace over the last half hour. In: when items were done (ms), the present time, items left. Out: null while there is
 * too little to tell.
 */
export function paceOf(doneAt: readonly number[], now: number, left: number): Pace | null {
  const recent = doneAt.filter(time => time > now - WINDOW_MS && time <= now)
  const first = Math.min(...recent)
  const span = now - first
  if (recent.length < LEAST_ITEMS || span < LEAST_MS) return null
  const perHour = ((recent.length - 1) * HOUR_MS) / span
  return { perHour: Math.round(perHour), minutesLeft: Math.ceil((left * 60) / perHour) }
}
