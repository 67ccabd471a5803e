import type { CommandContext } from '../api/context.ts'
import type { Tx } from '../api/platform/db.ts'
import type { JobRow } from '../api/platform/jobs.ts'

/** Stores a piece's result; runs in the transaction that marks the piece done. */
export type Apply = (tx: Tx) => Promise<void>

/**
 * How a kind of job is worked off. `run` re-reads the world and computes, without a transaction, and returns what is to
 * be stored. It may run twice (a crash, a slow worker taken for dead), so it must not change anything itself.
 */
export interface JobHandler {
  readonly run: (ctx: CommandContext, job: JobRow, payload: unknown) => Promise<Apply>
  /** Runs once, in the transaction of the last piece. */
  readonly finish?: (tx: Tx, ctx: CommandContext, job: JobRow) => Promise<void>
}
