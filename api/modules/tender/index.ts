export { loadBlockers } from './commands.ts'
export { loadRulePack, loadTender, loadTenderIn, lockTender, stageClosesAt, type TenderRow } from './store.ts'
