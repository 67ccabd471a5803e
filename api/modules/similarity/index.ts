export { storeFlags } from './commands.ts'
export { findSharedFacts } from './facts.ts'
export { loadPending } from './findStore.ts'
export { findNearTexts } from './nearTexts.ts'
