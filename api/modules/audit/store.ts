import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

export interface AuditEntry {
  readonly tenderId: string | null
  readonly action: string
  /** What changed, by business code or id: `lot:HQ-1`, `round:…`. */
  readonly subject: string
  /** Canonically encoded and hashed; the row keeps the hash, so personal data never enters the log. */
  readonly payload: unknown
  /** How many rows changed state. */
  readonly changes: number
}

/** Appends the trace of a state change, in the transaction that makes it. */
export async function appendAudit(tx: Tx, actor: SignedIn | null, entry: AuditEntry): Promise<void> {
  const payloadHash = createHash('sha256').update(canonicalJson(entry.payload)).digest('hex')
  await tx.run(
    `INSERT INTO audit_row (tender_id, actor_id, actor_role, action, subject, payload_hash, changes, at)
     VALUES ($1,$2,$3,$4,$5,$6,$7,clock_timestamp())`,
    [entry.tenderId, actor?.userId ?? null, actor?.role ?? 'platform', entry.action, entry.subject, payloadHash, entry.changes],
  )
}
