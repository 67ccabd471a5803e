import { createHash } from 'node:crypto'
import { z } from 'zod'
import { noticeView } from '#domain/noticeView.ts'
import { findPrinted, insertNoticeFile } from '../../api/modules/notice/index.ts'
import { renderNoticeDocx } from '../../templates/notice.docx.ts'
import { countPages } from '../../templates/notice.pdf.ts'
import type { PrintView } from '../../templates/noticePrint.ts'
import type { JobHandler } from '../jobHandler.ts'
import { printNotice } from '../noticePool.ts'

const chunk = z.object({ noticeId: z.string(), origin: z.string() })

/** Prints a notice as PDF and Word file, once. */
export const renderNotice: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { noticeId, origin } = chunk.parse(payload)
    const notice = await ctx.db.tx(tx => findPrinted(tx, noticeId))
    if (!notice || notice.isPrinted) return async () => {}
    const url = origin === '' ? '' : `${origin}/portal/notices/${notice.id}`
    const view: PrintView = { ...noticeView(notice.body, notice), url, hash: notice.hash }
    const pdf = await printNotice({ view, publishedAt: notice.publishedAt })
    const docx = renderNoticeDocx(view)
    const files = [
      { format: 'pdf', bytes: pdf, pages: countPages(pdf) || null },
      { format: 'docx', bytes: docx, pages: null },
    ] as const
    return async tx => {
      for (const file of files) {
        const sha256 = createHash('sha256').update(file.bytes).digest('hex')
        await insertNoticeFile(tx, notice.id, { ...file, sha256 })
      }
    }
  },
}
