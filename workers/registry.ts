import { allocateLot } from './handlers/allocateLot.ts'
import { assignReview } from './handlers/assignReview.ts'
import { awardLot } from './handlers/awardLot.ts'
import { draftContracts } from './handlers/draftContracts.ts'
import { dryRunLot } from './handlers/dryRunLot.ts'
import { findSimilarities } from './handlers/findSimilarities.ts'
import { openBids } from './handlers/openBids.ts'
import { publishEvidence } from './handlers/publishEvidence.ts'
import { renderLetters } from './handlers/renderLetters.ts'
import { renderNotice } from './handlers/renderNotice.ts'
import { scoreLots } from './handlers/scoreLots.ts'
import { shortlistLot } from './handlers/shortlistLot.ts'
import type { JobHandler } from './jobHandler.ts'

/** One entry per job kind; a test checks that every kind that a module starts has one. */
export const HANDLERS: Readonly<Record<string, JobHandler>> = {
  allocateLot,
  assignReview,
  awardLot,
  draftContracts,
  dryRunLot,
  findSimilarities,
  openBids,
  publishEvidence,
  renderLetters,
  renderNotice,
  scoreLots,
  shortlistLot,
}
