import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { ViolationCode } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import { Refusal, type RequestContext, refuse } from '../../context.ts'
import { addCosignatures, exportLog, readCheckpoint, readProof, type Viewer, type Witnesses } from './view.ts'

type ContextOf = (req: Request, res: Response) => Promise<RequestContext>

const NOTE_MAX = '16kb'

/** The log as it faces outwards: its key, its newest checkpoint, proofs, cosignatures, and all of it as a file. */
export function logRoutes(app: Express, contextOf: ContextOf, witnesses: Witnesses): void {
  const route = (answer: (viewer: Viewer, req: Request, res: Response) => Promise<void>): RequestHandler => {
    return async (req, res) => {
      const ctx = await contextOf(req, res)
      res.set('cache-control', 'no-store')
      try {
        await answer({ ctx, authorization: req.headers.authorization }, req, res)
      } catch (error) {
        sendRefusal(res, ctx, error)
      }
    }
  }
  app.get(
    '/log/key',
    route(async ({ ctx }, _req, res) => void res.type('text/plain').send(`${ctx.log.key}\n`)),
  )
  app.get(
    '/log/checkpoint',
    route(async (viewer, _req, res) => void res.type('text/plain').send(await readCheckpoint(viewer, witnesses))),
  )
  app.get(
    '/log/proof',
    route(async (viewer, req, res) => {
      const [from, to] = [sizeOf(req, 'from'), sizeOf(req, 'to')]
      res.json({ from, to, proof: await readProof(viewer, witnesses, from, to) })
    }),
  )
  app.post(
    '/log/cosignature',
    express.text({ type: 'text/plain', limit: NOTE_MAX }),
    route(async ({ ctx }, req, res) => {
      const text = typeof req.body === 'string' ? req.body : refuse('required', 'checkpoint')
      res.json({ added: await addCosignatures(ctx, witnesses, text) })
    }),
  )
  app.get(
    '/log/audit.json',
    route((viewer, req, res) => sendExport(res, exportLog(viewer, witnesses, tenderOf(req)))),
  )
  app.use('/log', (_req, res) => void res.status(404).type('text/plain').send('not found\n'))
}

/** The first piece is made before the head is sent: a refusal can still be one. */
async function sendExport(res: Response, pieces: AsyncGenerator<string>): Promise<void> {
  const first = await pieces.next()
  res.type('application/json').attachment('audit.json')
  const whole = async function* () {
    yield first.value
    yield* pieces
  }
  await pipeline(Readable.from(whole()), res)
}

function sizeOf(req: Request, name: string): number {
  const text = req.query[name]
  return typeof text === 'string' && /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : refuse('notANumber', name)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function tenderOf(req: Request): string | null {
  const text = req.query.tenderId
  if (text === undefined) return null
  return typeof text === 'string' && UUID.test(text) ? text : refuse('notFound', 'tenderId')
}

const STATUS: Partial<Record<ViolationCode, number>> = { notSignedIn: 401, forbidden: 403, notFound: 404 }

function sendRefusal(res: Response, ctx: RequestContext, error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  const violations = error.violations.map(found => ({
    code: found.code,
    path: found.path ?? null,
    message: violationText(found, ctx.locale),
  }))
  res.status(STATUS[error.violations[0]?.code ?? 'badFile'] ?? 422).json({ violations })
}
