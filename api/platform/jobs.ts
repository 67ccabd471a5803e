import type { Tx } from './db.ts'
import { enqueue } from './outbox.ts'

export interface JobRow {
  readonly id: string
  readonly tenderId: string
  readonly kind: string
  readonly key: string
  readonly status: string
  readonly total: number
  readonly done: number
  readonly params: unknown
  readonly startedBy: string | null
}

export interface NewJob {
  readonly tenderId: string
  readonly kind: string
  /** Two running jobs of one kind never share a key. */
  readonly key: string
  readonly params: unknown
  /** Null when the platform starts it by itself. */
  readonly startedBy: string | null
  /** Pieces that may run at once and in any order; `size` weighs progress. */
  readonly chunks: readonly { readonly payload: unknown; readonly size: number }[]
}

/** Pieces of a job, about: few and large, because each costs transactions; enough of them to show progress. */
const PIECES = 8

/** Packs a job's items into pieces of like size, in their order. */
export function packPieces<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
): readonly { readonly items: readonly Item[]; readonly size: number }[] {
  const most = items.reduce((sum, item) => sum + sizeOf(item), 0) / PIECES
  const pieces: { items: Item[]; size: number }[] = []
  for (const item of items) {
    const [size, last] = [sizeOf(item), pieces.at(-1)]
    if (last && last.size + size <= most) {
      last.items.push(item)
      last.size += size
    } else pieces.push({ items: [item], size })
  }
  return pieces
}

export const JOB_COLUMNS = `id, tender_id AS "tenderId", kind, key, status, total, done, params, started_by AS "startedBy"`

/**
 * Records a long task and sends its pieces to the workers, with the caller's transaction.
 * @returns the job's id, or null when the same job is already running
 */
export async function startJob(tx: Tx, job: NewJob): Promise<string | null> {
  const total = job.chunks.reduce((sum, chunk) => sum + chunk.size, 0)
  const row = await tx.row<{ id: string }>(
    `INSERT INTO job (tender_id, kind, key, status, total, params, started_by) VALUES ($1,$2,$3,'running',$4,$5,$6)
     ON CONFLICT (tender_id, kind, key) WHERE status = 'running' DO NOTHING RETURNING id`,
    [job.tenderId, job.kind, job.key, total, JSON.stringify(job.params), job.startedBy],
  )
  if (!row) return null
  const chunks = await tx.rows<{ id: bigint }>(
    `INSERT INTO job_chunk (job_id, payload, size)
     SELECT $1, c->'payload', (c->>'size')::int FROM jsonb_array_elements($2::jsonb) c RETURNING id`,
    [row.id, JSON.stringify(job.chunks)],
  )
  await enqueue(
    tx,
    'runChunk',
    chunks.map(chunk => ({ chunkId: String(chunk.id) })),
  )
  return row.id
}

/** Sends the unfinished pieces of a failed or cancelled job again. */
export async function restartJob(tx: Tx, jobId: string): Promise<void> {
  await tx.run(`UPDATE job SET status = 'running', error = NULL, finished_at = NULL WHERE id = $1`, [jobId])
  const chunks = await tx.rows<{ id: bigint }>('SELECT id FROM job_chunk WHERE job_id = $1 AND done_at IS NULL', [
    jobId,
  ])
  await enqueue(
    tx,
    'runChunk',
    chunks.map(chunk => ({ chunkId: String(chunk.id) })),
  )
}

/**
 * Takes a piece into work: another delivery of it waits here until this transaction ends, and then finds it done.
 * @returns whether there is something to do
 */
export async function takeChunk(tx: Tx, chunkId: bigint): Promise<boolean> {
  const open = await tx.row(
    `SELECT 1 FROM job_chunk c JOIN job j ON j.id = c.job_id
     WHERE c.id = $1 AND c.done_at IS NULL AND j.status = 'running' FOR UPDATE OF c`,
    [chunkId],
  )
  return open !== null
}

/**
 * Marks a piece done and counts it, last in the transaction that stores its result: from here on the pieces of a job wait
 * for each other, so all that takes time comes before.
 * @returns the job with its new progress; null when the piece was done before or its job no longer runs: the transaction
 *   must then be rolled back, so that a retry finds the piece as it was
 */
export const finishChunk = (tx: Tx, chunkId: bigint) =>
  tx.row<JobRow>(
    `WITH chunk AS (
       UPDATE job_chunk SET done_at = clock_timestamp() WHERE id = $1 AND done_at IS NULL RETURNING job_id, size)
     UPDATE job SET done = done + chunk.size FROM chunk WHERE job.id = chunk.job_id AND job.status = 'running'
     RETURNING job.id, tender_id AS "tenderId", kind, key, status, total, done, params, started_by AS "startedBy",
       pg_notify('job_progress', job.id::text)`,
    [chunkId],
  )

/** Closes a job. */
export async function endJob(
  tx: Tx,
  jobId: string,
  status: 'done' | 'failed' | 'cancelled',
  error?: string,
): Promise<boolean> {
  const changed = await tx.run(
    `UPDATE job SET status = $2, error = $3, finished_at = clock_timestamp() WHERE id = $1 AND status = 'running'`,
    [jobId, status, error ?? null],
  )
  if (changed > 0) await tx.run(`SELECT pg_notify('job_progress', $1)`, [jobId])
  return changed > 0
}

/** A job by id, locked for a change of its status; null if there is none. */
export const findJob = (tx: Tx, id: string) =>
  tx.row<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE id = $1 FOR UPDATE`, [id])

/** A piece of a running job that is not done yet; null when there is nothing (left) to do. */
export const findOpenChunk = (tx: Tx, chunkId: bigint) =>
  tx.row<JobRow & { payload: unknown }>(
    `SELECT j.id, j.tender_id AS "tenderId", j.kind, j.key, j.status, j.total, j.done, j.params,
       j.started_by AS "startedBy", c.payload
     FROM job_chunk c JOIN job j ON j.id = c.job_id WHERE c.id = $1 AND c.done_at IS NULL AND j.status = 'running'`,
    [chunkId],
  )

/** The job a piece belongs to. */
export const jobOfChunk = (tx: Tx, chunkId: bigint) =>
  tx.row<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE id = (SELECT job_id FROM job_chunk WHERE id = $1)`, [chunkId])
