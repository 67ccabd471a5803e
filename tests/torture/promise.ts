/** A promise of the platform that did not hold, by name. */
export class Broken extends Error {
  readonly promise: string

  constructor(promise: string, detail: string) {
    super(detail)
    this.promise = promise
  }
}

/** @throws Broken when the promise does not hold; `detail` is asked for then only */
export function hold(ok: boolean, promise: string, detail: () => string): asserts ok {
  if (!ok) throw new Broken(promise, detail())
}

/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
