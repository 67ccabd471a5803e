export { startSimilarities } from './closedDeclarations.ts'
export { documentsDeadline, loadBlockers } from './commands.ts'
export { loadPauseViolations } from './pauseStore.ts'
export {
  extendStage,
  loadRulePack,
  loadTender,
  loadTenderIn,
  lockTender,
  stageClosesAt,
  type TenderRow,
} from './store.ts'
export { loadUnpaused } from './unpaused.ts'
