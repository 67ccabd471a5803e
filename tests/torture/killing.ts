/** kill -9 at random moments. */
import type { Random } from '../../rehearsal/random.ts'
import type { Part } from './parts.ts'
import { pause } from './promise.ts'
import type { Counts } from './stand.ts'

export interface Plan {
  readonly kills: number
  readonly r: Random
  /** Least and longest time between two kills. */
  readonly gapMs: readonly [least: number, longest: number]
  /** When it ends though there were fewer kills, as `performance.now` counts. */
  readonly until?: number
  /** Share of the kills before which the platform gets to answer somebody again; the others strike at any time. */
  readonly afterAnswer: number
}

export interface Killing {
  readonly ended: Promise<void>
  stop(): void
}

const ANSWER_MS = 15_000

/** Kills a random one of the parts again and again. What has just been killed and is not back yet cannot be killed. */
export function killOften(
  counts: Counts,
  parts: readonly Part[],
  { kills, r, gapMs, afterAnswer, until = Infinity }: Plan,
): Killing {
  let stopped = false
  let killedAt = 0
  const answers = async () => {
    const patience = performance.now() + ANSWER_MS
    while (!stopped && counts.lastAnswerAt < killedAt && performance.now() < patience) await pause(10)
  }
  const work = async () => {
    for (let done = 0; done < kills && !stopped && performance.now() < until; ) {
      if (r.next() < afterAnswer) await answers()
      await pause(r.int(...gapMs))
      const part = r.pick(parts)
      if (stopped || !part.kill()) continue
      killedAt = performance.now()
      done++
      counts.kills.set(part.name, (counts.kills.get(part.name) ?? 0) + 1)
    }
  }
  return { ended: work(), stop: () => (stopped = true) }
}
