import { Stack } from '@mui/material'
import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'
import { ImportPool } from './ImportPool.tsx'

const FILTERS = [
  <WordFilter
    key="specialty"
    source="specialty"
    label="field.specialty"
    set="specialty"
    values={['identification', 'processing', 'quality', 'pharmacy']}
  />,
]

/** List of experts, with the way to bring the whole pool in from a spreadsheet. */
export function ExpertList() {
  return (
    <Stack sx={{ gap: 2 }}>
      <ResourceList columns={COLUMNS} sort={{ field: 'code', order: 'ASC' }} searchable filters={FILTERS} />
      <ImportPool />
    </Stack>
  )
}
