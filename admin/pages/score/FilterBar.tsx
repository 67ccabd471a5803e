import { MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useMemo, useSyncExternalStore } from 'react'
import type { DeskFilter } from './deskItems.ts'
import type { DeskStore } from './deskStore.ts'

const SHOWS: readonly DeskFilter['show'][] = ['all', 'left', 'flagged', 'reasonDue', 'arbitration']

/** What of the list is shown. */
export const FilterBar = memo(function FilterBar({ store }: { readonly store: DeskStore }) {
  const translate = useTranslate()
  const items = useSyncExternalStore(store.subscribe, () => store.items)
  const filter = useSyncExternalStore(store.subscribe, () => store.filter)
  const shown = useSyncExternalStore(store.subscribe, () => store.visible.length)
  const suppliers = useMemo(() => [...new Set(items.map(item => item.sheet.supplierName))], [items])
  const subjects = useMemo(
    () => [...new Set(items.filter(item => item.sheet.subjectKey !== 'company').map(item => item.sheet.subjectName))],
    [items],
  )
  const set = (part: Partial<DeskFilter>) => store.setFilter({ ...filter, ...part })
  const any = translate('score.filter.any')
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      <Choice
        label={translate('score.filter.show')}
        value={filter.show}
        options={SHOWS.map(show => [show, translate(`score.filter.${show}`)])}
        onChange={show => set({ show: SHOWS.find(one => one === show) ?? 'all' })}
      />
      <Choice
        label={translate('score.filter.supplier')}
        value={filter.supplier}
        options={[['', any], ...suppliers.map((name): [string, string] => [name, name])]}
        onChange={supplier => set({ supplier })}
      />
      <Choice
        label={translate('score.filter.subject')}
        value={filter.subject}
        options={[['', any], ...subjects.map((name): [string, string] => [name, name])]}
        onChange={subject => set({ subject })}
      />
      <Typography variant="body2" color="textSecondary">
        {translate('score.filter.shown', { shown, all: items.length })}
      </Typography>
    </Stack>
  )
})

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ minWidth: 120, flexGrow: { xs: 1, md: 0 } }}
    >
      {options.map(([key, name]) => (
        <MenuItem key={key} value={key}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  )
}
