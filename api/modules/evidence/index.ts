export { writeEvidence } from './publish.ts'
export { finalAwardsHash } from './rankingFacts.ts'
export { readEvidence } from './reading.ts'
export { requestEvidence } from './request.ts'
