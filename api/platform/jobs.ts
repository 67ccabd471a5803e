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
 * Marks a piece done in the transaction that stores its result; a second run finds it marked and changes nothing. The
 * job is locked first: a piece that ends after its job was cancelled stays open, so that a retry does it again.
 * @returns the job with its new progress, or null when the piece was done before or the job is no longer running
 */
export async function finishChunk(tx: Tx, chunkId: bigint): Promise<JobRow | null> {
  const running = await tx.row(
    `SELECT 1 FROM job WHERE id = (SELECT job_id FROM job_chunk WHERE id = $1) AND status = 'running' FOR UPDATE`,
    [chunkId],
  )
  if (!running) return null
  const job = await tx.row<JobRow>(
    `WITH chunk AS (
       UPDATE job_chunk SET done_at = clock_timestamp() WHERE id = $1 AND done_at IS NULL RETURNING job_id, size)
     UPDATE job SET done = done + chunk.size FROM chunk WHERE job.id = chunk.job_id
     RETURNING job.id, tender_id AS "tenderId", kind, key, status, total, done, params, started_by AS "startedBy"`,
    [chunkId],
  )
  if (job) await tx.run(`SELECT pg_notify('job_progress', $1)`, [job.id])
  return job
}

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
