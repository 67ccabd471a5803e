export { type ActedEntry, type AuditEntry, appendAudit, appendAudits } from './store.ts'
