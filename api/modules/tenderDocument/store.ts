import type { Tx } from '../../platform/db.ts'

/** A version as the next one is compared with. */
export interface VersionRow {
  readonly version: number
  readonly title: string
  readonly hash: string
}

export const findNewest = (tx: Tx, tenderId: string) =>
  tx.row<VersionRow>(
    'SELECT version, title, hash FROM tender_document WHERE tender_id = $1 ORDER BY version DESC LIMIT 1',
    [tenderId],
  )

export interface NewVersion {
  readonly version: number
  readonly title: string
  readonly body: string
  readonly manifest: string
  readonly hash: string
  readonly summary: string | null
  readonly publishedAt: Date
}

export interface NewPart {
  readonly title: string
  readonly body: string
  readonly file: AttachedFile | null
  readonly hash: string
}

/** A file of the office that goes with the documents. */
export interface AttachedFile {
  readonly id: string
  readonly name: string
  readonly sha256: string
}

/** Stores a version with its annexes. */
export async function insertVersion(
  tx: Tx,
  tenderId: string,
  version: NewVersion,
  parts: readonly NewPart[],
): Promise<void> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO tender_document (tender_id, version, title, body, manifest, hash, summary, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      tenderId,
      version.version,
      version.title,
      version.body,
      version.manifest,
      version.hash,
      version.summary,
      version.publishedAt,
    ],
  )
  for (const [i, part] of parts.entries())
    await tx.run(
      `INSERT INTO document_part (document_id, ordinal, title, body, file_id, file_name, file_sha256, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        row?.id,
        i + 1,
        part.title,
        part.body,
        part.file?.id ?? null,
        part.file?.name ?? null,
        part.file?.sha256 ?? null,
        part.hash,
      ],
    )
}

/** Files of the office in which no virus was found, by id. */
export const loadOfficeFiles = (tx: Tx, ids: readonly string[]) =>
  tx.rows<AttachedFile>(
    `SELECT f.id, f.name, f.sha256 FROM stored_file f JOIN stored_blob b ON b.sha256 = f.sha256
     WHERE f.id = ANY($1::uuid[]) AND f.owner_role = 'office' AND b.scan <> 'infected'`,
    [ids],
  )

/** A published annex that is a file; null if it is none. Published is public: no wall is asked. */
export const findPublishedFile = (tx: Tx, documentId: string, ordinal: number) =>
  tx.row<{ name: string; sha256: string }>(
    `SELECT file_name AS name, file_sha256 AS sha256 FROM document_part
     WHERE document_id = $1 AND ordinal = $2 AND file_id IS NOT NULL`,
    [documentId, ordinal],
  )

/** The text of a version, or of one of its annexes; null if there is none. */
export const findText = (tx: Tx, documentId: string, ordinal: number) =>
  tx.row<{ title: string; version: number; body: string }>(
    `SELECT CASE WHEN $2 = 0 THEN d.title ELSE p.title END AS title, d.version, CASE WHEN $2 = 0 THEN d.body ELSE p.body END AS body
     FROM tender_document d LEFT JOIN document_part p ON p.document_id = d.id AND p.ordinal = $2
     WHERE d.id = $1 AND ($2 = 0 OR p.body <> '')`,
    [documentId, ordinal],
  )
