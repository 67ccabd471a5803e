import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { violation } from '#domain/violation.ts'
import { demandCell, parseDemandForm, renderDemandForm } from '../../../templates/demandForm.xlsx.ts'
import { actorFor, Refusal, type RequestContext, refuse } from '../../context.ts'
import { loadDemandForm, reportDemand } from '../demand/index.ts'
import { type ContextOf, fileRoute, idOf, sendRefusal, XLSX } from './route.ts'

const PATH = '/documents/demand-form/:tenderId'
const CSRF_HEADER = 'x-bencao-csrf'
const MAX_BODY = '5mb'

/** The hospital's demand form (需求填报表): down as xlsx, up as its whole draft report. */
export function demandFormRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    PATH,
    fileRoute(contextOf, async (ctx, req) => {
      const form = await loadDemandForm(ctx, idOf(req, 'tenderId'))
      const name = `demand-${form.tenderCode}-${form.hospitalCode}.xlsx`
      return { name, mime: XLSX, bytes: await renderDemandForm(form) }
    }),
  )
  app.post(PATH, (req, res, next) => upload(contextOf, req, res, next))
}

const readBody = express.raw({ type: () => true, limit: MAX_BODY })

/** Who asks is known before a byte of the body is read: strangers send no files. */
async function upload(contextOf: ContextOf, req: Request, res: Response, next: NextFunction): Promise<void> {
  const ctx = await contextOf(req, res)
  try {
    if (ctx.sessionToken && req.headers[CSRF_HEADER] === undefined) refuse('forbidden')
    actorFor(ctx, 'importDemand')
    const tenderId = idOf(req, 'tenderId')
    const body = await bodyOf(req, res)
    res.json({ ok: true, lines: await saveForm(ctx, tenderId, body) })
  } catch (error) {
    if (error instanceof Refusal) sendRefusal(res, ctx, error)
    else next(error)
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

/** Saves an uploaded form as the draft; what the rules refuse is named by its cell. Returns the number of lines. */
async function saveForm(ctx: RequestContext, tenderId: string, bytes: Uint8Array): Promise<number> {
  const form = await loadDemandForm(ctx, tenderId)
  const lotIds = new Map(form.lots.map(lot => [lot.code, lot.id]))
  const { tenderCode, hospitalCode } = form
  const parsed = await parseDemandForm(bytes, { tenderCode, hospitalCode, lotCodes: new Set(lotIds.keys()) })
  if (!parsed.ok) throw new Refusal(parsed.violations)
  const lines = parsed.lines.map(({ lotCode, row: _row, ...figures }) => ({
    lotId: lotIds.get(lotCode) ?? '',
    ...figures,
  }))
  try {
    await reportDemand(ctx, { tenderId, lines })
  } catch (error) {
    throw error instanceof Refusal ? inCells(error, parsed.lines) : error
  }
  return lines.length
}

const LINE_PATH = /^lines\[(\d+)\]\.(\w+)$/

/** `lines[3].reason` → `需求!G9`. */
function inCells(refusal: Refusal, lines: readonly { readonly row: number }[]): Refusal {
  return new Refusal(
    refusal.violations.map(found => {
      const [, index, field] = LINE_PATH.exec(found.path ?? '') ?? []
      const line = index === undefined ? undefined : lines[Number(index)]
      return line && field ? { ...found, path: demandCell(line.row, field) } : found
    }),
  )
}
