import { MenuItem, Stack, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { FileFilter } from './fileFilter.ts'

const USES = ['all', 'used', 'unused', 'expiring'] as const

/** Words of the name, and which files. */
export function FileFilterBar({
  filter,
  change,
}: {
  readonly filter: FileFilter
  readonly change: (filter: FileFilter) => void
}) {
  const translate = useTranslate()
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      <TextField
        size="small"
        label={translate('files.name')}
        value={filter.text}
        onChange={event => change({ ...filter, text: event.target.value })}
      />
      <TextField
        select
        size="small"
        label={translate('page.myFiles.which')}
        value={filter.use}
        sx={{ minWidth: 150 }}
        onChange={event => change({ ...filter, use: USES.find(use => use === event.target.value) ?? 'all' })}
      >
        {USES.map(use => (
          <MenuItem key={use} value={use}>
            {translate(`page.myFiles.use.${use}`)}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  )
}
