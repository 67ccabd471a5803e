import type { Express } from 'express'
import {
  type ParsedPool,
  parseExpertPool,
  poolCell,
  renderExpertPool,
  tieCell,
} from '../../../templates/expertPool.xlsx.ts'
import { actorFor, Refusal, type RequestContext } from '../../context.ts'
import { importExperts, loadPoolChoices } from '../expert/index.ts'
import { type ContextOf, fileRoute, XLSX } from './route.ts'
import { uploadRoute } from './upload.ts'

const PATH = '/documents/expert-pool'

/** The expert pool as a workbook: an empty one down, a filled-in one up, all or nothing. For the office. */
export function expertPoolRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    PATH,
    fileRoute(contextOf, async ctx => {
      actorFor(ctx, 'importExperts')
      const { issuedAt, ...choices } = await loadPoolChoices(ctx)
      return { name: 'expert-pool.xlsx', mime: XLSX, bytes: await renderExpertPool(choices, issuedAt) }
    }),
  )
  app.post(
    PATH,
    uploadRoute(contextOf, 'importExperts', async (ctx, _req, body) => savePool(ctx, await body())),
  )
}

async function savePool(ctx: RequestContext, bytes: Uint8Array): Promise<{ experts: number; ties: number }> {
  const parsed = await parseExpertPool(bytes, await loadPoolChoices(ctx))
  if (!parsed.ok) throw new Refusal(parsed.violations)
  const { experts } = parsed
  const plain = experts.map(({ row: _row, ties, ...expert }) => ({
    ...expert,
    ties: ties?.map(({ row: _tieRow, ...tie }) => tie) ?? null,
  }))
  try {
    const { count } = await importExperts(ctx, plain, { knownSuppliersOnly: true })
    return { experts: count, ties: plain.reduce((sum, { ties }) => sum + (ties?.length ?? 0), 0) }
  } catch (error) {
    throw error instanceof Refusal ? inCells(error, experts) : error
  }
}

type Experts = Extract<ParsedPool, { ok: true }>['experts']
const PLACE = /^experts\[(\d+)\](?:\.ties\[(\d+)\])?\.(\w+)$/

/** `experts[3].name` → `专家!B9`; `experts[3].ties[0].supplier` → `关系!C7`. */
function inCells(refusal: Refusal, experts: Experts): Refusal {
  return new Refusal(
    refusal.violations.map(found => {
      const [, index, tieIndex, field] = PLACE.exec(found.path ?? '') ?? []
      const expert = index === undefined ? undefined : experts[Number(index)]
      const tie = tieIndex === undefined ? undefined : expert?.ties?.[Number(tieIndex)]
      if (!expert || !field) return found
      return { ...found, path: tie ? tieCell(tie.row, field) : poolCell(expert.row, field) }
    }),
  )
}
