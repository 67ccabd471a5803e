import { actorHash, type LogRow, NO_LEAF } from '#domain/auditLog.ts'
import { hex } from '#domain/bytes.ts'
import type { NodeAt, TreeNode } from '#domain/merkle.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'

/** A row as the database keeps it, before it is put into the log's form. */
export interface StoredRow {
  readonly seq: bigint
  readonly tenderId: string | null
  readonly actorId: string | null
  readonly role: string
  readonly action: string
  readonly subject: string
  readonly payloadHash: string
  readonly salt: Uint8Array
  readonly changes: number
  readonly at: Date
}

const ROW_COLUMNS = `r.seq, r.tender_id AS "tenderId", r.actor_id AS "actorId", r.actor_role AS role, r.action, r.subject,
  r.payload_hash AS "payloadHash", r.salt, r.changes, r.at`

/** The log's form of a stored row. @param previous leaf hash of the row before; null for the first */
export async function logRowOf(row: StoredRow, index: number, previous: Uint8Array | null): Promise<LogRow> {
  const { tenderId, role, action, subject, payloadHash, changes } = row
  return {
    index,
    tenderId,
    actor: row.actorId === null ? null : await actorHash(row.salt, row.actorId, nodeCrypto),
    role,
    action,
    subject,
    payloadHash,
    changes,
    at: row.at.toISOString(),
    previous: previous ? hex(previous) : NO_LEAF,
  }
}

/** One for all of a database's processes: who holds it orders the log. */
const LEADER_LOCK = 7_202_611

/** Takes the leader's lock for this session, if nobody has it. */
export async function tryLead(tx: Tx): Promise<boolean> {
  const row = await tx.row<{ ok: boolean }>('SELECT pg_try_advisory_lock($1) AS ok', [LEADER_LOCK])
  return row?.ok ?? false
}

/** What one look at the rows saw: every transaction below `xmin` had ended, every one from `xmax` had not begun. */
export interface Seen {
  readonly rows: readonly StoredRow[]
  readonly xmin: bigint
  readonly xmax: bigint
}

/** Rows behind `head`, and rows among `holes` that have come to be, in order; at most `limit`. */
export async function rowsWithoutLeaf(tx: Tx, head: bigint, holes: readonly bigint[], limit: number): Promise<Seen> {
  const found = await tx.rows<{ xmin: string; xmax: string; seq: bigint | null } & Omit<StoredRow, 'seq'>>(
    `SELECT s.xmin, s.xmax, r.* FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
       pg_snapshot_xmax(pg_current_snapshot())::text AS xmax) s
     LEFT JOIN LATERAL (
       (SELECT ${ROW_COLUMNS} FROM audit_row r WHERE r.seq = ANY($2::bigint[]) AND r.seq <= $1
          AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.row_seq = r.seq))
       UNION ALL (SELECT ${ROW_COLUMNS} FROM audit_row r WHERE r.seq > $1 ORDER BY r.seq LIMIT $3)
       ORDER BY seq LIMIT $3) r ON true ORDER BY r.seq`,
    [head, holes, limit],
  )
  const rows = found.flatMap(({ xmin, xmax, seq, ...row }) => (seq === null ? [] : [{ ...row, seq }]))
  return { rows, xmin: BigInt(found[0]?.xmin ?? 0), xmax: BigInt(found[0]?.xmax ?? 0) }
}

/** What a look at the whole table found. */
export interface Sweep {
  /** Rows without a leaf. */
  readonly missing: readonly bigint[]
  /** The highest number in use. */
  readonly head: bigint
  /** Numbers below it, of the last ten thousand, that no row has (yet). */
  readonly unused: readonly bigint[]
  readonly xmax: bigint
}

/** Looks at the whole table, all at one moment. */
export async function sweep(tx: Tx): Promise<Sweep> {
  const row = await tx.row<{ missing: string[]; unused: string[]; head: bigint; xmax: string }>(
    `WITH top AS (SELECT coalesce(max(seq), 0) AS head FROM audit_row)
     SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax, head,
       ARRAY(SELECT r.seq::text FROM audit_row r
         WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.row_seq = r.seq)) AS missing,
       ARRAY(SELECT s.seq::text FROM generate_series(greatest(head - 10000, 1), head) AS s(seq)
         WHERE NOT EXISTS (SELECT 1 FROM audit_row r WHERE r.seq = s.seq)) AS unused
     FROM top`,
  )
  if (!row) throw new Error('a look at the audit rows answers one row')
  return { ...row, missing: row.missing.map(BigInt), unused: row.unused.map(BigInt), xmax: BigInt(row.xmax) }
}

/** The oldest transaction that still runs; every one before it has ended. */
export async function oldestRunning(tx: Tx): Promise<bigint> {
  const row = await tx.row<{ xmin: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin')
  return BigInt(row?.xmin ?? 0)
}

export interface StoredCheckpoint {
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
  readonly at: Date
}

interface CheckpointRow extends Omit<StoredCheckpoint, 'size'> {
  readonly size: bigint
}

const asCheckpoint = (row: CheckpointRow): StoredCheckpoint => ({ ...row, size: Number(row.size) })

/** The newest checkpoint, or the newest of at most `atMost` rows; null when there is none. */
export async function newestCheckpoint(tx: Tx, atMost: number | null = null): Promise<StoredCheckpoint | null> {
  const row = await tx.row<CheckpointRow>(
    `SELECT size, root, note, at FROM audit_checkpoint WHERE size <= coalesce($1::bigint, 9223372036854775807)
     ORDER BY size DESC LIMIT 1`,
    [atMost],
  )
  return row && asCheckpoint(row)
}

/** The checkpoint of exactly this size. */
export async function checkpointOf(tx: Tx, size: number): Promise<StoredCheckpoint | null> {
  const row = await tx.row<CheckpointRow>('SELECT size, root, note, at FROM audit_checkpoint WHERE size = $1', [size])
  return row && asCheckpoint(row)
}

/** Checkpoints of more than `size` rows, in order, at most `limit`. */
export async function checkpointsAfter(tx: Tx, size: number, limit: number): Promise<readonly StoredCheckpoint[]> {
  const rows = await tx.rows<CheckpointRow>(
    'SELECT size, root, note, at FROM audit_checkpoint WHERE size > $1 ORDER BY size LIMIT $2',
    [size, limit],
  )
  return rows.map(asCheckpoint)
}

/** The leaf hash at an index; null when there is none. */
export async function leafAt(tx: Tx, index: number): Promise<Uint8Array | null> {
  const row = await tx.row<{ hash: Uint8Array }>('SELECT hash FROM audit_leaf WHERE index = $1', [index])
  return row?.hash ?? null
}

/** The hashes of complete subtrees by `level/index`; those that are not there are left out. */
export async function nodesAt(tx: Tx, nodes: readonly NodeAt[]): Promise<ReadonlyMap<string, TreeNode>> {
  if (nodes.length === 0) return new Map()
  const rows = await tx.rows<{ level: number; index: bigint; hash: Uint8Array }>(
    `WITH wanted AS (SELECT * FROM UNNEST($1::int[], $2::bigint[]) AS w(level, index))
     SELECT w.level, w.index, n.hash FROM wanted w JOIN audit_node n ON n.level = w.level AND n.index = w.index
     UNION ALL SELECT w.level, w.index, l.hash FROM wanted w JOIN audit_leaf l ON l.index = w.index WHERE w.level = 0`,
    [nodes.map(node => node.level), nodes.map(node => node.index)],
  )
  return new Map(rows.map(row => [`${row.level}/${row.index}`, { ...row, index: Number(row.index) }]))
}

export interface Growth {
  /** In the order of the log. */
  readonly leaves: readonly { readonly index: number; readonly seq: bigint; readonly hash: Uint8Array }[]
  readonly nodes: readonly TreeNode[]
  readonly checkpoint: Omit<StoredCheckpoint, 'at'>
}

/** Makes the log longer: leaves, the subtrees they complete and the checkpoint over them, by one statement. */
export const grow = (tx: Tx, { leaves, nodes, checkpoint }: Growth): Promise<number> =>
  tx.run(
    `WITH leaf AS (INSERT INTO audit_leaf (index, row_seq, hash)
       SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::bytea[])),
     node AS (INSERT INTO audit_node (level, index, hash) SELECT * FROM UNNEST($4::int[], $5::bigint[], $6::bytea[]))
     INSERT INTO audit_checkpoint (size, root, note, at) VALUES ($7, $8, $9, clock_timestamp())`,
    [
      leaves.map(leaf => leaf.index),
      leaves.map(leaf => leaf.seq),
      leaves.map(leaf => Buffer.from(leaf.hash)),
      nodes.map(node => node.level),
      nodes.map(node => node.index),
      nodes.map(node => Buffer.from(node.hash)),
      checkpoint.size,
      Buffer.from(checkpoint.root),
      checkpoint.note,
    ],
  )

/** A row in its place, with the leaf before it and the newest checkpoint. */
export interface PlacedRow extends StoredRow {
  readonly index: bigint
  readonly previous: Uint8Array | null
  readonly size: bigint
  readonly note: string
}

/** Rows by number, with their places under the newest checkpoint; rows that have none yet are left out. */
export const placesOf = (tx: Tx, seqs: readonly bigint[]): Promise<PlacedRow[]> =>
  tx.rows<PlacedRow>(
    `SELECT ${ROW_COLUMNS}, l.index, p.hash AS previous, c.size, c.note
     FROM (SELECT size, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1) c
     CROSS JOIN audit_row r JOIN audit_leaf l ON l.row_seq = r.seq LEFT JOIN audit_leaf p ON p.index = l.index - 1
     WHERE r.seq = ANY($1::bigint[]) AND l.index < c.size`,
    [seqs],
  )

export const listenTo = (tx: Tx, channel: 'audit_wake' | 'audit_checkpoint') => tx.run(`LISTEN ${channel}`)

export const notify = (tx: Tx, channel: 'audit_wake' | 'audit_checkpoint', payload: string) =>
  tx.run('SELECT pg_notify($1, $2)', [channel, payload])
