import type { Express } from 'express'
import { readEvidence } from '../evidence/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

/** What anyone checks a result with: GET /evidence/:tenderId/:kind.json. */
export function evidenceRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/evidence/:tenderId/:kind.json',
    fileRoute(contextOf, async (ctx, req) => {
      const file = await readEvidence(ctx, idOf(req, 'tenderId'), String(req.params.kind))
      return { ...file, mime: 'application/json' }
    }),
  )
}
