import type { Express } from 'express'
import { parseLabResults, type ReadResult, renderLabResults } from '../../../templates/labResults.xlsx.ts'
import { Refusal, type RequestContext } from '../../context.ts'
import { loadLabForm, recordResults } from '../sample/index.ts'
import { type ContextOf, fileRoute, idOf, XLSX } from './route.ts'
import { uploadRoute } from './upload.ts'

const PATH = '/documents/lab-results/:tenderId'

/** A laboratory's results as a workbook: its bench down, filled in up, all or nothing. */
export function labResultRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    PATH,
    fileRoute(contextOf, async (ctx, req) => {
      const { tenderId, lots, now } = await loadLabForm(ctx, idOf(req, 'tenderId'))
      return { name: 'lab-results.xlsx', mime: XLSX, bytes: await renderLabResults(tenderId, lots, now) }
    }),
  )
  app.post(
    PATH,
    uploadRoute(contextOf, 'recordResults', async (ctx, req, body) => save(ctx, idOf(req, 'tenderId'), await body())),
  )
}

async function save(ctx: RequestContext, tenderId: string, bytes: Uint8Array): Promise<{ samples: number }> {
  const { lots } = await loadLabForm(ctx, tenderId)
  const parsed = await parseLabResults(bytes, tenderId, lots)
  if (!parsed.ok) throw new Refusal(parsed.violations)
  const results = parsed.results.map(({ blindCode, values }) => ({ blindCode, values }))
  try {
    const { count } = await recordResults(ctx, { tenderId, results })
    return { samples: count }
  } catch (error) {
    throw error instanceof Refusal ? inCells(error, parsed.results) : error
  }
}

const PLACE = /^results\[(\d+)\](?:\.values)?(?:\.(\w+))?$/

/** `results[3].values.moisture` → `HQ-T!C8`. */
function inCells(refusal: Refusal, results: readonly ReadResult[]): Refusal {
  return new Refusal(
    refusal.violations.map(found => {
      const [, index, field = ''] = PLACE.exec(found.path ?? '') ?? []
      const result = index === undefined ? undefined : results[Number(index)]
      return result ? { ...found, path: result.cellOf(field) } : found
    }),
  )
}
