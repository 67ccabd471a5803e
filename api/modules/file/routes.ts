import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { violation } from '#domain/violation.ts'
import { Refusal, type RequestContext, refuse } from '../../context.ts'
import { type ContextOf, idOf, sendRefusal } from '../document/index.ts'
import { finishUpload } from './finishUpload.ts'
import { servingRoutes } from './serving.ts'
import type { StoredFileRow } from './store.ts'
import { announceFile, dropUpload, loadUpload, takePiece } from './uploads.ts'

const CSRF_HEADER = 'x-bencao-csrf'
/** Bytes of one piece. */
const PIECE_MAX = 4_194_304
const readPiece = express.raw({ type: () => true, limit: PIECE_MAX })
const readJson = express.json({ limit: '10kb' })

/** Uploads in pieces, and files down. Same session and permissions as GraphQL. */
export function fileRoutes(app: Express, contextOf: ContextOf): void {
  const route =
    (work: (ctx: RequestContext, req: Request, res: Response) => Promise<object>) =>
    async (req: Request, res: Response, next: NextFunction) => {
      const ctx = await contextOf(req, res)
      try {
        if (ctx.sessionToken && req.headers[CSRF_HEADER] === undefined) refuse('forbidden')
        res.set('cache-control', 'no-store').json(await work(ctx, req, res))
      } catch (error) {
        if (error instanceof Refusal) sendRefusal(res, ctx, error)
        else next(error)
      }
    }
  app.post(
    '/files',
    route(async (ctx, req, res) => {
      await loadBody(req, res, readJson)
      const { name, bytes, sha256 } = (req.body ?? {}) as Record<string, unknown>
      if (typeof name !== 'string' || typeof bytes !== 'number' || typeof sha256 !== 'string')
        return refuse('required', 'name, bytes, sha256')
      const announced = await announceFile(ctx, { name, bytes, sha256 })
      return 'file' in announced ? { file: shown(announced.file) } : announced
    }),
  )
  app.get(
    '/files/uploads/:id',
    route(async (ctx, req) => ({ upload: await loadUpload(ctx, idOf(req, 'id')) })),
  )
  app.patch(
    '/files/uploads/:id',
    route(async (ctx, req, res) => {
      const uploadId = idOf(req, 'id')
      const atByte = Number(req.headers['upload-offset'])
      if (!Number.isSafeInteger(atByte) || atByte < 0) refuse('notANumber', 'upload-offset')
      const { received } = await loadUpload(ctx, uploadId)
      if (received !== atByte) return { received }
      await loadBody(req, res, readPiece)
      const bytes = Buffer.isBuffer(req.body) ? req.body : new Uint8Array()
      return takePiece(ctx, { uploadId, atByte, bytes })
    }),
  )
  app.post(
    '/files/uploads/:id/finish',
    route(async (ctx, req) => ({ file: shown(await finishUpload(ctx, idOf(req, 'id'))) })),
  )
  app.delete(
    '/files/uploads/:id',
    route(async (ctx, req) => {
      await dropUpload(ctx, idOf(req, 'id'))
      return { ok: true }
    }),
  )
  servingRoutes(app, contextOf)
}

const shown = ({ uploadedAt, ...file }: StoredFileRow) => ({ ...file, uploadedAt: uploadedAt.toISOString() })

type Reader = (req: Request, res: Response, done: (error?: unknown) => void) => void

const loadBody = (req: Request, res: Response, read: Reader): Promise<void> =>
  new Promise((resolve, reject) => {
    read(req, res, (error?: unknown) => {
      if (!error) return resolve()
      const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large'
      reject(isTooLarge ? new Refusal([violation('fileTooLarge', undefined, { max: '4 MB' })]) : error)
    })
  })
