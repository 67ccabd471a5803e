import type { Tx } from '../../platform/db.ts'
import type { Owner } from './store.ts'

/** An upload under way. */
export interface UploadRow {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  /** Bytes that have arrived and are safe. */
  readonly received: number
}

const COLUMNS = 'id, sha256, name, bytes, received'
const LIFETIME = `interval '24 hours'`

/** Starts an upload, or goes on with the owner's upload of the same content. */
export const openUpload = (
  tx: Tx,
  owner: Owner,
  upload: { sha256: string; bytes: number; name: string; startedBy: string },
) =>
  tx.row<UploadRow>(
    `INSERT INTO file_upload AS u (owner_role, owner_id, sha256, bytes, name, started_by, expires_at)
     VALUES ($1,$2,$3,$4,$5,$6, clock_timestamp() + ${LIFETIME})
     ON CONFLICT (owner_role, owner_id, sha256) DO UPDATE SET name = EXCLUDED.name, expires_at = EXCLUDED.expires_at
       WHERE u.bytes = EXCLUDED.bytes
     RETURNING ${COLUMNS}`,
    [owner.role, owner.id, upload.sha256, upload.bytes, upload.name, upload.startedBy],
  )

/** An upload of the transaction's actor; null if there is none. */
export const findUpload = (tx: Tx, id: string) =>
  tx.row<UploadRow>(`SELECT ${COLUMNS} FROM file_upload WHERE id = $1`, [id])

/** The upload of an owner for some content, if one is under way. */
export const findUploadOf = (tx: Tx, owner: Owner, sha256: string) =>
  tx.row<UploadRow>(`SELECT ${COLUMNS} FROM file_upload WHERE owner_role = $1 AND owner_id = $2 AND sha256 = $3`, [
    owner.role,
    owner.id,
    sha256,
  ])

/**
 * Counts a piece that lies in the file store. Of two pieces for one place only one is counted.
 * @returns the bytes received so far, or null when the upload does not stand at `atByte`
 */
export async function addPiece(
  tx: Tx,
  uploadId: string,
  piece: { atByte: number; bytes: number; key: string },
): Promise<number | null> {
  const row = await tx.row<{ received: number }>(
    `UPDATE file_upload SET received = received + $3, expires_at = clock_timestamp() + ${LIFETIME}
     WHERE id = $1 AND received = $2 AND received + $3 <= bytes RETURNING received`,
    [uploadId, piece.atByte, piece.bytes],
  )
  if (!row) return null
  await tx.run('INSERT INTO upload_piece (upload_id, at_byte, bytes, key) VALUES ($1,$2,$3,$4)', [
    uploadId,
    piece.atByte,
    piece.bytes,
    piece.key,
  ])
  return row.received
}

/** Keys of an upload's pieces, in order. */
export async function loadPieceKeys(tx: Tx, uploadId: string): Promise<readonly string[]> {
  const rows = await tx.rows<{ key: string }>('SELECT key FROM upload_piece WHERE upload_id = $1 ORDER BY at_byte', [
    uploadId,
  ])
  return rows.map(row => row.key)
}

/** Forgets an upload and its pieces. */
export const deleteUpload = (tx: Tx, id: string) => tx.run('DELETE FROM file_upload WHERE id = $1', [id])

/** Forgets uploads that nobody went on with for a day. @returns how many, and the keys of their pieces */
export async function deleteExpired(tx: Tx): Promise<{ count: number; keys: readonly string[] }> {
  const expired = await tx.rows<{ id: string }>(
    'SELECT id FROM file_upload WHERE expires_at < clock_timestamp() FOR UPDATE SKIP LOCKED',
  )
  const ids = expired.map(row => row.id)
  const rows = await tx.rows<{ key: string }>('SELECT key FROM upload_piece WHERE upload_id = ANY($1::uuid[])', [ids])
  await tx.run('DELETE FROM file_upload WHERE id = ANY($1::uuid[])', [ids])
  return { count: ids.length, keys: rows.map(row => row.key) }
}

/**
 * Which of these pieces belong to no upload. One that was just written may be about to be counted: it is given an hour.
 */
export async function findStrays(
  tx: Tx,
  pieces: readonly { readonly key: string; readonly writtenAt: Date }[],
): Promise<readonly string[]> {
  const rows = await tx.rows<{ key: string }>(
    `SELECT p.key FROM UNNEST($1::text[], $2::timestamptz[]) AS p(key, written_at)
     WHERE p.written_at < clock_timestamp() - interval '1 hour'
       AND NOT EXISTS (SELECT FROM upload_piece u WHERE u.key = p.key)`,
    [pieces.map(piece => piece.key), pieces.map(piece => piece.writtenAt)],
  )
  return rows.map(row => row.key)
}
