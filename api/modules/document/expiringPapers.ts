import type { Express, Request } from 'express'
import { type ExpiringPaperLine, writeExpiringPapers } from '../../../templates/expiringPapers.xlsx.ts'
import type { RequestContext } from '../../context.ts'
import { type ExpiringPaper, type ExpiryAsked, expiringPapers } from '../declaration/index.ts'
import { loadRulePack, loadTender } from '../tender/index.ts'
import { type ContextOf, idOf, sendRefusal, XLSX } from './route.ts'

/** Papers that are in memory at once. */
const PER_READ = 1_000

/**
 * Papers that end too early as xlsx: GET /documents/expiring-papers/:tenderId.xlsx?q&lot&indicator&days, as the page has
 * them filtered.
 */
export function expiringPaperRoutes(app: Express, contextOf: ContextOf): void {
  app.get('/documents/expiring-papers/:tenderId.xlsx', async (req, res) => {
    const ctx = await contextOf(req, res)
    try {
      const asked = askedOf(req)
      const first = await expiringPapers(ctx, asked, { skip: 0, take: PER_READ })
      const { code, title, now, names } = await ctx.db.tx(async tx => {
        const pack = await loadRulePack(tx, asked.tenderId)
        const named = new Map(pack.indicators.map(one => [one.code, `${one.code} ${one.name.zh}`]))
        return { ...(await loadTender(tx, asked.tenderId)), names: named }
      })
      res.type(XLSX).set('cache-control', 'no-store').attachment(`expiring-papers-${code}.xlsx`)
      const head = { tenderCode: code, tenderTitle: title, at: now, suppliers: first.suppliers }
      await writeExpiringPapers(res, head, linesOf(ctx, asked, first.items, names))
    } catch (error) {
      sendRefusal(res, ctx, error)
    }
  })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function askedOf(req: Request): ExpiryAsked {
  const { q, lot, indicator, days } = req.query
  const limit = textOf(days)
  return {
    tenderId: idOf(req, 'tenderId'),
    q: textOf(q),
    lotCode: textOf(lot),
    indicatorCode: textOf(indicator),
    days: limit !== null && /^\d{1,5}$/.test(limit) ? Number(limit) : null,
  }
}

async function* linesOf(
  ctx: RequestContext,
  asked: ExpiryAsked,
  first: readonly ExpiringPaper[],
  names: ReadonlyMap<string, string>,
): AsyncGenerator<ExpiringPaperLine> {
  let papers = first
  for (let skip = PER_READ; ; skip += PER_READ) {
    for (const paper of papers)
      yield {
        ...paper,
        indicator: names.get(paper.indicatorCode) ?? paper.indicatorCode,
        isExpired: paper.validity === 'expired',
      }
    if (papers.length < PER_READ) return
    papers = (await expiringPapers(ctx, asked, { skip, take: PER_READ })).items
  }
}
