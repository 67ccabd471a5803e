export { loadSealingKit } from './kit.ts'
export { type OpenTask, openEnvelopes } from './openEnvelopes.ts'
export { loadOpeningRecord } from './record.ts'
export { judgeChunk, type Opener, publishOpening } from './verdicts.ts'
