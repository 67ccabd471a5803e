import { pipeline } from 'node:stream/promises'
import type { Express, Request, Response } from 'express'
import { FILE_KINDS } from '#domain/files.ts'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import type { ByteRange } from '../../platform/files/storage.ts'
import { type ContextOf, idOf, sendRefusal } from '../document/index.ts'
import { onContent } from './contentTask.ts'
import { localCopy, tableOf } from './extractText.ts'
import { findFile, type StoredFileRow } from './store.ts'

const IMAGES: readonly string[] = ['png', 'jpeg', 'webp']
const TABLES: readonly string[] = ['xlsx', 'csv']
/** Nothing of a file runs on this site, whatever it contains. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"

/** Files down: as they are, as a small picture, as a table. Who may read one is decided by the walls of its row. */
export function servingRoutes(app: Express, contextOf: ContextOf): void {
  const serve = (
    path: string,
    send: (ctx: RequestContext, file: StoredFileRow, req: Request, res: Response) => Promise<void>,
  ) =>
    app.get(path, async (req, res) => {
      const ctx = await contextOf(req, res)
      try {
        actorFor(ctx, 'storedFiles')
        const id = idOf(req, 'id')
        const file = (await ctx.db.tx(tx => findFile(tx, id))) ?? refuse('notFound', 'id')
        protect(res, file)
        await send(ctx, file, req, res)
      } catch (error) {
        if (res.headersSent) return void res.destroy() // a reader that went away, or a store that did
        forgetHeaders(res)
        sendRefusal(res, ctx, error)
      }
    })
  serve('/files/:id', sendContent)
  serve('/files/:id/thumbnail', sendThumbnail)
  serve('/files/:id/table', sendTable)
}

function protect(res: Response, file: StoredFileRow): void {
  res.set({
    'content-security-policy': SANDBOX,
    'x-content-type-options': 'nosniff',
    // Only the same person asks again, and is then asked who they are again.
    'cache-control': 'private, no-cache',
    vary: 'cookie',
    etag: `"${file.sha256}"`,
  })
}

function forgetHeaders(res: Response): void {
  for (const name of ['etag', 'content-length', 'content-range', 'accept-ranges', 'content-disposition'])
    res.removeHeader(name)
  res.set('cache-control', 'no-store')
}

const isKnown = (req: Request, file: StoredFileRow): boolean =>
  (req.headers['if-none-match'] ?? '').includes(`"${file.sha256}"`)

async function sendContent(ctx: RequestContext, file: StoredFileRow, req: Request, res: Response): Promise<void> {
  if (isKnown(req, file)) return void res.status(304).end()
  const range = rangeOf(req.headers.range, file.bytes)
  if (range === 'outside') return void res.status(416).set('content-range', `bytes */${file.bytes}`).end()
  const content = await ctx.files.open(file.sha256, range ?? undefined)
  res.type(FILE_KINDS[file.type].mime).set({
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-length': String(range ? range.end - range.start + 1 : file.bytes),
  })
  if (range) res.status(206).set('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`)
  await pipeline(content, res)
}

/** The one range that a reader asks for (RFC 9110 §14); null for the whole, which also answers several at once. */
function rangeOf(header: string | undefined, bytes: number): ByteRange | 'outside' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return start > end || start >= bytes ? 'outside' : { start, end }
}

async function sendThumbnail(ctx: RequestContext, file: StoredFileRow, req: Request, res: Response): Promise<void> {
  if (!IMAGES.includes(file.type)) refuse('notFound', 'id')
  if (isKnown(req, file)) return void res.status(304).end()
  const key = `thumbnails/${file.sha256.slice(0, 2)}/${file.sha256}.webp`
  const stored = await ctx.files.storage.open(key)
  res.type('image/webp')
  if (stored) return pipeline(stored, res)
  const made = await localCopy(ctx.files, file.sha256, copy =>
    onContent<'thumbnail'>({ kind: 'thumbnail', file: copy }),
  )
  await ctx.files.storage.putBytes(key, made)
  res.send(Buffer.from(made))
}

async function sendTable(ctx: RequestContext, file: StoredFileRow, _req: Request, res: Response): Promise<void> {
  if (!TABLES.includes(file.type)) refuse('notFound', 'id')
  const table = await tableOf(ctx.files, file.sha256, file.type).catch(() => null)
  if (!table) refuse('badFile', 'id')
  res.json(table)
}
