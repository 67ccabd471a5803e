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
  await tx.run(
    `INSERT INTO audit_row (tender_id, actor_id, actor_role, action, subject, payload_hash, changes, at)
     VALUES ($1,$2,$3,$4,$5,$6,$7,clock_timestamp())`,
    [
      entry.tenderId,
      actor?.userId ?? null,
      actor?.role ?? 'platform',
      entry.action,
      entry.subject,
      hashPayload(entry.payload),
      entry.changes,
    ],
  )
}

/** One trace of many that one transaction leaves, each by its own actor. */
export interface ActedEntry {
  readonly actor: SignedIn | null
  readonly entry: AuditEntry
}

/** Appends many traces in one statement, in the given order. */
export async function appendAudits(tx: Tx, acted: readonly ActedEntry[]): Promise<void> {
  if (acted.length === 0) return
  await tx.run(
    `INSERT INTO audit_row (tender_id, actor_id, actor_role, action, subject, payload_hash, changes, at)
     SELECT tender_id, actor_id, actor_role, action, subject, payload_hash, changes, clock_timestamp()
     FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
       WITH ORDINALITY AS a(tender_id, actor_id, actor_role, action, subject, payload_hash, changes, ord)
     ORDER BY ord`,
    [
      acted.map(({ entry }) => entry.tenderId),
      acted.map(({ actor }) => actor?.userId ?? null),
      acted.map(({ actor }) => actor?.role ?? 'platform'),
      acted.map(({ entry }) => entry.action),
      acted.map(({ entry }) => entry.subject),
      acted.map(({ entry }) => hashPayload(entry.payload)),
      acted.map(({ entry }) => entry.changes),
    ],
  )
}

const hashPayload = (payload: unknown): string => createHash('sha256').update(canonicalJson(payload)).digest('hex')
