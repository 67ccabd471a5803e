import type { Db, Tx } from './db.ts'

export interface OutboxMessage {
  readonly id: bigint
  readonly jobName: string
  readonly payload: unknown
}

/** Queues a message with the caller's transaction: it leaves only if the transaction commits. */
export async function enqueue(tx: Tx, jobName: string, payloads: readonly unknown[]): Promise<void> {
  if (payloads.length === 0) return
  await tx.run('INSERT INTO outbox_message (job_name, payload) SELECT $1, value FROM jsonb_array_elements($2::jsonb)', [
    jobName,
    JSON.stringify(payloads),
  ])
  await tx.run(`SELECT pg_notify('outbox', '')`)
}

/**
 * Hands a batch of waiting messages to `send` and marks them sent. A crash between the two sends them again, so jobs
 * must be safe to run twice; the queue drops a second copy by the message's id while it still knows the first.
 * @returns how many were sent
 */
export async function relayOutbox(
  db: Db,
  send: (messages: readonly OutboxMessage[]) => Promise<void>,
): Promise<number> {
  return db.tx(async tx => {
    const messages = await tx.rows<OutboxMessage>(
      `SELECT id, job_name AS "jobName", payload FROM outbox_message
       WHERE sent_at IS NULL ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED`,
    )
    if (messages.length === 0) return 0
    await send(messages)
    await tx.run('UPDATE outbox_message SET sent_at = clock_timestamp() WHERE id = ANY($1)', [messages.map(m => m.id)])
    return messages.length
  })
}
