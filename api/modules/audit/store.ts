import { randomBytes } from 'node:crypto'
import { payloadHash } from '#domain/auditLog.ts'
import { canonicalBytes } from '#domain/bytes.ts'
import type { SignedIn } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
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
  await appendAudits(tx, [{ actor, entry }])
}

/** One trace of many that one transaction leaves, each by its own actor. */
export interface ActedEntry {
  readonly actor: SignedIn | null
  readonly entry: AuditEntry
}

/** Appends many traces in one statement, in the given order. @returns the rows' sequence numbers, in that order too */
export async function appendAudits(tx: Tx, acted: readonly ActedEntry[]): Promise<readonly bigint[]> {
  if (acted.length === 0) return []
  const salts = acted.map(() => randomBytes(16))
  const hashes: string[] = []
  for (const [i, { entry }] of acted.entries())
    hashes.push(await payloadHash(salts[i] ?? new Uint8Array(0), canonicalBytes(entry.payload), nodeCrypto))
  const rows = await tx.rows<{ seq: bigint }>(
    `INSERT INTO audit_row (tender_id, actor_id, actor_role, action, subject, payload_hash, salt, changes, at)
     SELECT tender_id, actor_id, actor_role, action, subject, payload_hash, salt, changes, clock_timestamp()
     FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::int[])
       WITH ORDINALITY AS a(tender_id, actor_id, actor_role, action, subject, payload_hash, salt, changes, ord)
     ORDER BY ord RETURNING seq`,
    [
      acted.map(({ entry }) => entry.tenderId),
      acted.map(({ actor }) => actor?.userId ?? null),
      acted.map(({ actor }) => actor?.role ?? 'platform'),
      acted.map(({ entry }) => entry.action),
      acted.map(({ entry }) => entry.subject),
      hashes,
      salts,
      acted.map(({ entry }) => entry.changes),
    ],
  )
  return rows.map(row => row.seq)
}

/** Bids' rows by subject (`sealedBid:<leaf>`): subject → sequence number. */
export async function bidRowsOf(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  if (subjects.length === 0) return new Map()
  const rows = await tx.rows<{ subject: string; seq: bigint }>(
    `SELECT subject, min(seq) AS seq FROM audit_row
     WHERE subject = ANY($1::text[]) AND action IN ('submitBid', 'withdrawBid') GROUP BY subject`,
    [subjects],
  )
  return new Map(rows.map(row => [row.subject, row.seq]))
}
