import type { Express, Request, Response } from 'express'
import { writeRankings } from '../../../templates/ranking.xlsx.ts'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import { loadLots, type RankingsAsked, rankedLots, visibleRankings } from '../award/index.ts'
import { loadTender } from '../tender/index.ts'
import { type ContextOf, idOf, sendRefusal, XLSX } from './route.ts'

const PHASES = ['shortlist', 'award'] as const

const phaseOf = (req: Request): (typeof PHASES)[number] =>
  PHASES.find(one => one === req.params.phase) ?? refuse('notFound', 'phase')

/**
 * Rankings as xlsx, with as much as the page of a ranking shows its reader: GET /documents/ranking/:lotId/:phase.xlsx for
 * one lot, /documents/rankings/:tenderId/:phase.xlsx for all of a campaign.
 */
export function rankingRoutes(app: Express, contextOf: ContextOf): void {
  const route = (path: string, askedOf: (ctx: RequestContext, req: Request) => Promise<RankingsAsked>) =>
    app.get(path, async (req, res) => {
      const ctx = await contextOf(req, res)
      try {
        await send(ctx, res, await askedOf(ctx, req))
      } catch (error) {
        sendRefusal(res, ctx, error)
      }
    })
  route('/documents/rankings/:tenderId/:phase.xlsx', async (_ctx, req) => ({
    tenderId: idOf(req, 'tenderId'),
    phase: phaseOf(req),
  }))
  route('/documents/ranking/:lotId/:phase.xlsx', async (ctx, req) => {
    actorFor(ctx, 'placeExplanation')
    const lotId = idOf(req, 'lotId')
    const [lot] = await ctx.db.tx(tx => loadLots(tx, [lotId]))
    const { tenderId } = lot ?? refuse('notFound', 'lotId')
    return { tenderId, lotId, phase: phaseOf(req) }
  })
}

async function send(ctx: RequestContext, res: Response, asked: RankingsAsked): Promise<void> {
  const lots = await visibleRankings(ctx, asked)
  const [first] = lots
  if (!first) refuse('notFound', asked.lotId ? 'lotId' : 'tenderId')
  const { code, title, now } = await ctx.db.tx(tx => loadTender(tx, asked.tenderId))
  const name = asked.lotId ? `${code}-${first?.code}` : code
  res.type(XLSX).set('cache-control', 'no-store').attachment(`ranking-${name}-${asked.phase}.xlsx`)
  const head = { tenderCode: code, tenderTitle: title, phase: asked.phase, at: now }
  await writeRankings(res, head, rankedLots(ctx, asked.phase, lots))
}
