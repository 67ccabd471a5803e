export { dealReview } from './dealReview.ts'
export { redoSheets } from './redo.ts'
export { freezeAll, scoreLot } from './scoreLot.ts'
