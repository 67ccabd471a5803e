export { draftCity, finishDrafts, saveDrafts } from './drafts.ts'
export { visibleContracts } from './visibility.ts'
