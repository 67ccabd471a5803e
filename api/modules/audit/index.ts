export { type Anchors, type AuditLog, type AuditLogParts, openAuditLog } from './log.ts'
export { type ActedEntry, type AuditEntry, appendAudit, appendAudits, bidRowsOf } from './store.ts'
