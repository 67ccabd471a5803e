import type { FileType } from '#domain/files.ts'
import type { Tx } from '../../platform/db.ts'

/** The organisation (or, for key officers, the person) that a file belongs to. */
export interface Owner {
  readonly role: string
  readonly id: string
}

/** A stored file with what is known of its content. */
export interface StoredFileRow {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly type: FileType
  readonly pages: number | null
  readonly scan: 'clean' | 'infected' | 'unscanned'
  readonly uploadedAt: Date
}

const FILE_COLUMNS = `f.id, f.sha256, f.name, b.bytes, b.type, b.pages, b.scan, f.uploaded_at AS "uploadedAt"`

/** A file that the transaction's actor may read; null if there is none. */
export const findFile = (tx: Tx, id: string) =>
  tx.row<StoredFileRow>(
    `SELECT ${FILE_COLUMNS} FROM stored_file f JOIN stored_blob b ON b.sha256 = f.sha256 WHERE f.id = $1`,
    [id],
  )

/** Files of an owner, held so that they are not removed before the transaction ends. */
export const lockFiles = (tx: Tx, owner: Owner, ids: readonly string[]) =>
  tx.rows<StoredFileRow>(
    `SELECT ${FILE_COLUMNS} FROM stored_file f JOIN stored_blob b ON b.sha256 = f.sha256
     WHERE f.id = ANY($1::uuid[]) AND f.owner_role = $2 AND f.owner_id = $3`,
    [ids, owner.role, owner.id],
  )

/** An owner's file with this content; null if there is none. */
export const findByContent = (tx: Tx, owner: Owner, sha256: string) =>
  tx.row<StoredFileRow>(
    `SELECT ${FILE_COLUMNS} FROM stored_file f JOIN stored_blob b ON b.sha256 = f.sha256
     WHERE f.owner_role = $1 AND f.owner_id = $2 AND f.sha256 = $3`,
    [owner.role, owner.id, sha256],
  )

/** Two uploads of one owner that start at once are counted one after the other. */
export const lockOwner = (tx: Tx, owner: Owner) =>
  tx.run('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', [`${owner.role} ${owner.id}`])

/** Bytes of an owner's files and announced uploads. */
export async function loadUsedBytes(tx: Tx, owner: Owner): Promise<number> {
  const row = await tx.row<{ bytes: string }>(
    `SELECT (coalesce((SELECT sum(b.bytes) FROM stored_file f JOIN stored_blob b ON b.sha256 = f.sha256
         WHERE f.owner_role = $1 AND f.owner_id = $2), 0)
       + coalesce((SELECT sum(u.bytes) FROM file_upload u WHERE u.owner_role = $1 AND u.owner_id = $2), 0))::text AS bytes`,
    [owner.role, owner.id],
  )
  return Number(row?.bytes ?? 0)
}

/** What is known of content that somebody has stored; null if nobody has. */
export const findBlob = (tx: Tx, sha256: string) =>
  tx.row<{ type: FileType; bytes: number; textStatus: string }>(
    'SELECT type, bytes, text_status AS "textStatus" FROM stored_blob WHERE sha256 = $1',
    [sha256],
  )

export interface NewBlob {
  readonly sha256: string
  readonly bytes: number
  readonly type: FileType
  readonly pages: number | null
  readonly scan: string
  readonly textStatus: string
}

/** @returns 0 when the content is known already */
export const insertBlob = (tx: Tx, blob: NewBlob) =>
  tx.run(
    `INSERT INTO stored_blob (sha256, bytes, type, pages, scan, text_status) VALUES ($1,$2,$3,$4,$5,$6)
     ON CONFLICT (sha256) DO NOTHING`,
    [blob.sha256, blob.bytes, blob.type, blob.pages, blob.scan, blob.textStatus],
  )

export interface NewFile {
  readonly sha256: string
  readonly name: string
  readonly uploadedBy: string
  /** Where it came from, empty when unknown: network address, and the hash of what the browser calls itself. */
  readonly address: string
  readonly agentHash: string
}

/** @returns 0 when the owner has this content already */
export const insertFile = (tx: Tx, owner: Owner, file: NewFile) =>
  tx.run(
    `INSERT INTO stored_file (owner_role, owner_id, sha256, name, uploaded_by, uploaded_at, address, agent_hash)
     VALUES ($1,$2,$3,$4,$5,clock_timestamp(),$6,$7) ON CONFLICT (owner_role, owner_id, sha256) DO NOTHING`,
    [owner.role, owner.id, file.sha256, file.name, file.uploadedBy, file.address, file.agentHash],
  )

/** PostgreSQL's codes for a row that others refer to: before version 18, and since. */
const REFERENCED: readonly unknown[] = ['23503', '23001']

/** Removes a file of an owner. @returns false when something refers to it: the transaction is then at its end */
export async function deleteFile(tx: Tx, id: string): Promise<boolean> {
  try {
    await tx.run('DELETE FROM stored_file WHERE id = $1', [id])
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && REFERENCED.includes(error.code)) return false
    throw error
  }
}

/** Content whose text waits to be read; null when it is done or marked. */
export const findPendingText = (tx: Tx, sha256: string) =>
  tx.row<{ type: FileType }>(`SELECT type FROM stored_blob WHERE sha256 = $1 AND text_status = 'pending'`, [sha256])

export const saveText = (tx: Tx, sha256: string, found: { text: string; meta: object }) =>
  tx.run(`UPDATE stored_blob SET text = $2, meta = $3, text_status = 'done' WHERE sha256 = $1`, [
    sha256,
    found.text,
    JSON.stringify(found.meta),
  ])

/** Marks content whose text cannot be read: nobody tries again. */
export const setTextFailed = (tx: Tx, sha256: string) =>
  tx.run(`UPDATE stored_blob SET text_status = 'failed' WHERE sha256 = $1 AND text_status = 'pending'`, [sha256])
