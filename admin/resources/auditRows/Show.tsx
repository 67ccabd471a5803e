import { Typography } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import type { AuditRow } from '../../contract/index.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the auditRows, with its subject as it is hashed. */
export function AuditRowShow() {
  return (
    <ResourceShow columns={COLUMNS}>
      <RawSubject />
    </ResourceShow>
  )
}

function RawSubject() {
  const row = useRecordContext<AuditRow>()
  const translate = useTranslate()
  if (!row) return null
  return (
    <Panel title={translate('field.auditSubject')}>
      <Typography component="code" sx={{ overflowWrap: 'anywhere', fontFamily: 'monospace', fontSize: 13 }}>
        {row.subject}
      </Typography>
    </Panel>
  )
}
