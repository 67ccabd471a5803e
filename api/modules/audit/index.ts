export { openAuditLog } from './log.ts'
export { logRoutes } from './routes.ts'
export { type ActedEntry, type AuditEntry, appendAudit, appendAudits, bidRowsOf } from './store.ts'
