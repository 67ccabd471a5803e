import type { Express } from 'express'
import { refuse } from '../../context.ts'
import { findText } from '../tenderDocument/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

/** A document of the tender documents as plain text, for anybody: part 0 is the main text, then the annexes. */
export function tenderDocumentRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/tender-document/:documentId/:ordinal.txt',
    fileRoute(contextOf, async (ctx, req) => {
      const ordinal = Number(req.params.ordinal)
      if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal > 1000) return refuse('notFound', 'ordinal')
      const documentId = idOf(req, 'documentId')
      const text = (await ctx.db.tx(tx => findText(tx, documentId, ordinal))) ?? refuse('notFound', 'documentId')
      const name = `${text.title}-v${text.version}.txt`
      return { name, mime: 'text/plain; charset=utf-8', bytes: Buffer.from(text.body) }
    }),
  )
}
