import { Stack } from '@mui/material'
import { TextInput } from 'react-admin'
import { ResourceList } from '../ResourceList.tsx'
import { COLUMNS } from './columns.ts'
import { LogPanel } from './LogPanel.tsx'

const FILTERS = [<TextInput key="action" source="action" label="field.action" />]

/** List of auditRows, and under it the state of the log they are in. */
export function AuditRowList() {
  return (
    <Stack sx={{ gap: 2 }}>
      <div>
        <ResourceList columns={COLUMNS} sort={{ field: 'seq', order: 'DESC' }} filters={FILTERS} />
      </div>
      <LogPanel />
    </Stack>
  )
}
