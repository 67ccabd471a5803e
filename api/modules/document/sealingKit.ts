import type { Express } from 'express'
import { loadSealingKit } from '../bid/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

/** What a supplier's offline client seals by (bencao-sealing-kit/1), while the round takes bids. */
export function sealingKitRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/sealing-kit/:roundId',
    fileRoute(contextOf, async (ctx, req) => {
      const { tenderCode, number, ...kit } = await loadSealingKit(ctx, idOf(req, 'roundId'))
      const name = `sealing-kit-${tenderCode}-${number}-${kit.supplier}.json`
      return { name, mime: 'application/json', bytes: Buffer.from(`${JSON.stringify(kit, null, 2)}\n`) }
    }),
  )
}
