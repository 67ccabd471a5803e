/** What came of a verification: how much was looked at, and the first thing that does not hold. */
export interface Report {
  /** How many of what were checked, by name (a key of the texts). */
  readonly checked: Readonly<Record<string, number>>
  readonly fault: Fault | null
}

/** Named by a code of `texts.ts`, with what the text needs. */
export interface Fault {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/** Thrown where the first bad thing is found; {@link reporting} turns it into the report. */
class Found extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.code)
    this.fault = fault
  }
}

/** Counts what is checked and stops at the first fault. */
export interface Checker {
  /** Notes that `count` more of `what` held. */
  saw(what: string, count?: number): void
  /** @throws when it does not hold; the report then names it */
  expect(holds: boolean, code: string, params?: Fault['params']): asserts holds
}

const PROGRESS_EVERY = 50

/** Told how much has been checked, now and then: the big files take a while. */
export type Progress = (checked: Readonly<Record<string, number>>) => void

/** Runs checks and reports. Anything that a file with another shape makes them stumble over is the fault `malformed`. */
export async function reporting(
  checks: (checker: Checker) => Promise<void>,
  progress: Progress = () => undefined,
): Promise<Report> {
  const checked: Record<string, number> = {}
  let seen = 0
  const checker: Checker = {
    saw(what, count = 1) {
      checked[what] = (checked[what] ?? 0) + count
      if (++seen % PROGRESS_EVERY === 0) progress({ ...checked })
    },
    expect(holds, code, params = {}) {
      if (!holds) throw new Found({ code, params })
    },
  }
  try {
    await checks(checker)
    return { checked, fault: null }
  } catch (error) {
    if (error instanceof Found) return { checked, fault: error.fault }
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
      return { checked, fault: { code: 'malformed', params: { detail: error.message } } }
    throw error
  }
}
