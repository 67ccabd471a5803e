import type { Express } from 'express'
import { refuse } from '../../context.ts'
import { findNoticeFile, NOTICE_FORMATS } from '../notice/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

const MIME = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

/** A notice on paper, for anybody: GET /documents/notice/:noticeId.pdf | .docx, the same bytes for ever. */
export function noticeRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/notice/:noticeId.:format',
    fileRoute(contextOf, async (ctx, req) => {
      const format = NOTICE_FORMATS.find(one => one === req.params.format) ?? refuse('notFound', 'format')
      const noticeId = idOf(req, 'noticeId')
      const file = await ctx.db.tx(tx => findNoticeFile(tx, noticeId, format))
      if (!file) return refuse('notFound', 'noticeId')
      return { name: `${file.number}.${format}`, mime: MIME[format], bytes: file.bytes }
    }),
  )
}
