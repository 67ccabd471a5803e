import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import type { Action } from '#domain/permissions.ts'
import { violation } from '#domain/violation.ts'
import { actorFor, Refusal, type RequestContext, refuse } from '../../context.ts'
import { type ContextOf, sendRefusal } from './route.ts'

const CSRF_HEADER = 'x-bencao-csrf'
const MAX_BODY = '5mb'
const readBody = express.raw({ type: () => true, limit: MAX_BODY })

/** Saves an uploaded file; what it answers goes back beside `ok`. */
export type Save = (ctx: RequestContext, req: Request, body: () => Promise<Uint8Array>) => Promise<object>

/** A route that takes one file of 5 MB at most. Who asks is known before a byte of it is read: strangers send no files. */
export function uploadRoute(contextOf: ContextOf, action: Action, save: Save): RequestHandler {
  return async (req: Request, res: Response, next: NextFunction) => {
    const ctx = await contextOf(req, res)
    try {
      if (ctx.sessionToken && req.headers[CSRF_HEADER] === undefined) refuse('forbidden')
      actorFor(ctx, action)
      res.json({ ok: true, ...(await save(ctx, req, () => bodyOf(req, res))) })
    } catch (error) {
      if (error instanceof Refusal) sendRefusal(res, ctx, error)
      else next(error)
    }
  }
}

function bodyOf(req: Request, res: Response): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    readBody(req, res, (error: unknown) => {
      if (isTooLarge(error)) return reject(new Refusal([violation('fileTooLarge', undefined, { max: '5 MB' })]))
      if (error) return reject(error)
      resolve(Buffer.isBuffer(req.body) ? req.body : new Uint8Array())
    })
  })
}

const isTooLarge = (error: unknown) => error instanceof Error && 'type' in error && error.type === 'entity.too.large'
