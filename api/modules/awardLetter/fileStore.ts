import type { LetterBody } from '#domain/awardLetter.ts'
import type { Tx } from '../../platform/db.ts'

export const LETTER_FORMATS = ['pdf', 'docx'] as const
export type LetterFormat = (typeof LETTER_FORMATS)[number]

/** What is printed. */
export interface UnprintedLetter {
  readonly id: string
  readonly title: string
  readonly number: string
  readonly body: LetterBody
  readonly hash: string
  readonly issuedAt: Date
}

/** Those of the letters that are not on paper yet, in order. */
export const loadUnprinted = (tx: Tx, ids: readonly string[]) =>
  tx.rows<UnprintedLetter>(
    `SELECT id, title, number, body, hash, issued_at AS "issuedAt" FROM award_letter l
     WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM award_letter_file f WHERE f.letter_id = l.id AND f.format = 'docx')
     ORDER BY kind, serial`,
    [ids],
  )

/** A file of a letter as it is stored. */
export interface NewLetterFile {
  readonly letterId: string
  readonly format: LetterFormat
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly pages: number | null
}

/** Stores a file, once. */
export const insertLetterFile = (tx: Tx, file: NewLetterFile) =>
  tx.run(
    `INSERT INTO award_letter_file (letter_id, format, sha256, bytes, size, pages, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp()) ON CONFLICT (letter_id, format) DO NOTHING`,
    [file.letterId, file.format, file.sha256, Buffer.from(file.bytes), file.bytes.length, file.pages],
  )

/** A stored file with the letter's number and whom it is for. */
export interface LetterFile {
  readonly kind: string
  readonly serial: number
  readonly number: string
  readonly supplierName: string
  readonly bytes: Buffer
}

const FILE = `l.kind, l.serial, l.number, l.body->>'supplierName' AS "supplierName", f.bytes
  FROM award_letter_file f JOIN award_letter l ON l.id = f.letter_id`

/** The stored file; null while it is not printed yet, or for whom the letter does not exist. */
export const findLetterFile = (tx: Tx, letterId: string, format: LetterFormat) =>
  tx.row<LetterFile>(`SELECT ${FILE} WHERE f.letter_id = $1 AND f.format = $2`, [letterId, format])

/** The next files of a tender after a letter, in order: all of them at once would not fit into memory. */
export const loadLetterFiles = (
  tx: Tx,
  of: { tenderId: string; format: LetterFormat },
  after: { kind: string; serial: number },
  limit: number,
) =>
  tx.rows<LetterFile>(
    `SELECT ${FILE} WHERE l.tender_id = $1 AND f.format = $2 AND (l.kind, l.serial) > ($3, $4) ORDER BY l.kind, l.serial LIMIT $5`,
    [of.tenderId, of.format, after.kind, after.serial, limit],
  )
