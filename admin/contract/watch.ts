/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section watch. */
import type { Tender } from './tender.ts'

export interface AuditRow {
  readonly id: string
  readonly seq: string
  readonly tenderId: string | null
  readonly actorRole: string
  readonly action: string
  readonly subject: string
  readonly payloadHash: string
  readonly changes: number
  readonly at: string
  /** Place in the log; null until it has one. */
  readonly index: string | null
  readonly leaf: string | null
}

export interface LogState {
  readonly key: string
  readonly fingerprint: string
  readonly checkpoint: {
    readonly size: number
    readonly root: string
    readonly note: string
    readonly at: string
  } | null
  readonly cosignatures: readonly { readonly witness: string; readonly size: number; readonly at: string }[]
}

export interface Job {
  readonly id: string
  readonly tenderId: string
  readonly kind: string
  readonly status: string
  readonly total: number
  readonly done: number
  readonly percent: number
  readonly ratePerSecond: number
  readonly secondsLeft: number | null
  readonly error: string | null
  readonly startedAt: string
  readonly finishedAt: string | null
}

export interface Todo {
  readonly kind: string
  readonly tenderId: string
  readonly tenderTitle: string
  readonly count: number
  readonly dueAt: string | null
}

export interface Figure {
  readonly key: string
  readonly value: string
  readonly unit: string | null
}

export interface SeriesPoint {
  readonly label: string
  readonly value: number
  readonly value2: number | null
}

export interface Chart {
  readonly key: string
  readonly points: readonly SeriesPoint[]
}

export interface Dashboard {
  readonly now: string
  readonly tender: Tender | null
  readonly todos: readonly Todo[]
  readonly figures: readonly Figure[]
  readonly chart: Chart
}

/** A file with which anyone can check a result. */
export interface Evidence {
  readonly id: string
  readonly kind: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly createdAt: string
}
