export { type AuditEntry, appendAudit } from './store.ts'
