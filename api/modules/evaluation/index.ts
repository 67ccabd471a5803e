export { dealReview } from './dealReview.ts'
export { redoSheets } from './redo.ts'
export { announceScores, freezeAll, scoreSomeLots } from './scoreLot.ts'
export { loadStatements } from './signatures.ts'
