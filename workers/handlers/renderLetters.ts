import { createHash } from 'node:crypto'
import { z } from 'zod'
import { letterView } from '#domain/awardLetterView.ts'
import { insertLetterFile, loadUnprinted, type NewLetterFile } from '../../api/modules/awardLetter/index.ts'
import { renderNoticeDocx } from '../../templates/notice.docx.ts'
import { countPages } from '../../templates/notice.pdf.ts'
import type { PrintView } from '../../templates/noticePrint.ts'
import type { JobHandler } from '../jobHandler.ts'
import { printNotice } from '../noticePool.ts'

const chunk = z.object({ letterIds: z.array(z.uuid()) })

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Prints some letters as PDF and Word file, each once. A letter is nobody else's: it names no public page. */
export const renderLetters: JobHandler = {
  run: async (ctx, _job, payload) => {
    const { letterIds } = chunk.parse(payload)
    const files: NewLetterFile[] = []
    for (const letter of await ctx.db.tx(tx => loadUnprinted(tx, letterIds))) {
      const view: PrintView = { ...letterView(letter.body, letter), url: '', hash: letter.hash }
      const pdf = await printNotice({ view, publishedAt: letter.issuedAt })
      const docx = renderNoticeDocx(view)
      const letterId = letter.id
      files.push({ letterId, format: 'pdf', bytes: pdf, sha256: sha256Of(pdf), pages: countPages(pdf) || null })
      files.push({ letterId, format: 'docx', bytes: docx, sha256: sha256Of(docx), pages: null })
    }
    return async tx => {
      for (const file of files) await insertLetterFile(tx, file)
    }
  },
}
