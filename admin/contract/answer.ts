/** What every question and command answers with. */

export interface Violation {
  readonly code: string
  readonly path: string | null
  readonly message: string
}

export interface Refusal {
  readonly violations: readonly Violation[]
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
}
