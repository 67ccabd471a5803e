import type { NoticeBody } from '#domain/notice.ts'
import type { Tx } from '../../platform/db.ts'

export const NOTICE_FORMATS = ['pdf', 'docx'] as const
export type NoticeFormat = (typeof NOTICE_FORMATS)[number]

/** What is printed. */
export interface PrintedNotice {
  readonly id: string
  readonly title: string
  readonly number: string
  readonly body: NoticeBody
  readonly hash: string
  readonly publishedAt: Date
  /** Planned end, as announced: pauses do not change what is printed. */
  readonly closesAt: Date | null
  readonly isPrinted: boolean
}

export const findPrinted = (tx: Tx, id: string) =>
  tx.row<PrintedNotice>(
    `SELECT n.id, n.title, n.number, n.body, n.hash, n.published_at AS "publishedAt", n.closes_at AS "closesAt",
       EXISTS (SELECT FROM notice_file f WHERE f.notice_id = n.id AND f.format = 'docx') AS "isPrinted"
     FROM notice n WHERE n.id = $1`,
    [id],
  )

/** A file of a notice as it is stored. */
export interface NewNoticeFile {
  readonly format: NoticeFormat
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly pages: number | null
}

/** Stores a file, once. */
export const insertNoticeFile = (tx: Tx, noticeId: string, file: NewNoticeFile) =>
  tx.run(
    `INSERT INTO notice_file (notice_id, format, sha256, bytes, size, pages, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp()) ON CONFLICT (notice_id, format) DO NOTHING`,
    [noticeId, file.format, file.sha256, Buffer.from(file.bytes), file.bytes.length, file.pages],
  )

/** The stored file; null while it is not printed yet. */
export const findNoticeFile = (tx: Tx, noticeId: string, format: NoticeFormat) =>
  tx.row<{ number: string; bytes: Buffer }>(
    `SELECT n.number, f.bytes FROM notice_file f JOIN notice n ON n.id = f.notice_id WHERE f.notice_id = $1 AND f.format = $2`,
    [noticeId, format],
  )
