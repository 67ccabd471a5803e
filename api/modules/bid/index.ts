export { type OpenTask, openEnvelopes } from './openEnvelopes.ts'
export { judgeChunk, type Opener, publishOpening } from './verdicts.ts'
