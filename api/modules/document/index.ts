import type { Express } from 'express'
import { awardLetterRoutes } from './awardLetter.ts'
import { contractRoutes } from './contract.ts'
import { declarationFormRoutes } from './declarationForm.ts'
import { demandFormRoutes } from './demandForm.ts'
import { evidenceRoutes } from './evidence.ts'
import { expertPoolRoutes } from './expertPool.ts'
import { expiringPaperRoutes } from './expiringPapers.ts'
import { labResultRoutes } from './labResults.ts'
import { noticeRoutes } from './notice.ts'
import { openingRecordRoutes } from './openingRecord.ts'
import { rankingRoutes } from './ranking.ts'
import type { ContextOf } from './route.ts'
import { sealingKitRoutes } from './sealingKit.ts'
import { tenderDocumentRoutes } from './tenderDocument.ts'

export { type ContextOf, idOf, sendRefusal } from './route.ts'

/** Routes of files, up and down: one file per document. Same session and permissions as GraphQL. */
export function documentRoutes(app: Express, contextOf: ContextOf): void {
  declarationFormRoutes(app, contextOf)
  demandFormRoutes(app, contextOf)
  evidenceRoutes(app, contextOf)
  expertPoolRoutes(app, contextOf)
  expiringPaperRoutes(app, contextOf)
  labResultRoutes(app, contextOf)
  openingRecordRoutes(app, contextOf)
  rankingRoutes(app, contextOf)
  sealingKitRoutes(app, contextOf)
  contractRoutes(app, contextOf)
  noticeRoutes(app, contextOf)
  awardLetterRoutes(app, contextOf)
  tenderDocumentRoutes(app, contextOf)
}
