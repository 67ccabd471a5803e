import type { EvidenceKind } from '#domain/evidence.ts'
import type { Tx } from '../../platform/db.ts'

/** Rows of the log about a tender, by action and, if given, by exact subjects: their place in the table. */
export async function rowsAbout(
  tx: Tx,
  tenderId: string,
  actions: readonly string[],
  subjects: readonly string[] | null = null,
): Promise<bigint[]> {
  const rows = await tx.rows<{ seq: bigint }>(
    `SELECT seq FROM audit_row WHERE tender_id = $1 AND action = ANY($2) AND ($3::text[] IS NULL OR subject = ANY($3))
     ORDER BY seq`,
    [tenderId, actions, subjects],
  )
  return rows.map(row => row.seq)
}

export async function hasEvidence(tx: Tx, tenderId: string, kind: EvidenceKind): Promise<boolean> {
  return (await tx.row('SELECT 1 FROM evidence WHERE tender_id = $1 AND kind = $2', [tenderId, kind])) !== null
}

export interface NewEvidence {
  readonly tenderId: string
  readonly kind: EvidenceKind
  readonly sha256: string
  /** Bytes before compression. */
  readonly size: number
  /** gzip */
  readonly content: Uint8Array
  readonly rowSeq: bigint
}

export const insertEvidence = (tx: Tx, evidence: NewEvidence) =>
  tx.run(
    `INSERT INTO evidence (tender_id, kind, sha256, size, content, row_seq) VALUES ($1,$2,$3,$4,$5,$6)
     ON CONFLICT (tender_id, kind) DO NOTHING`,
    [evidence.tenderId, evidence.kind, evidence.sha256, evidence.size, Buffer.from(evidence.content), evidence.rowSeq],
  )

/** A stored evidence; null before its result is fixed. */
export const findEvidence = (tx: Tx, tenderId: string, kind: string) =>
  tx.row<{ content: Buffer; rowSeq: bigint; tender: string }>(
    `SELECT e.content, e.row_seq AS "rowSeq", t.code AS tender FROM evidence e JOIN tender t ON t.id = e.tender_id
     WHERE e.tender_id = $1 AND e.kind = $2`,
    [tenderId, kind],
  )

export async function isAwardPublic(tx: Tx, tenderId: string): Promise<boolean> {
  return (await tx.row(`SELECT 1 FROM notice WHERE tender_id = $1 AND kind = 'award'`, [tenderId])) !== null
}
