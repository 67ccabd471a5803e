export interface StageReport {
  readonly name: string
  readonly seconds: number
  readonly items: number
}

/** Counts work done; `of` corrects how much there is, once that is known. */
export type Tick = (n?: number, of?: number) => void

export interface Progress {
  /** Runs a stage and records how long it took and how much it did. */
  stage<T>(name: string, total: number, body: (tick: Tick) => Promise<T>): Promise<T>
  readonly stages: readonly StageReport[]
}

const PRINT_EVERY_MS = 2000

/** Prints each stage with rate and time left; quiet prints nothing. */
export function openProgress(print: ((line: string) => void) | null): Progress {
  const stages: StageReport[] = []
  return {
    stages,
    async stage(name, planned, body) {
      let total = planned
      const started = performance.now()
      let done = 0
      const line = () => {
        const seconds = (performance.now() - started) / 1000
        const rate = done / Math.max(seconds, 0.001)
        const left = rate > 0 && total > done ? `, ${Math.ceil((total - done) / rate)} s left` : ''
        return `${name.padEnd(22)} ${done}/${total} (${rate.toFixed(0)}/s${left})`
      }
      const timer = print ? setInterval(() => print(`  ${line()}`), PRINT_EVERY_MS) : undefined
      try {
        return await body((n = 1, of = total) => {
          done += n
          total = of
        })
      } finally {
        clearInterval(timer)
        const seconds = (performance.now() - started) / 1000
        stages.push({ name, seconds: Math.round(seconds * 100) / 100, items: done })
        print?.(`${name.padEnd(22)} ${done} in ${seconds.toFixed(1)} s`)
      }
    },
  }
}

/** Works a list off with `width` at once; the first failure stops it. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const index = next++
      await work(items[index] as T, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
}

/** Cuts a list into pieces of at most `size`. */
export function pieces<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
