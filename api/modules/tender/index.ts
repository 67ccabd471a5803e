export { documentsDeadline, loadBlockers } from './commands.ts'
export {
  extendStage,
  loadRulePack,
  loadTender,
  loadTenderIn,
  lockTender,
  stageClosesAt,
  type TenderRow,
} from './store.ts'
