import { buffer } from 'node:stream/consumers'
import type { Express, Request } from 'express'
import { refuse } from '../../context.ts'
import { findPublishedFile, findText } from '../tenderDocument/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

/** The tender documents for anybody: part 0 is the main text, then the annexes; as plain text, and attached files. */
export function tenderDocumentRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/tender-document/:documentId/:ordinal.txt',
    fileRoute(contextOf, async (ctx, req) => {
      const ordinal = ordinalOf(req)
      const documentId = idOf(req, 'documentId')
      const text = (await ctx.db.tx(tx => findText(tx, documentId, ordinal))) ?? refuse('notFound', 'documentId')
      const name = `${text.title}-v${text.version}.txt`
      return { name, mime: 'text/plain; charset=utf-8', bytes: Buffer.from(text.body) }
    }),
  )
  app.get(
    '/documents/tender-document/:documentId/:ordinal/file',
    fileRoute(contextOf, async (ctx, req) => {
      const ordinal = ordinalOf(req)
      const documentId = idOf(req, 'documentId')
      const file =
        (await ctx.db.tx(tx => findPublishedFile(tx, documentId, ordinal))) ?? refuse('notFound', 'documentId')
      const bytes = await buffer(await ctx.files.open(file.sha256))
      return { name: file.name, mime: 'application/octet-stream', bytes }
    }),
  )
}

const ORDINAL_MAX = 1000

function ordinalOf(req: Request): number {
  const ordinal = Number(req.params.ordinal)
  return Number.isInteger(ordinal) && ordinal >= 0 && ordinal <= ORDINAL_MAX ? ordinal : refuse('notFound', 'ordinal')
}
