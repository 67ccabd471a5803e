export { allocateLot } from './lots.ts'
export { finishAllocation } from './runs.ts'
export { findAdopted, insertLotResult } from './store.ts'
