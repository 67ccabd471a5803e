export { attach } from './caseFileStore.ts'
export { claimCaseFiles } from './caseFiles.ts'
export { CaseFileType, caseFilesOf } from './caseFileType.ts'
