export { amendDocuments, type Locked, lockForAmendment } from './documentCommands.ts'
export { findPublishedFile, findText } from './store.ts'
