export { AuditRowList } from './List.tsx'
export { AuditRowShow } from './Show.tsx'
