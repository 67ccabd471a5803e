export { issueLetters, letterProgress, noteOpening } from './commands.ts'
export {
  findLetterFile,
  insertLetterFile,
  LETTER_FORMATS,
  type LetterFile,
  type LetterFormat,
  loadLetterFiles,
  loadUnprinted,
  type NewLetterFile,
} from './fileStore.ts'
