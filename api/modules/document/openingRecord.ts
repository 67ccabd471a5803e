import type { Express } from 'express'
import { renderOpeningRecord } from '../../../templates/openingRecord.xlsx.ts'
import { loadOpeningRecord } from '../bid/index.ts'
import { type ContextOf, fileRoute, idOf, XLSX } from './route.ts'

/** The record of an opening (开标记录表) as xlsx, after the opening. */
export function openingRecordRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/opening-record/:roundId',
    fileRoute(contextOf, async (ctx, req) => {
      const record = await loadOpeningRecord(ctx, idOf(req, 'roundId'))
      const name = `opening-${record.tenderCode}-${record.round}.xlsx`
      return { name, mime: XLSX, bytes: await renderOpeningRecord(record) }
    }),
  )
}
