export { JobResult, jobRow } from './schema.ts'
