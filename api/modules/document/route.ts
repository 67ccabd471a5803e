import type { Request, RequestHandler, Response } from 'express'
import type { Violation, ViolationCode } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { Refusal, type RequestContext, refuse } from '../../context.ts'

/** Who asks, from the session of the request. */
export type ContextOf = (req: Request, res: Response) => Promise<RequestContext>

/** A file to send. */
export interface SentFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const STATUS: Partial<Record<ViolationCode, number>> = {
  notSignedIn: 401,
  forbidden: 403,
  notFound: 404,
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A route parameter that is an id; anything else is an object that does not exist. */
export function idOf(req: Request, name: string): string {
  const value = req.params[name]
  return typeof value === 'string' && UUID.test(value) ? value : refuse('notFound', name)
}

/** A route that answers with a file, or with the reasons why not. */
export function fileRoute(
  contextOf: ContextOf,
  make: (ctx: RequestContext, req: Request) => Promise<SentFile>,
): RequestHandler {
  return async (req, res) => {
    const ctx = await contextOf(req, res)
    try {
      send(res, await make(ctx, req))
    } catch (error) {
      sendRefusal(res, ctx, error)
    }
  }
}

/** Never cached: the same address holds another file after the next change, and another person's is none of ours. */
function send(res: Response, file: SentFile): void {
  res
    .type(file.mime)
    .set('cache-control', 'no-store')
    .set('x-content-type-options', 'nosniff')
    .attachment(file.name)
    .send(Buffer.from(file.bytes))
}

/** Answers a refusal as {violations: [{code, path, message}]}; everything else is a bug and goes on to the log. */
export function sendRefusal(res: Response, ctx: RequestContext, error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  const status = STATUS[error.violations[0]?.code ?? 'badFile'] ?? 422
  res.status(status).json({ violations: error.violations.map(found => shown(found, ctx)) })
}

const shown = (found: Violation, ctx: RequestContext) => ({
  code: found.code,
  path: found.path ?? null,
  message: violationText(found, ctx.locale),
})
