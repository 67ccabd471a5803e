import type { Express } from 'express'
import { demandCell, parseDemandForm, renderDemandForm } from '../../../templates/demandForm.xlsx.ts'
import { Refusal, type RequestContext } from '../../context.ts'
import { loadDemandForm, reportDemand } from '../demand/index.ts'
import { type ContextOf, fileRoute, idOf, XLSX } from './route.ts'
import { uploadRoute } from './upload.ts'

const PATH = '/documents/demand-form/:tenderId'

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
  app.post(
    PATH,
    uploadRoute(contextOf, 'importDemand', async (ctx, req, body) => {
      const tenderId = idOf(req, 'tenderId')
      return { lines: await saveForm(ctx, tenderId, await body()) }
    }),
  )
}

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
